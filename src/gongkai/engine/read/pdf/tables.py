"""A ruled table on one page."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gongkai.engine.document import LONGEST_LABEL, Grid, GridCell
from gongkai.engine.marks import settle
from gongkai.engine.read.pdf.flow import lines_of
from gongkai.engine.read.pdf.ink import Run
from gongkai.engine.read.pdf.lattice import Lattice
from gongkai.engine.read.pdf.printed import Printed
from gongkai.kernel.findings import Place

_SECTION = re.compile(r"[一二三四五六]、")
_LONGEST_HEAD = 40
_HEAPS = 3
_SHORT = 3  # characters: no running text and no heading
_MOST = 0.8  # of the width of a table
_SMALL = 0.9  # of the height of a figure: marks of notes are smaller


class TableCell(NamedTuple):
    """A cell with its runs from the top and its place."""

    row: int
    column: int
    rowspan: int
    colspan: int
    runs: Sequence[Run]
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table: its edges from the left, how many rows, its cells row by row."""

    xs: Sequence[float]
    height: int
    cells: Sequence[TableCell]

    @property
    def width(self) -> int:
        """How many columns."""
        return len(self.xs) - 1

    def row(self, index: int) -> list[TableCell]:
        """The cells that begin in a row."""
        return [cell for cell in self.cells if cell.row == index]


def table_of(lattice: Lattice, runs: Iterable[Run], *, page: int) -> PageTable:
    """A ruled table with the runs that stand in its cells."""
    owners = lattice.owners()
    xs, ys = lattice.xs, lattice.ys
    rows, columns = ys[1:-1], xs[1:-1]  # the edges between
    inside: defaultdict[int, list[Run]] = defaultdict(list)
    for run in runs:
        row = bisect_right(rows, (run.top + run.bottom) / 2)
        column = bisect_right(columns, (run.left + run.right) / 2)
        inside[owners[row][column]].append(run)
    cells = []
    for index, (row, column, rowspan, colspan, box) in enumerate(lattice.fields):
        inked, text = _content(inside[index]) if index in inside else ((), "")
        cells.append(TableCell(row, column, rowspan, colspan, inked, text, Place(None, page, box)))
    return PageTable(xs, len(ys) - 1, cells)


def _content(runs: list[Run]) -> tuple[Sequence[Run], str]:
    """The runs of a cell in reading order and its text: lines are joined, for labels are broken anywhere."""
    runs = _without_marks(runs) if len(runs) > 1 else runs
    if len(runs) == 1:
        return runs, runs[0].text
    if all(run.bottom - run.top > 1.5 * (run.right - run.left) and len(run.text) > 1 for run in runs):
        runs.sort(key=lambda run: -run.left)  # written from top to bottom: columns from the right
        return runs, "".join(run.text for run in runs)
    return runs, "".join(line.text for line in lines_of(runs))


def _without_marks(runs: list[Run]) -> list[Run]:
    """The runs of a cell without the small raised mark of a note behind its figure."""
    largest = max(runs, key=_height)
    if not largest.text.isdecimal():
        return runs
    return [run for run in runs if not _is_mark(run, largest)]


def _is_mark(run: Run, figure: Run) -> bool:
    is_small = _height(run) < _SMALL * _height(figure)
    return is_small and run.middle < figure.middle and run.left >= figure.right - _height(run)


def _height(run: Run) -> float:
    return run.bottom - run.top


def is_heaped(table: PageTable) -> bool:
    """Whether figures of several rows, or heads and figures, stand in one cell: no lines part the rows of the table."""
    return sum(_has_heap(cell.runs) for cell in table.cells if len(cell.runs) > 1) >= _HEAPS


def _has_heap(runs: Sequence[Run]) -> bool:
    """Whether a figure stands below words or below two more figures: one below another may be a long one, broken."""
    first, last = runs[0], runs[-1]
    if not last.text.isdecimal() or last.top < first.bottom - _height(last) / 2:
        return False
    return len(runs) > 2 if first.text.isdecimal() else True


def pieces_of(table: PageTable) -> list[PageTable | list[Printed]]:
    """The table itself, or, where it frames running text or headings, that text and the tables between."""
    if table.width == 1:
        return [[line for cell in table.cells if cell.runs for line in lines_of(cell.runs)]]
    if not any(len(cell.text) > _SHORT and _is_text(cell, table) for cell in table.cells):
        return [table]
    pieces: list[PageTable | list[Printed]] = []
    first = 0
    for cell in table.cells:
        if _is_text(cell, table):
            pieces += _cut(table, first, cell.row)
            pieces.append(lines_of(cell.runs))
            first = max(first, cell.row + (cell.rowspan if cell.colspan > _MOST * table.width else 0))
    return pieces + _cut(table, first, table.height)


def _is_text(cell: TableCell, table: PageTable) -> bool:
    """Whether a cell holds running text or a heading, and no part of a table."""
    if len(cell.text) > LONGEST_LABEL:
        return True
    width = table.xs[cell.column + cell.colspan] - table.xs[cell.column]
    return width > _MOST * (table.xs[-1] - table.xs[0]) and (
        len(cell.text) > _LONGEST_HEAD
        or len(lines_of(cell.runs)) > 2
        or _SECTION.match(settle(cell.text)) is not None
    )


def _cut(table: PageTable, first: int, stop: int) -> list[PageTable | list[Printed]]:
    """Some rows of a table as a table of their own; none if nothing stands in them."""
    cells = [
        cell._replace(row=cell.row - first)
        for cell in table.cells
        if first <= cell.row < stop and not _is_text(cell, table)
    ]
    return [PageTable(table.xs, stop - first, cells)] if any(cell.text for cell in cells) else []


def grid_of(table: PageTable) -> Grid:
    """The table as every reader gives it."""
    cells = tuple(
        GridCell(cell.text, cell.row, cell.column, cell.rowspan, cell.colspan, cell.place)
        for cell in table.cells
    )
    return Grid(cells, table.width, table.cells[0].place if table.cells else Place())
