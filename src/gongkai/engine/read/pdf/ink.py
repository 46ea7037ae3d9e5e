"""What a page shows, as values: runs of characters, rulings and shades, in points from its upper left corner."""

import ctypes
import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from gongkai.engine.read.pdf import calls
from gongkai.engine.read.pdf.radicals import settle_radicals
from gongkai.engine.read.pdf.rulings import Ruling, Rulings, rulings_of
from gongkai.engine.read.pdf.strokes import Bounds, Shade, strokes_of
from gongkai.kernel.findings import Box, box_around

MAX_FIELDS = 20_000  # between the rulings of a page
_LOST = "\ufffd"
_CODES = re.compile(r"[\x00-\x08\x0e-\x1f]")  # numbers of a font that does not tell its characters
_SAMPLE = 16  # one character in so many is asked whether the file tells which it is
_WORD = re.compile(r"[^\s\x00-\x1f\ufffe\uffff]+")
_WIDEST = 1.2  # of a character's height or width: a run is no wider than this for each of its characters
_GAP = 0.6  # of a character's height: more parts two runs
_FLAT = 0.5  # of its width: some fonts tell no height but that of the strokes, and 一 is flat
_OPENING = frozenset("（《〈「『【〔［“‘")
_CLOSING = frozenset("）》〉」』】〕］｝”’，。、；：！？")
_SQUARE = 0.6
_SMALL, _RAISED = 0.9, 0.2  # of the height of the figure before a mark
_EMPTY = 0.45  # of a mark that is as wide as a character
_LARGE = 30.0  # points: one character of this size may belong to a water mark
_QUARTER = math.pi / 2
_SCANT = 20  # characters: a page number, a mark
_UPRIGHT = 0.02  # radians


class Run(NamedTuple):
    """Characters in a row without a gap, and the box around them."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        """Half way down."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Ink:
    """A page: its number from 1, its size as shown, and all that is printed on it."""

    number: int
    width: float
    height: float
    runs: Sequence[Run] = ()
    rulings: Rulings = field(default_factory=Rulings)
    shades: Sequence[Shade] = ()
    untold: int = 0  # characters that stand as U+FFFD in the runs: the file does not tell which they are
    effort: int = 0  # the work of reading the page, in about as many characters
    is_picture: bool = False  # hardly any text, as on a page that was scanned


def ink_of(page: Any, number: int) -> Ink:
    """Everything on an open page."""
    view = _view(page)
    strokes = strokes_of(page, view.place)
    rulings = rulings_of(strokes.across, strokes.down)
    if len(rulings.across) * len(rulings.down) > MAX_FIELDS:
        rulings = Rulings()  # squared paper, a map: no table of a report
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return Ink(number, *view.size, (), rulings, strokes.shades, is_picture=strokes.pictures > 0)
    try:
        characters = _Characters(text_page, view, rulings.down)
        runs = characters.runs()
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    fields = len(rulings.across) * len(rulings.down)
    effort = len(characters.text) + 10 * len(runs) + 10 * strokes.objects + 5 * fields
    is_picture = strokes.pictures > 0 and len(characters.text) < _SCANT
    lost = characters.text.count(_LOST)
    return Ink(number, *view.size, runs, rulings, strokes.shades, lost, effort, is_picture)


