"""Tokens of one-time links: long enough that nobody guesses one, and kept only as a hash."""

import hashlib
import secrets

_BYTES = 32


def new_token() -> str:
    """A token that nobody has had."""
    return secrets.token_urlsafe(_BYTES)


def digest_of(token: str) -> str:
    """What is kept of it."""
    return hashlib.sha256(token.encode()).hexdigest()
