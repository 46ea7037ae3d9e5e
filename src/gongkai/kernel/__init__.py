"""Pure values and functions: no Django, no files, no clock, no randomness."""
