"""文书：what a letter knows of its case, its open places, how it is worded and shown before it goes out."""
