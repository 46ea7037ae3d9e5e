"""审签: the room of reviews."""
