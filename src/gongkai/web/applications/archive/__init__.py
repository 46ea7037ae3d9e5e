"""归档：the closing check, volumes, their papers and lists, and by when they are handed over."""
