"""What every reader gives: blocks in reading order, each with its place in the source."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gongkai.engine.marks import NOTHING_MARKS, compact, parse_number, settle
from gongkai.kernel.findings import NOWHERE, Evidence, Place


class Line(NamedTuple):
    """A line or a paragraph as the source has it; `text` is settled (see `marks`), `raw` is not. `joins` tells whether
    a printed line continues the paragraph of the one before; None where the source cannot tell."""

    text: str
    raw: str
    place: Place = NOWHERE
    joins: bool | None = None


LONGEST_LABEL = 120


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table; `text` is settled, `raw` is not; `plain` is without white space. `row` and `column` count from
    0 after all spans are laid out. `lost` says why its content is not in the file; such a cell is not blank.
    `is_value` tells whether it can hold a figure: it is empty, a number, or a mark for nothing."""

    raw: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    place: Place = NOWHERE
    lost: str = ""
    text: str = field(init=False)
    plain: str = field(init=False)
    is_value: bool = field(init=False)

    def __post_init__(self) -> None:
        is_count = self.raw.isascii() and self.raw.isdecimal()  # most cells: nothing to settle
        text = self.raw if is_count else settle(self.raw)
        plain = text if is_count else compact(text)
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "plain", plain)
        object.__setattr__(self, "is_value", is_count or not plain or _is_figure(plain))


def _is_figure(plain: str) -> bool:
    return plain in NOTHING_MARKS or parse_number(plain) is not None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with real geometry: cells in reading order, laid out without overlap."""

    cells: tuple[GridCell, ...]
    width: int
    place: Place = NOWHERE

    @property
    def is_layout(self) -> bool:
        """Whether it only arranges a page: a cell holds running text, longer than any label of the form."""
        return any(len(cell.text) > LONGEST_LABEL for cell in self.cells)

    def rows(self) -> list[list[GridCell]]:
        """The cells that touch each row, from left to right, spanning cells in each of their rows."""
        height = max((cell.row + cell.rowspan for cell in self.cells), default=0)
        rows: list[list[GridCell]] = [[] for _ in range(height)]
        for cell in self.cells:
            for index in range(cell.row, cell.row + cell.rowspan):
                rows[index].append(cell)
        for row in rows:
            row.sort(key=lambda cell: cell.column)
        return rows


@dataclass(frozen=True, slots=True)
class Document:
    """A source as blocks, and the same parted into text and tables. `notes` tell what the file holds and does not
    show, `pictures` which pages hold a picture and hardly any text."""

    blocks: tuple[Line | Grid, ...]
    pages: int | None = None
    notes: tuple[Evidence, ...] = ()
    pictures: tuple[int, ...] = ()
    lines: Sequence[Line] = field(init=False)
    grids: Sequence[Grid] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", [block for block in self.blocks if isinstance(block, Line)])
        object.__setattr__(self, "grids", [block for block in self.blocks if isinstance(block, Grid)])


class GridBuilder:
    """Lays out rows of cells with spans, as HTML does: a cell takes the first free column of its row."""

    LIMIT = 200_000

    def __init__(self, place: Place = NOWHERE) -> None:
        self._cells: list[GridCell] = []
        self._taken: set[tuple[int, int]] = set()
        self._row = -1
        self._column = 0
        self._place = place

    def next_row(self) -> None:
        """Begin the next row at its first column."""
        self._row += 1
        self._column = 0

    def add(self, raw: str, *, rowspan: int, colspan: int, place: Place) -> None:
        """Put a cell into the current row; spans that would cover more than LIMIT fields are cut to 1."""
        if rowspan * colspan > 1000 or len(self._taken) > self.LIMIT:
            rowspan = colspan = 1
        column = self._column
        while (self._row, column) in self._taken:
            column += 1
        self._column = column + colspan
        for row in range(self._row, self._row + rowspan):
            for col in range(column, column + colspan):
                self._taken.add((row, col))
        self._cells.append(GridCell(raw, self._row, column, rowspan, colspan, place))

    def build(self) -> Grid:
        """The finished grid; rows that a span promised but the source does not have are cut off."""
        height = self._row + 1
        cells = tuple(
            cell
            if cell.row + cell.rowspan <= height
            else GridCell(cell.raw, cell.row, cell.column, height - cell.row, cell.colspan, cell.place)
            for cell in self._cells
        )
        return Grid(cells, max((c.column + c.colspan for c in cells), default=0), self._place)
