"""What visitors say of a page: that something on it is wrong, or how it could be better."""
