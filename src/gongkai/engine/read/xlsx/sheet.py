"""One sheet as it is stored: filled cells, merges, what is hidden. Read in one pass, whatever its size claims."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from gongkai.engine.read.xlsx.formats import GENERAL, shown
from gongkai.engine.read.xlsx.package import Book, Events, Format, Package, length, too_big, whole
from gongkai.kernel.problems import Unreadable

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
MAX_FILLED = 100_000
MAX_FRAMED = 200_000
MAX_MERGES = 50_000

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FALSE = frozenset({"0", "false", ""})


class Area(NamedTuple):
    """A rectangle of fields, counted from 1, its ends included."""

    row: int
    column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Worksheet:
    """Filled cells by (row, column), empty cells with a line round them in rows that hold something, merges, and
    what is hidden. `number` counts the sheets that show from 1; it is 0 for a hidden one. `unsaved` are the filled
    cells whose formula has no result, so that their text is empty; `altered` those whose format shows something
    else."""

    name: str
    number: int
    cells: Mapping[tuple[int, int], str]
    framed: frozenset[tuple[int, int]]
    merges: Sequence[Area]
    hidden_rows: frozenset[int]
    hidden_columns: Sequence[tuple[int, int]]
    unsaved: frozenset[tuple[int, int]]
    altered: Sequence[tuple[int, int]]

    @property
    def is_hidden(self) -> bool:
        """Whether its tab does not show."""
        return self.number == 0


def read_sheet(package: Package, book: Book, *, part: str, name: str, number: int) -> Worksheet:
    """Scan the part of a sheet."""
    scan = _Scan(book)
    package.scan(part, scan)
    return Worksheet(
        name=name,
        number=number,
        cells=scan.cells,
        framed=frozenset(scan.framed),
        merges=scan.merges,
        hidden_rows=frozenset(scan.hidden_rows),
        hidden_columns=scan.hidden_columns,
        unsaved=frozenset(scan.unsaved),
        altered=scan.altered,
    )


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """A for 1, AA for 27."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _field(reference: str) -> tuple[int, int]:
    match = _REFERENCE.fullmatch(reference)
    row, column = (int(match[2]), column_number(match[1])) if match else (0, 0)
    if not (1 <= row <= MAX_ROW and 1 <= column <= MAX_COLUMN):
        raise Unreadable(
            f"电子表格的单元格位置“{reference[:20]}”无效。", "请用 Excel 或 WPS 打开后另存一次。"
        )
    return row, column


