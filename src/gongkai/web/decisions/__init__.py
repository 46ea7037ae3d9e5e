"""行政行为: permits, penalties, compulsion and fees, counted month by month for table 2 of the annual report."""
