"""The keys that sources gave us: each in a file of its own, readable by the site alone; the database knows its name only."""

import os
import secrets
from pathlib import Path

from django.conf import settings


def keep(key: str) -> str:
    """Keep a key; the name under which it is found again."""
    name = secrets.token_hex(16)
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        stream.write(key)
    return name


def read(name: str) -> str:
    """The key of this name; empty when there is none, or its file is gone: then we are treated as anybody."""
    try:
        return (_folder() / name).read_text("utf-8") if name else ""
    except OSError:
        return ""


def forget(name: str) -> None:
    """Delete a key."""
    if name:
        (_folder() / name).unlink(missing_ok=True)


def _folder() -> Path:
    return settings.HOME / "harvest-keys"
