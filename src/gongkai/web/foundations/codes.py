"""Codes that people copy from paper or hear on the telephone."""

import secrets

# Without the letters and digits that are mistaken for each other.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_code(length: int) -> str:
    """A code that nobody can guess."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))
