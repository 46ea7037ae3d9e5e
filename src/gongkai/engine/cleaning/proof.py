"""Reads a new file back, in two ways that share nothing: as the gate reads it, and as bytes that are merely unpacked."""

import io
import re
import zipfile
from collections.abc import Collection, Iterator

from gongkai.engine.screening.digits import plain
from gongkai.engine.screening.files import screened
from gongkai.engine.screening.marks import Mark, Screen

_TAGS = re.compile(r"<[^>]*>")
_DIGITS = re.compile(r"[0-9X]+")
_MOST_DEEP = 6


def still_marked(data: bytes, name: str, *, screen: Screen, kept: Collection[str]) -> tuple[Mark, ...]:
    """What the detectors still find in a file."""
    return tuple(mark for mark in screened(data, name, screen=screen).marks if mark.fingerprint not in kept)


def still_held(data: bytes, numbers: Collection[str]) -> int:
    """How many of the numbers stand somewhere in the bytes of a file, or of the files inside of it."""
    sought = {number for number in numbers if number.rstrip("X").isdigit()}
    lengths = {len(number) for number in sought}
    left = set()
    for text in _texts(data, 0):
        for run in _DIGITS.findall(plain(text)):
            for length in lengths:
                left |= {run[at : at + length] for at in range(len(run) - length + 1)} & sought
    return len(left)


def _texts(data: bytes, depth: int) -> Iterator[str]:
    """The bytes as text in the two ways that office programs write, with tags and without."""
    if data.startswith(b"PK") and depth < _MOST_DEEP and zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                yield member.filename
                yield from _texts(archive.read(member), depth + 1)
        return
    said = data.decode("utf-8", "ignore")
    yield said
    yield _TAGS.sub("", said)
    yield data.decode("utf-16-le", "ignore")
