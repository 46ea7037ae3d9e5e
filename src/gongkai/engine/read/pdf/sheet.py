"""A table on one page, and tables put together over pages."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from gongkai.engine.document import LONGEST_LABEL, Grid, GridCell
from gongkai.engine.marks import compact, settle
from gongkai.engine.read.pdf.flow import lines_of
from gongkai.engine.read.pdf.ink import Run
from gongkai.engine.read.pdf.lattice import Lattice
from gongkai.engine.read.pdf.printed import Printed
from gongkai.kernel.findings import Place

_SAME = 5.0  # points between edges of one table on two pages
_OPENS = re.compile(r"\(?[一二三四五六七八九十\d]{1,3}[).、:]|信息内容|第.{1,6}条")
_SECTION = re.compile(r"[一二三四五六]、")
_LONGEST_HEAD = 40
_MANY = 6  # edges
_HEAPS = 3
_MOST = 0.8  # of the width of a table
_SMALL = 0.9  # of the height of a figure: marks of notes are smaller


class SheetCell(NamedTuple):
    """A cell with its runs from the top and its place."""

    row: int
    column: int
    rowspan: int
    colspan: int
    runs: Sequence[Run]
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its edges from the left, how many rows, its cells row by row."""

    xs: Sequence[float]
    height: int
    cells: Sequence[SheetCell]

    @property
    def width(self) -> int:
        """How many columns."""
        return len(self.xs) - 1

    def row(self, index: int) -> list[SheetCell]:
        """The cells that begin in a row."""
        return [cell for cell in self.cells if cell.row == index]


def sheet_of(lattice: Lattice, runs: Iterable[Run], *, page: int) -> Sheet:
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
        cells.append(SheetCell(row, column, rowspan, colspan, inked, text, Place(None, page, box)))
    return Sheet(xs, len(ys) - 1, cells)


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


def is_heaped(sheet: Sheet) -> bool:
    """Whether figures of several rows, or heads and figures, stand in one cell: no lines part the rows of the table."""
    return sum(_has_heap(cell.runs) for cell in sheet.cells if len(cell.runs) > 1) >= _HEAPS


def _has_heap(runs: Sequence[Run]) -> bool:
    """Whether a figure stands below words or below two more figures: one below another may be a long one, broken."""
    first, last = runs[0], runs[-1]
    if not last.text.isdecimal() or last.top < first.bottom - _height(last) / 2:
        return False
    return len(runs) > 2 if first.text.isdecimal() else True


def pieces_of(sheet: Sheet) -> list[Sheet | list[Printed]]:
    """The table itself, or, where it frames running text or headings, that text and the tables between."""
    if sheet.width == 1:
        return [[line for cell in sheet.cells if cell.runs for line in lines_of(cell.runs)]]
    if not any(_is_text(cell, sheet) for cell in sheet.cells):
        return [sheet]
    pieces: list[Sheet | list[Printed]] = []
    first = 0
    for cell in sheet.cells:
        if _is_text(cell, sheet):
            pieces += _cut(sheet, first, cell.row)
            pieces.append(lines_of(cell.runs))
            first = max(first, cell.row + (cell.rowspan if cell.colspan > _MOST * sheet.width else 0))
    return pieces + _cut(sheet, first, sheet.height)


def _is_text(cell: SheetCell, sheet: Sheet) -> bool:
    """Whether a cell holds running text or a heading, and no part of a table."""
    if len(cell.text) > LONGEST_LABEL:
        return True
    width = sheet.xs[cell.column + cell.colspan] - sheet.xs[cell.column]
    return width > _MOST * (sheet.xs[-1] - sheet.xs[0]) and (
        len(cell.text) > _LONGEST_HEAD
        or len(lines_of(cell.runs)) > 2
        or _SECTION.match(settle(cell.text)) is not None
    )


def _cut(sheet: Sheet, first: int, stop: int) -> list[Sheet | list[Printed]]:
    """Some rows of a table as a table of their own; none if nothing stands in them."""
    cells = [
        cell._replace(row=cell.row - first)
        for cell in sheet.cells
        if first <= cell.row < stop and not _is_text(cell, sheet)
    ]
    return [Sheet(sheet.xs, stop - first, cells)] if any(cell.text for cell in cells) else []


def continued(above: Sheet, below: Sheet) -> Sheet | None:
    """One table for the end of a page and the beginning of the next; None when they are two."""
    columns = _columns(above.xs, below.xs)
    if columns is None:
        return None
    xs, mine, yours = columns
    upper = [_moved(cell, mine, 0) for cell in above.cells]
    repeated = _repeated(above, below)
    lower = [_moved(cell, yours, above.height - repeated) for cell in below.cells if cell.row >= repeated]
    joined = Sheet(xs, above.height + below.height - repeated, _spanning(upper, lower, above.height))
    return _mended(joined, above.height)


