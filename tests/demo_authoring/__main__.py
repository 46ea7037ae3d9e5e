"""Writes every source of the demo anew from its particulars."""

from .files import write_all

print(f"{write_all()} 份")
