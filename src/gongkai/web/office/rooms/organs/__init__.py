"""机关: the room of organs."""
