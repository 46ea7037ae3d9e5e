"""The characters of a page with their places, in the order in which the file is read."""

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from math import pi
from typing import Any

import pypdfium2.raw as pdfium

from gongkai.engine.read.pdf import calls
from gongkai.engine.redaction.marks import Rect

NOWHERE: Rect = (0.0, 0.0, 0.0, 0.0)
_LEAST = 0.5  # points: a character that is told to be thinner could not be selected
_HYPHENS = {"\ufffe", "\x02"}  # what pdfium gives for a hyphen at the end of a line


@dataclass(frozen=True, slots=True)
class Character:
    """A character, the room it takes in its line, the room of its ink, and by how many quarters it is turned to the
    left. Left, bottom, right, top in the places of the file. Line ends, and blanks that no character of the file makes, stand nowhere."""

    text: str
    room: Rect
    ink: Rect
    quarters: int

    @property
    def is_blank(self) -> bool:
        """Whether nothing of it can be seen."""
        return not self.text.strip()


def characters(page: Any) -> tuple[Character, ...]:
    """All characters that an open page of pdfium tells; those of which nobody can tell which they are left out."""
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return ()
    try:
        count = max(pdfium.FPDFText_CountChars(text_page), 0)
        rooms = calls.boxes(text_page, range(count))
        untold = calls.untold(text_page, range(count))
        told = enumerate(zip(_texts(text_page, count), rooms, untold, strict=True))
        return tuple(
            _character(text_page, index, text=text, room=room)
            for index, (text, room, is_untold) in told
            if text and is_untold != 1
        )
    finally:
        pdfium.FPDFText_ClosePage(text_page)


def _texts(text_page: Any, count: int) -> Sequence[str]:
    """The character at each place; a pair of surrogates stands at the first."""
    codes = [pdfium.FPDFText_GetUnicode(text_page, index) for index in range(count)]
    texts = [chr(code) if code < 0x110000 else "" for code in codes]
    for index, code in enumerate(codes):
        if 0xD800 <= code < 0xDC00 and index + 1 < count and 0xDC00 <= codes[index + 1] < 0xE000:
            texts[index] = chr(0x10000 + ((code - 0xD800) << 10) + codes[index + 1] - 0xDC00)
            texts[index + 1] = ""
    return ["-" if text in _HYPHENS else "" if _is_nothing(text) else text for text in texts]


def _is_nothing(text: str) -> bool:
    return text == "\0" or "\ud800" <= text <= "\udfff"


def _character(text_page: Any, index: int, *, text: str, room: Rect) -> Character:
    if pdfium.FPDFText_IsGenerated(text_page, index) == 1 or text in "\r\n":
        return Character("\n" if text in "\r\n" else " ", NOWHERE, NOWHERE, 0)
    left, top, right, bottom = room
    whole = _thick((left, min(top, bottom), right, max(top, bottom)))
    ink = _ink(text_page, index)
    angle = pdfium.FPDFText_GetCharAngle(text_page, index)
    return Character(text, whole, ink or whole, round(angle / (pi / 2)) % 4 if angle > 0 else 0)


def _ink(text_page: Any, index: int) -> Rect | None:
    sides = [ctypes.c_double() for _ in range(4)]
    if not pdfium.FPDFText_GetCharBox(text_page, index, *sides):
        return None
    left, right, bottom, top = (side.value for side in sides)
    return (left, bottom, right, top) if right > left and top > bottom else None


def _thick(rect: Rect) -> Rect:
    left, bottom, right, top = rect
    return left, bottom, max(right, left + _LEAST), max(top, bottom + _LEAST)
