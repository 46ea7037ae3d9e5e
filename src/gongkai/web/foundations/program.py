"""Which program makes the pages: one name for its code, templates and law data, and for where the site stands."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

import django
from django.conf import settings

import gongkai
from gongkai.web.settings.environment import value

_PACKAGE = Path(gongkai.__file__).parent


@cache
def program() -> str:
    """A digest of everything but the record that pages are made of; another one after every update.

    By content, not by version: what somebody mends on the spot counts, and several machines with the same program agree.
    """
    said = sha256(f"{django.get_version()}\0{settings.WAGTAILADMIN_BASE_URL}\0".encode())
    for name, content in _files():
        said.update(f"{name}\0{len(content)}\0".encode())
        said.update(content)
    return said.hexdigest()[:16]


def _files() -> Iterator[tuple[str, bytes]]:
    """The program's files, then those of the office's own law data, each with its name in its folder."""
    own = value("GONGKAI_LAW_DIR")
    for folder in (_PACKAGE, *([Path(own)] if own else [])):
        for file in sorted(folder.rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                yield file.relative_to(folder).as_posix(), file.read_bytes()
