"""Everything that a workbook holds, shown or hidden: cells as they are stored, remarks, names, kept copies of other data."""

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from gongkai.engine.read.xlsx.package import Book, Events, Package
from gongkai.engine.read.xlsx.sheet import column_letters, column_number
from gongkai.engine.screening.blocks import Cell, Columns
from gongkai.engine.screening.docx import Texts, loose_passages
from gongkai.engine.screening.marks import Part, Passage, masked

_REMARKS = re.compile(r"xl/(?:comments\w*|threadedComments/\w+|comments/\w+)\.xml")
# Data that stays in the file after the sheet it came from was deleted: told in attributes or as text.
_KEPT = (
    (re.compile(r"xl/pivotCache/\w+\.xml"), "数据透视表缓存"),
    (re.compile(r"xl/externalLinks/\w+\.xml"), "外部链接缓存"),
    (re.compile(r"xl/revisions/\w+\.xml"), "修订记录"),
)
_LETTERS = re.compile(r"[A-Za-z]{1,3}")
_FALSE = frozenset({"0", "false", ""})
_LONGEST = 40  # digits of a number worth writing out


def xlsx_passages(package: Package, names: Sequence[str], *, place: str) -> Iterator[Passage]:
    """Sheets, then what belongs to the whole workbook."""
    book = Book.of(package)
    owners = {}
    for name, part, is_hidden in book.sheets:
        where = f"{place}{'隐藏的' if is_hidden else ''}工作表“{masked(name)}”"
        owners.update(dict.fromkeys(_remarks_of(package, part), where))
        yield Passage((Part(name, f"{place}工作表的名称"),))
        yield from _sheet(package, part, book=book, place=where)
    for name in filter(_REMARKS.fullmatch, names):
        remarks = _Remarks(f"{owners.get(name, place)}批注")
        package.scan(name, remarks)
        yield from remarks.passages
    for text in _defined(package):
        yield Passage((Part(text, f"{place}定义的名称"),))
    for pattern, called in _KEPT:
        for name in filter(pattern.fullmatch, names):
            texts = Texts("v")
            package.scan(name, texts)
            yield from (Passage((Part(text, f"{place}{called}"),)) for text in texts.found)
    yield from loose_passages(package, names, place=place)


def _sheet(package: Package, part: str, *, book: Book, place: str) -> Iterator[Passage]:
    scan = _Sheet(book.strings)
    package.scan(part, scan)
    columns = Columns()
    for row in scan.rows:
        cells = []
        for number, text, is_formula in row.cells:
            hidden = [
                *(["隐藏行"] if row.is_hidden else []),
                *(["隐藏列"] if scan.hides(number) else []),
                *(["公式"] if is_formula else []),
            ]
            note = f"（{'、'.join(hidden)}）" if hidden else ""
            cells.append(Cell(text, number, f"{place}第{row.number}行{column_letters(number)}列", note))
        yield columns.passage(cells)
    for text in scan.loose:
        yield Passage((Part(text, f"{place}页眉页脚和数据验证"),))


def _remarks_of(package: Package, part: str) -> Iterator[str]:
    """The parts with the remarks on a sheet."""
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    if not package.has(relations):
        return
    for one in package.tree(relations).iterfind("{*}Relationship"):
        yield posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")


def _defined(package: Package) -> Iterator[str]:
    for one in package.tree("xl/workbook.xml").iterfind("{*}definedNames/{*}definedName"):
        yield f"{one.get('name', '')} {one.text or ''} {one.get('comment', '')}"


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as stored: (column, text, whether it is a formula) of each filled cell."""

    number: int
    is_hidden: bool
    cells: Sequence[tuple[int, str, bool]]


class _Sheet(Events):
    """Listens to a sheet and takes cells as they are stored, for a number format can make one look empty."""

    def __init__(self, strings: Sequence[str]) -> None:
        self.rows: list[_Row] = []
        self.loose: list[str] = []
        self._strings = strings
        self._hidden_columns: list[tuple[int, int]] = []
        self._cells: list[tuple[int, str, bool]] = []
        self._row = self._column = 0
        self._is_hidden_row = False
        self._kind = ""
        self._value: list[str] = []
        self._formula: list[str] = []
        self._words: list[str] = []  # outside of cells
        self._into: list[str] = self._words

    def hides(self, column: int) -> bool:
        """Whether a column does not show."""
        return any(first <= column <= last for first, last in self._hidden_columns)

    def start(self, name: str, attributes: dict[str, str], /) -> None:
        tag = name.rpartition(":")[2]
        if tag == "c":
            self._start_cell(attributes)
        elif tag == "row":
            self._row = _whole(attributes.get("r"), self._row + 1)
            self._column = 0
            self._is_hidden_row = _is_set(attributes, "hidden") or attributes.get("ht") == "0"
        elif tag == "col" and (_is_set(attributes, "hidden") or attributes.get("width") == "0"):
            self._hidden_columns.append((_whole(attributes.get("min"), 0), _whole(attributes.get("max"), 0)))
        elif tag in ("v", "t"):
            self._into = self._value
        elif tag == "f":
            self._into = self._formula

    def end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        self._into = self._words
        if tag == "c":
            self._end_cell()
        elif tag == "row" and self._cells:
            self.rows.append(_Row(self._row, self._is_hidden_row, tuple(self._cells)))
            self._cells.clear()
        if text := "".join(self._words).strip():
            self.loose.append(text)
        self._words.clear()

    def text(self, text: str) -> None:
        self._into.append(text)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        letters = _LETTERS.match(attributes.get("r", ""))
        self._column = column_number(letters[0]) if letters else self._column + 1
        self._kind = attributes.get("t", "n")
        self._value.clear()
        self._formula.clear()

    def _end_cell(self) -> None:
        value = "".join(self._value)
        if self._kind == "s":
            index = _whole(value, -1)
            value = self._strings[index] if 0 <= index < len(self._strings) else ""
        elif self._kind == "n":
            value = _written_out(value)
        if value:
            self._cells.append((self._column, value, False))
        if formula := "".join(self._formula):
            self._cells.append((self._column, formula, True))


class _Remarks(Events):
    """Listens to the remarks on a sheet, each with the cell it belongs to."""

    def __init__(self, place: str) -> None:
        self.passages: list[Passage] = []
        self._place, self._cell = place, ""
        self._parts: list[str] = []

    def start(self, name: str, attributes: dict[str, str], /) -> None:
        if name.rpartition(":")[2] in ("comment", "threadedComment"):
            self._cell = attributes.get("ref", "")
            self._parts.clear()

    def end(self, name: str) -> None:
        if name.rpartition(":")[2] in ("comment", "threadedComment", "author"):
            place = f"{self._place}（{self._cell}）" if self._cell else self._place
            self.passages.append(Passage((Part("".join(self._parts), place),)))
            self._parts.clear()

    def text(self, text: str) -> None:
        self._parts.append(text)


def _written_out(value: str) -> str:
    """A stored number with all its digits, which programs may keep as 1.3812345678E10."""
    if not ("e" in value.lower() or "." in value):
        return value
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    is_whole = (
        number.is_finite() and abs(number.adjusted()) < _LONGEST and number == number.to_integral_value()
    )
    return str(int(number)) if is_whole else value


def _whole(value: str | None, default: int) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 10 else default


def _is_set(attributes: dict[str, str], name: str) -> bool:
    return attributes.get(name, "0") not in _FALSE
