"""The organs of a place, as a tree."""