class _Scan(Events):
    """Listens to the part of a sheet. Cells without an own reference follow the one before them."""

    def __init__(self, book: Book) -> None:
        self.cells: dict[tuple[int, int], str] = {}
        self.framed: list[tuple[int, int]] = []
        self.merges: list[Area] = []
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[tuple[int, int]] = []
        self.unsaved: list[tuple[int, int]] = []
        self.altered: list[tuple[int, int]] = []
        self._book = book
        self._hides_zeros = False
        self._row = self._column = 0
        self._cell: dict[str, str] = {}
        self._parts: list[str] = []
        self._row_framed: list[int] = []
        self._is_filled_row = self._is_text = self._is_formula = self._has_value = False
        self._readings = 0
        self._starts = {
            "c": self._start_cell,
            "v": self._start_value,
            "t": self._start_text,
            "f": self._start_formula,
            "row": self._start_row,
            "rPh": self._start_reading,
            "mergeCell": self._merge,
            "col": self._columns,
            "sheetView": self._view,
        }
        self._ends = {"c": self._end_cell, "row": self._end_row, "rPh": self._end_reading}

    def start(self, name: str, attributes: dict[str, str], /) -> None:
        act = self._starts.get(name) or self._starts.get(name.rpartition(":")[2])
        if act:
            act(attributes)

    def end(self, name: str) -> None:
        self._is_text = False
        act = self._ends.get(name) or self._ends.get(name.rpartition(":")[2])
        if act:
            act()

    def text(self, text: str) -> None:
        if self._is_text:
            self._parts.append(text)

    def _view(self, attributes: dict[str, str]) -> None:
        self._hides_zeros = attributes.get("showZeros", "1") in _FALSE

    def _columns(self, attributes: dict[str, str]) -> None:
        first, last = whole(attributes.get("min", "0")), whole(attributes.get("max", "0"))
        is_hidden = attributes.get("hidden", "0") not in _FALSE or length(attributes.get("width", "1")) == 0
        if is_hidden and len(self.hidden_columns) < MAX_COLUMN:
            self.hidden_columns.append((first, min(last, MAX_COLUMN)))

    def _merge(self, attributes: dict[str, str]) -> None:
        first, _, last = attributes.get("ref", "").partition(":")
        top, bottom = _field(first), _field(last or first)
        if len(self.merges) >= MAX_MERGES:
            raise too_big()
        if top <= bottom and top[1] <= bottom[1]:
            self.merges.append(Area(*top, *bottom))

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row = whole(attributes["r"]) if "r" in attributes else self._row + 1
        self._column = 0
        if attributes.get("hidden", "0") not in _FALSE or length(attributes.get("ht", "1")) == 0:
            self.hidden_rows.append(self._row)

    def _end_row(self) -> None:
        if self._is_filled_row and len(self.framed) < MAX_FRAMED:
            self.framed.extend((self._row, column) for column in self._row_framed)
        self._row_framed.clear()
        self._is_filled_row = False

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._cell = attributes
        self._column += 1
        self._is_formula = self._has_value = False
        self._parts.clear()

    def _start_value(self, _: dict[str, str]) -> None:
        self._is_text = self._has_value = True

    def _start_text(self, _: dict[str, str]) -> None:
        self._is_text = not self._readings

    def _start_formula(self, _: dict[str, str]) -> None:
        self._is_formula = True

    def _start_reading(self, _: dict[str, str]) -> None:
        self._readings += 1

    def _end_reading(self) -> None:
        self._readings -= 1

    def _end_cell(self) -> None:
        reference = self._cell.get("r")
        style = self._format(self._cell.get("s", "0"))
        if reference is None:
            place = self._row, self._column
        elif self._parts or self._is_formula or style.is_framed:
            place = _field(reference)
            self._column = place[1]
        else:
            self._column = column_number(reference.rstrip("0123456789")[:3])
            return
        self._fill(place, style)

    def _fill(self, place: tuple[int, int], style: Format) -> None:
        kind = self._cell.get("t", "n")
        stored = "".join(self._parts)
        is_unsaved = self._is_formula and not stored and not (kind == "str" and self._has_value)
        if is_unsaved:
            self.unsaved.append(place)
        text = self._text(stored, kind, code=style.code, place=place) if stored else ""
        if is_unsaved or text.strip():
            self.cells[place] = text
            self._is_filled_row = True
            if len(self.cells) > MAX_FILLED:
                raise too_big()
        elif style.is_framed and len(self._row_framed) < MAX_COLUMN:
            self._row_framed.append(place[1])

    def _text(self, stored: str, kind: str, *, code: str, place: tuple[int, int]) -> str:
        """The text that the sheet shows; errors such as #REF! are shown as they are."""
        if kind == "s":
            index = whole(stored)
            return _unescaped(self._book.strings[index]) if 0 <= index < len(self._book.strings) else ""
        if kind == "b":
            return "FALSE" if stored.strip() == "0" else "TRUE"
        if kind != "n":
            return _unescaped(stored)
        figure = shown(stored, code, counts_from_1904=self._book.counts_from_1904)
        if figure.differs or (self._hides_zeros and figure.text == "0"):
            self.altered.append(place)
        return figure.text

    def _format(self, index: str) -> Format:
        formats = self._book.formats
        return formats[whole(index)] if index.isdecimal() and whole(index) < len(formats) else _PLAIN


_PLAIN = Format(GENERAL)


def _unescaped(text: str) -> str:
    """Text with the control characters that a file writes as `_x000D_` taken out."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: _character(int(match[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _character(code: int) -> str:
    return "" if 0xD800 <= code < 0xE000 or (code < 32 and code not in (9, 10, 13)) else chr(code)
