"""Drawings that a PDF file uses inside one another: how many times they are drawn in all.

pdfium draws each of them anew wherever it is used, and cannot be stopped: one that uses itself twice is drawn for ever.
"""

import re
import zlib
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

MOST = 200_000
MOST_FORMS = 20_000
_LEVELS = 40  # as deep as pdfium goes
_HEAD = 50_000  # of what stands before a stream
_UNPACKED = 1 << 22  # of one stream
_ALL_UNPACKED = 1 << 24  # more is no drawing of an office
_UNKNOWN = 10  # times that a stream is taken to draw when it cannot be unpacked here
_HOPS = 3  # from a drawing to its resources, to their list of drawings, to each of them
_NUMBER = re.compile(rb"(\d{1,9})\s+\d{1,5}\s*$")
_REFERENCE = re.compile(rb"(\d{1,9})\s+\d{1,5}\s+R\b")
_SUSPECT = re.compile(
    rb"/Subtype\s*(?:/Form\b|/\w*#|\d)"
)  # names may be written in codes, or stand elsewhere
_FORM = re.compile(rb"/Subtype\s*(?:/Form\b|\d)")
_CODE = re.compile(rb"#([0-9A-Fa-f]{2})")
_FIRST = re.compile(rb"/First\s+(\d{1,9})")


class _Object(NamedTuple):
    """An object of the file: what stands before its stream, and the stream."""

    head: bytes
    stream: bytes


def is_endless(data: bytes) -> bool:
    """Whether the drawings of a file come to more than can be drawn."""
    if not _SUSPECT.search(data):
        return False
    file = _File(data)
    forms = {number for number, item in file.objects.items() if _FORM.search(item.head)}
    if len(forms) > MOST_FORMS:
        return True
    draws = {number: file.draws(file.objects[number]) for number in forms}
    if file.left <= 0:
        return True
    pages = max((file.draws(item) for item in file.objects.values() if _is_page(item)), default=0)
    inner = {number: _used(number, file.objects, forms) for number in forms}
    times = dict.fromkeys(forms, 1)
    for _ in range(_LEVELS):
        if max(times.values(), default=0) * max(pages, 1) > MOST:
            return True
        times = {
            number: 1 + draws[number] * max((times[used] for used in inner[number]), default=0)
            for number in forms
        }
    return False


def _is_page(item: _Object) -> bool:
    """Whether an object may be the content of a page: a stream that is no drawing, picture or typeface."""
    return bool(item.stream) and b"/Subtype" not in item.head and b"/Length1" not in item.head


class _File:
    """The objects of a file by number, also those that are packed together; `left` is how much more is unpacked."""

    def __init__(self, data: bytes) -> None:
        self.left = _ALL_UNPACKED
        self.objects: dict[int, _Object] = {}
        for before, after in pairwise(data.split(b"obj")):
            number = _NUMBER.search(before[-20:])
            if not number:
                continue
            head, _, stream = after.partition(b"stream")
            item = _Object(_CODE.sub(_character, head[:_HEAD]), stream)
            self.objects[int(number[1])] = item
            if b"/ObjStm" in head:
                self.objects.update(self._packed(item))

    def draws(self, item: _Object) -> int:
        """How many drawings a stream places; a high guess where it is packed in a way that is not known here."""
        content = self._unpacked(item)
        return _UNKNOWN if content is None else content.count(b"Do")

    def _unpacked(self, item: _Object) -> bytes | None:
        """The beginning of a stream, as it was before it was packed; None if that cannot be told."""
        if self.left <= 0:
            return None
        content = item.stream[:_UNPACKED]
        if b"Filter" in item.head:
            try:
                content = zlib.decompressobj().decompress(
                    item.stream.lstrip(b"\r\n"), min(_UNPACKED, self.left)
                )
            except zlib.error:
                return None
        self.left -= len(content)
        return content

    def _packed(self, item: _Object) -> Iterator[tuple[int, _Object]]:
        first = _FIRST.search(item.head)
        if not first:
            return
        content = self._unpacked(item) or b""
        start = int(first[1])
        numbers = [int(word) for word in content[:start][:_HEAD].split() if word.isdigit() and len(word) < 10]
        places = [start + place for place in numbers[1::2]]
        for number, place, end in zip(numbers[::2], places, [*places[1:], len(content)], strict=False):
            yield number, _Object(content[place:end][:_HEAD], b"")


def _character(code: re.Match[bytes]) -> bytes:
    return bytes([int(code[1], 16)])


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
