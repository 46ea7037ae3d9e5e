"""Public screens only: no models, no rules."""
