"""Published annual reports: the source as it came, what was read from it, what was found."""
