"""归档: the room of volumes and rolls."""
