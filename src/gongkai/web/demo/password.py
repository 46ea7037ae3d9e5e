"""The one password of the invented people: made by chance, so that no two demos share it, and kept beside the database."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

FILE = "demo_password"
# Without letters and figures that look alike; a group of each kind, so that whatever rule there is holds.
_GROUPS = ("ABCDEFGHJKMNPQRSTUVWXYZ", "abcdefghjkmnpqrstuvwxyz", "23456789", "abcdefghjkmnpqrstuvwxyz")
_LENGTH = 5


@dataclass(frozen=True, slots=True)
class Password:
    """The password, where it is kept, and whether it was made only now."""

    text: str
    file: Path
    is_new: bool


def kept_password(folder: Path) -> Password:
    """The password in the folder, made when there is none; only the owner of the folder may read it."""
    file = folder / FILE
    known = file.read_text("ascii").strip() if file.exists() else ""
    if known:
        return Password(known, file, is_new=False)
    made = "-".join("".join(secrets.choice(group) for _ in range(_LENGTH)) for group in _GROUPS)
    with os.fdopen(
        os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii"
    ) as stream:
        stream.write(f"{made}\n")
    return Password(made, file, is_new=True)
