"""Makes the specimens: `python -m tests.specimens.make` writes `tests/specimens/data` anew from fixed seeds."""
