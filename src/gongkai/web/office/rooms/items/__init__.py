"""信息条目: the room of items, their sheet and acts."""
