"""What is public, as data: the interface that other systems read."""
