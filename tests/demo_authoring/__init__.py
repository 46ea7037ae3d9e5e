"""Writes the sources of the demo, which the package carries as they are: `python -m tests.demo_authoring`."""
