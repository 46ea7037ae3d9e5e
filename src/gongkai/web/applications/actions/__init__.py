"""What may be done with an application."""
