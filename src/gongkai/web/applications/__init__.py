"""依申请公开: applications from the first word to the archive."""
