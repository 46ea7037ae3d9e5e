"""Who holds which duty in which organ, and for how long."""
