"""What was counted month by month."""
