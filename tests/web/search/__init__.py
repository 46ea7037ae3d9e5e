"""The search and the list of what everybody may read."""
