"""Files in, values out: reads annual reports, fills the form from them and says what does not hold."""