def _spanning(upper: list[SheetCell], lower: list[SheetCell], seam: int) -> list[SheetCell]:
    """The cells of both parts, where those over several rows go on across the end of the page."""
    tops = {
        (cell.column, cell.colspan): index
        for index, cell in enumerate(upper)
        if cell.row + cell.rowspan == seam
    }
    rest = []
    for cell in lower:
        index = tops.get((cell.column, cell.colspan)) if cell.row == seam else None
        if index is None or not _goes_on(upper[index], cell):
            rest.append(cell)
        else:
            top = upper[index]
            is_more = compact(cell.text) != compact(top.text)
            upper[index] = top._replace(
                rowspan=top.rowspan + cell.rowspan,
                text=top.text + (cell.text if is_more else ""),
                runs=[*top.runs, *(cell.runs if is_more else ())],
            )
    return upper + rest


def _goes_on(top: SheetCell, cell: SheetCell) -> bool:
    """Whether a cell over several rows is the rest of the one at the end of the page before."""
    text = compact(settle(cell.text))
    if max(top.rowspan, cell.rowspan) < 2 or _is_figure(top) or _is_figure(cell):
        return False
    return not text or text == compact(settle(top.text)) or not top.text or not _OPENS.match(text)


def _is_figure(cell: SheetCell) -> bool:
    return bool(cell.text) and not _is_words(cell.text)


def _columns(
    xs: Sequence[float], others: Sequence[float]
) -> tuple[Sequence[float], list[int], list[int]] | None:
    """The edges of both, and for each its own edges among them. None unless they have the same sides and one has all
    edges of the other, or they have the same edges between their sides: without rulings, labels and figures alone
    tell where those are."""
    few, many = sorted((xs, others), key=len)
    every = list(range(len(many)))
    if len(xs) == len(others) >= _MANY and all(
        abs(x - other) < _SAME for x, other in zip(xs[1:-1], others[1:-1], strict=True)
    ):
        return xs, every, every
    if abs(xs[0] - others[0]) > _SAME or abs(xs[-1] - others[-1]) > _SAME:
        return None
    places = []
    for x in few:
        near = min(range(len(many)), key=lambda index: abs(many[index] - x))
        if abs(many[near] - x) > _SAME:
            return None
        places.append(near)
    return (many, places, every) if few is xs else (many, every, places)


def _moved(cell: SheetCell, columns: Sequence[int], rows: int) -> SheetCell:
    """A cell among the edges and rows of the joined table."""
    column = columns[cell.column]
    stop = columns[cell.column + cell.colspan]
    return cell._replace(row=cell.row + rows, column=column, colspan=stop - column)


def _repeated(above: Sheet, below: Sheet) -> int:
    """How many rows at the top of the second part repeat heads of the first."""
    heads = {compact(cell.text) for cell in above.cells if cell.row < 8 and _is_words(cell.text)}
    count = 0
    for index in range(min(below.height - 1, 8)):
        texts = [compact(cell.text) for cell in below.row(index) if cell.text]
        if not texts or not all(text in heads for text in texts):
            break
        count = index + 1
    stop = max((cell.row + cell.rowspan for cell in below.cells if cell.row < count), default=0)
    return stop if stop <= below.height - 1 else count


def _is_words(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def _mended(sheet: Sheet, seam: int) -> Sheet:
    """The table with a row that the end of the page cut in two put together again."""
    after = sheet.row(seam)
    own = {cell.column: cell for cell in sheet.cells if cell.row < seam <= cell.row + cell.rowspan}
    if not after or not _is_rest(after, own):
        return sheet
    rest = {cell.column: cell for cell in after}
    cells = []
    for cell in sheet.cells:
        if cell.row >= seam:
            if cell.row > seam or (cell.column not in own and cell.text):
                cells.append(cell._replace(row=cell.row - 1))
        elif cell.row + cell.rowspan == seam and cell.column in rest:
            more = rest[cell.column]
            place = cell.place if cell.text or not more.text else more.place
            cells.append(
                cell._replace(
                    text=cell.text + more.text,
                    runs=[*cell.runs, *more.runs],
                    place=place,
                    rowspan=cell.rowspan + more.rowspan - 1,
                )
            )
        else:
            cells.append(cell)
    return replace(sheet, height=sheet.height - 1, cells=cells)


def _is_rest(after: Sequence[SheetCell], own: dict[int, SheetCell]) -> bool:
    """Whether the first row of a page only continues the last one of the page before: no label begins in it, what
    goes on is words, and at least one cell of the row was left empty before or stays empty now."""
    filled = [cell for cell in after if cell.text]
    if not filled or not all(cell.column in own for cell in filled):
        return False
    words = [cell for cell in filled if _is_words(cell.text)]
    if any(_OPENS.match(compact(settle(cell.text))) for cell in words):
        return False
    both = [(own[cell.column], cell) for cell in filled if own[cell.column].text]
    if any(_is_figure(upper) or _is_figure(lower) for upper, lower in both):
        return False
    return len(both) < 2 and (len(filled) > len(both) or len(filled) < len(own))


def grid_of(sheet: Sheet) -> Grid:
    """The table as every reader gives it."""
    cells = tuple(
        GridCell(cell.text, cell.row, cell.column, cell.rowspan, cell.colspan, cell.place)
        for cell in sheet.cells
    )
    return Grid(cells, sheet.width, sheet.cells[0].place if sheet.cells else Place())
