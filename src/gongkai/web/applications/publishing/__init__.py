"""公开答复：answers shown to everybody, and applications that turn into proactive disclosure."""
