"""Drawings that a PDF file uses inside one another: how many times they are drawn in all.

pdfium draws each of them anew wherever it is used, and cannot be stopped: one that uses itself twice is drawn for ever.
"""

import re
import zlib
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

MOST = 200_000
_LEVELS = 40  # as deep as pdfium goes
_UNPACKED = 1 << 22
_HOPS = 3  # from a drawing to its resources, to their list of drawings, to each of them
_NUMBER = re.compile(rb"(\d{1,9})\s+\d{1,5}\s*$")
_REFERENCE = re.compile(rb"(\d{1,9})\s+\d{1,5}\s+R\b")
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_DRAW = re.compile(rb"\bDo\b")
_FIRST = re.compile(rb"/First\s+(\d{1,9})")


class _Object(NamedTuple):
    """An object of the file: what stands before its stream, and the stream."""

    head: bytes
    stream: bytes

    @property
    def draws(self) -> int:
        """How many drawings its stream puts on the page."""
        return len(_DRAW.findall(_unpacked(self)))


def is_endless(data: bytes) -> bool:
    """Whether the drawings of a file come to more than can be drawn."""
    if b"/Form" not in data:
        return False
    objects = dict(_objects(data))
    forms = {number for number, item in objects.items() if _FORM.search(item.head)}
    uses = {number: (objects[number].draws, _used(number, objects, forms)) for number in forms}
    pages = max((item.draws for item in objects.values() if b"/Subtype" not in item.head), default=0)
    times = dict.fromkeys(forms, 1)
    for _ in range(_LEVELS):
        if max(times.values(), default=0) * max(pages, 1) > MOST:
            return True
        times = {
            number: 1 + draws * max((times[used] for used in inner), default=0)
            for number, (draws, inner) in uses.items()
        }
    return False


def _objects(data: bytes) -> Iterator[tuple[int, _Object]]:
    """Every object by its number, also those that are packed together."""
    for before, after in pairwise(data.split(b"obj")):
        number = _NUMBER.search(before[-20:])
        if not number:
            continue
        head, _, stream = after.partition(b"stream")
        item = _Object(head, stream)
        yield int(number[1]), item
        if b"/ObjStm" in head:
            yield from _packed(item)


def _packed(item: _Object) -> Iterator[tuple[int, _Object]]:
    first = _FIRST.search(item.head)
    content = _unpacked(item)
    if not first:
        return
    start = int(first[1])
    numbers = [int(word) for word in content[:start].split() if word.isdigit() and len(word) < 10]
    places = [start + place for place in numbers[1::2]]
    for number, place, end in zip(numbers[::2], places, [*places[1:], len(content)], strict=False):
        yield number, _Object(content[place:end], b"")


def _unpacked(item: _Object) -> bytes:
    """The beginning of a stream, as it was before it was packed; empty if it is damaged or packed another way."""
    if b"Filter" not in item.head:
        return item.stream
    try:
        return zlib.decompressobj().decompress(item.stream.lstrip(b"\r\n"), _UNPACKED)
    except zlib.error:
        return b""


def _used(number: int, objects: Mapping[int, _Object], forms: set[int]) -> set[int]:
    """The drawings that a drawing may use."""
    found: set[int] = set()
    seen: set[int] = set()
    heads = [objects[number].head]
    for _ in range(_HOPS):
        named = {int(match[1]) for head in heads for match in _REFERENCE.finditer(head)} - seen
        seen |= named
        found |= named & forms
        heads = [objects[other].head for other in named - forms if other in objects]
    return found