class View(NamedTuple):
    """How places in the file become places on the page as shown: turned by quarters, measured from the upper left."""

    x0: float
    y0: float
    x1: float
    y1: float
    turn: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as shown."""
        width, height = self.x1 - self.x0, self.y1 - self.y0
        return (height, width) if self.turn % 2 else (width, height)

    def place(self, bounds: Bounds) -> Box:
        """The bounds of something in the file as a box on the page."""
        left, bottom, right, top = bounds
        x0, y0, x1, y1, turn = self
        if turn == 0:
            return left - x0, y1 - top, right - x0, y1 - bottom
        if turn == 1:
            return bottom - y0, left - x0, top - y0, right - x0
        if turn == 2:
            return x1 - right, bottom - y0, x1 - left, top - y0
        return y1 - top, x1 - right, y1 - bottom, x1 - left

    def boxes(self, rects: Iterable[calls.Rect]) -> list[Box]:
        """Many boxes, each left, top, right, bottom in the file."""
        x0, _, _, y1, turn = self
        if turn == 0:
            return [(left - x0, y1 - top, right - x0, y1 - bottom) for left, top, right, bottom in rects]
        return [self.place((left, bottom, right, top)) for left, top, right, bottom in rects]


def _view(page: Any) -> View:
    """The view of an open page: its crop box and how it is turned."""
    rect = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(rect))
    return View(rect.left, rect.bottom, rect.right, rect.top, pdfium.FPDFPage_GetRotation(page))


class _Characters:
    """The characters of a page. Asking for a box costs as much as reading ten characters, so a run is measured by
    its first and last one, and only where that does not tell, by all."""

    def __init__(self, text_page: Any, view: View, down: Sequence[Ruling]) -> None:
        self._page = text_page
        self._view = view
        self._down = down
        self._edges = [ruling.at for ruling in down]
        self._places: Sequence[int] | None = None  # in the file's own count, where that differs
        self.text = self._whole_text()

    def _whole_text(self) -> str:
        """One character for each of the file's."""
        count = pdfium.FPDFText_CountChars(self._page)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        pdfium.FPDFText_GetText(self._page, 0, count, buffer)
        text = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
        is_odd = len(text) != count or _CODES.search(text) is not None
        if is_odd or 1 in calls.untold(self._page, range(0, count, _SAMPLE)):
            text = self._odd_text(count)
        return settle_radicals(text)

    def _odd_text(self, count: int) -> str:
        """The text where a character takes two places, none, or is not told."""
        codes = [pdfium.FPDFText_GetUnicode(self._page, index) for index in range(count)]
        untold = list(calls.untold(self._page, range(count)))
        places: list[int] = []
        characters: list[str] = []
        for index, code in enumerate(codes):
            is_second = 0xDC00 <= code < 0xE000 and index > 0 and 0xD800 <= codes[index - 1] < 0xDC00
            if is_second and characters:
                characters[-1] = chr(0x10000 + (codes[index - 1] - 0xD800) * 0x400 + code - 0xDC00)
                continue
            places.append(index)
            characters.append(_character(code, is_told=untold[index] != 1))
        self._places = places
        return "".join(characters)

    def runs(self) -> list[Run]:
        """All runs in the order of the file."""
        runs: list[Run] = []
        spans = [word.span() for word in _WORD.finditer(self.text)]
        starts = self._boxes([start for start, _ in spans])
        ends = iter(self._boxes([stop - 1 for start, stop in spans if stop - start > 1]))
        for (start, stop), first in zip(spans, starts, strict=True):
            text = self.text[start:stop]
            last = first
            left, top, right, bottom = first
            if stop - start == 1:
                is_plain = 0 < bottom - top < _LARGE and bottom - top < 3 * (right - left) + 4
            else:
                last = next(ends)
                is_plain = self._is_plain(first, last, stop - start)
                right = last[2]
                top, bottom = min(top, last[1]), max(bottom, last[3])
            if not is_plain:
                runs.extend(self._one_by_one(start, stop))
                continue
            if text[0] in _OPENING or text[-1] in _CLOSING:
                left, right = _inked(text, first, last)
            runs.append(Run(text, left, top, right, bottom))
        return runs

    def _boxes(self, indices: Sequence[int]) -> list[Box]:
        """The boxes of characters on the page as shown."""
        if self._places is not None:
            indices = [self._places[index] for index in indices]
        boxes = self._view.boxes(calls.boxes(self._page, indices))
        return [box if box[3] - box[1] >= _FLAT * (box[2] - box[0]) else _raised(box) for box in boxes]

    def _is_plain(self, first: Box, last: Box, count: int) -> bool:
        """Whether the characters between two boxes surely lie in a row between them, in one cell."""
        left, top, _, bottom = first
        height = bottom - top
        width = last[2] - left
        em = max(height, first[2] - left, last[2] - last[0])
        is_level = abs(top - last[1]) + abs(bottom - last[3]) < 0.4 * height
        return (
            is_level
            and left <= last[0]
            and 0 < width <= count * em * _WIDEST
            and not self._is_cut((left + first[2]) / 2, (last[0] + last[2]) / 2, top + height / 2)
        )

    def _is_cut(self, left: float, right: float, middle: float) -> bool:
        """Whether a ruling runs down between two places. They are the middles of characters, for brackets may be printed
        half outside their cell."""
        low = bisect_right(self._edges, left)
        high = bisect_left(self._edges, right, low)
        return low < high and any(line.start <= middle <= line.stop for line in self._down[low:high])

    def _one_by_one(self, start: int, stop: int) -> list[Run]:
        """Runs from every single character: parted at gaps, at rulings and where the writing goes another way;
        slanted characters, which are water marks, are left out."""
        parts: list[list[tuple[str, Box]]] = []
        indices = [index for index in range(start, stop) if not self._is_slanted(index)]
        for index, box in zip(indices, self._boxes(indices), strict=True):
            left, right = _inked(self.text[index], box, box)
            item = (self.text[index], (left, box[1], right, box[3]))
            if parts and self._follows([box for _, box in parts[-1][-2:]], item[1]):
                parts[-1].append(item)
            else:
                parts.append([item])
        return [_joined(part) for part in parts]

    def _is_slanted(self, index: int) -> bool:
        place = index if self._places is None else self._places[index]
        angle: float = pdfium.FPDFText_GetCharAngle(self._page, place) % _QUARTER
        return _UPRIGHT < angle < _QUARTER - _UPRIGHT

    def _follows(self, last: Sequence[Box], box: Box) -> bool:
        """Whether a character stands close to the last ones: to their right in the same cell, or below or above them if
        they run that way too. The small raised mark of a note follows no figure."""
        before = last[-1]
        height = before[3] - before[1]
        if box[3] - box[1] < _SMALL * height and box[3] < before[3] - _RAISED * height:
            return False
        if abs((before[1] + before[3]) - (box[1] + box[3])) < height:  # beside it
            gap = box[0] - before[2]
            is_near = -0.7 * height < gap < _GAP * height and box[2] > before[0]
            left, right = (before[0] + before[2]) / 2, (box[0] + box[2]) / 2
            return is_near and not self._is_cut(left, right, (box[1] + box[3]) / 2)
        if len(last) > 1 and _are_beside(*last):
            return False
        is_in_line = abs((before[0] + before[2]) - (box[0] + box[2])) < height
        gap = max(box[1] - before[3], before[1] - box[3])
        return is_in_line and gap < _GAP * height


def _are_beside(one: Box, other: Box) -> bool:
    return abs((one[1] + one[3]) - (other[1] + other[3])) < one[3] - one[1]


def _raised(box: Box) -> Box:
    """A flat box as high as it is wide."""
    left, top, right, bottom = box
    rise = (right - left - bottom + top) / 2
    return left, top - rise, right, bottom + rise


def _character(code: int, *, is_told: bool) -> str:
    if not is_told or 0xD800 <= code < 0xE000:
        return _LOST
    return chr(code) if 0 < code < 0x110000 else " "


def _inked(text: str, first: Box, last: Box) -> tuple[float, float]:
    """The left and the right side of characters without the empty half of a bracket or mark at either end: it may lie
    in the next cell or column."""
    left, right = first[0], last[2]
    if text[0] in _OPENING and first[2] - first[0] > _SQUARE * (first[3] - first[1]):
        left += _EMPTY * (first[2] - first[0])
    if text[-1] in _CLOSING and last[2] - last[0] > _SQUARE * (last[3] - last[1]):
        right -= _EMPTY * (last[2] - last[0])
    return left, right


def _joined(part: Sequence[tuple[str, Box]]) -> Run:
    return Run("".join(text for text, _ in part), *box_around(box for _, box in part))
