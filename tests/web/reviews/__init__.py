"""Reviews, with a subject of their own."""
