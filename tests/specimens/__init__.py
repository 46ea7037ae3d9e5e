"""Two hundred invented annual reports with their true figures and the faults planted in them."""
