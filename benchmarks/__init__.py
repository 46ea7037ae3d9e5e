"""Repeatable measurements: `python -m benchmarks` (or `make bench`). Each prints a figure, its baseline and the ratio."""
