"""What must still happen, kept as rows until it is done."""
