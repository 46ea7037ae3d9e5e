"""What the templates of the office can ask."""
