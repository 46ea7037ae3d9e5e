"""A report that is made here: written, commented on, signed, published, corrected."""
