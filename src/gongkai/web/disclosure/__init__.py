"""Items: what an organ publishes, word for word as it was approved."""
