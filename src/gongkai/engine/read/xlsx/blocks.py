"""Parts the fields of a sheet into lines and tables: by gaps, by rows with one field, by tables side by side."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from gongkai.engine.document import LONGEST_LABEL, Grid, GridBuilder, GridCell, Line
from gongkai.engine.marks import NOTHING_MARKS, compact, parse_number, settle
from gongkai.engine.numerals import CHARACTERS
from gongkai.engine.read.xlsx.package import too_big
from gongkai.engine.read.xlsx.shown import MAX_COVERED, Part, ShownField

_BARE_NUMBER = re.compile(rf"(?:第?[{CHARACTERS}]+(?:部分)?[、.,:]?|\([{CHARACTERS}]+\))")
_HEADING = re.compile(rf"(?:第?[{CHARACTERS}](?:部分|[、.,:])).*(?:情况|事项)")
_ARTICLE = re.compile(r"第\S{1,8}条")  # the row that opens a block of table 2
_RUNNING_TEXT = 60
_MOST_CUTS = 8


class _Row(NamedTuple):
    """One row that shows: the fields that begin in it, how many touch it, whether blank fields stand in it."""

    number: int
    own: Sequence[ShownField]
    touching: int
    has_blanks: bool

    @property
    def is_table(self) -> bool:
        return self.touching > 1

    @property
    def has_value(self) -> bool:
        return any(_is_value(field) for field in self.own)


@dataclass(frozen=True, slots=True)
class _Region:
    """Some filled fields of a sheet, and the blank ones in the columns from `left` to `right`."""

    fields: Sequence[ShownField]
    part: Part
    left: int
    right: int
    cuts: int = 0


def blocks_of(part: Part) -> list[Line | Grid]:
    """Lines and tables in reading order."""
    right = max((field.last_column for field in part.fields), default=0)
    return list(_blocks(_Region(part.fields, part, 0, right)))


def _blocks(region: _Region) -> Iterator[Line | Grid]:
    for band in _bands(region.fields):
        sides = _side_by_side(region, band)
        if sides:
            for side in sides:
                yield from _blocks(side)
        else:
            yield from _band(region, band)


def _bands(fields: Sequence[ShownField]) -> Iterator[list[ShownField]]:
    """Fields between rows in which nothing stands."""
    band: list[ShownField] = []
    reach = 0
    for field in fields:
        if band and field.row > reach + 1:
            yield band
            band = []
        band.append(field)
        reach = max(reach, field.last_row)
    if band:
        yield band


def _side_by_side(region: _Region, fields: Sequence[ShownField]) -> tuple[_Region, _Region] | None:
    """The two sides of an empty column, where each side stands for itself and they share a row."""
    if region.cuts >= _MOST_CUTS or len(fields) < 2:
        return None
    ordered = sorted(fields, key=lambda field: field.column)
    reach = ordered[0].last_column
    rows = {field.row for field in fields}
    for index, field in enumerate(ordered):
        if field.column > reach + 1 and not _has_frame(region.part, rows, reach + 1, field.column):
            left, right = sorted(ordered[:index]), sorted(ordered[index:])
            if _shares_row(left, right) and _stands_alone(left) and _stands_alone(right):
                return (
                    _Region(left, region.part, region.left, reach, region.cuts + 1),
                    _Region(right, region.part, field.column, region.right, region.cuts + 1),
                )
        reach = max(reach, field.last_column)
    return None


def _has_frame(part: Part, rows: Iterable[int], first: int, stop: int) -> bool:
    return any(first <= column < stop for row in rows for column in part.framed.get(row, ()))


def _shares_row(left: Sequence[ShownField], right: Sequence[ShownField]) -> bool:
    return not {field.row for field in left}.isdisjoint(field.row for field in right)


def _stands_alone(fields: Sequence[ShownField]) -> bool:
    """Whether fields are a text or a table of their own: its figures have words beside them, except one row's."""
    if len(fields) == 1:
        return True
    valued = {field.row for field in fields if _is_value(field)}
    if not valued:
        return any(len(field.text) > _RUNNING_TEXT for field in fields)
    worded = {field.row for field in fields if not _is_value(field)}
    return len(valued - worded) <= 1


def _band(region: _Region, fields: Sequence[ShownField]) -> Iterator[Line | Grid]:
    """Rows without a gap: headings and running text part the tables."""
    rows = _rows(region, fields)
    run: list[_Row] = []
    for index, row in enumerate(rows):
        if _is_text(row) or not _in_table(rows, index, is_open=bool(run)):
            yield from _run(region, run)
            run = []
            yield from _lines(row)
        else:
            run.append(row)
    yield from _run(region, run)


def _rows(region: _Region, fields: Sequence[ShownField]) -> list[_Row]:
    own: dict[int, list[ShownField]] = {}
    for field in fields:
        own.setdefault(field.row, []).append(field)
    numbers = sorted(own)
    touching = dict.fromkeys(numbers, 0)
    blank = {row for row in numbers if _has_frame(region.part, [row], region.left, region.right + 1)}
    work = 0
    for field in (*fields, *region.part.blanks):
        is_filled = bool(field.text or field.lost)
        if not is_filled and not (region.left <= field.column <= region.right):
            continue
        crossed = numbers[bisect_left(numbers, field.row) : bisect_right(numbers, field.last_row)]
        work += len(crossed)
        if work > MAX_COVERED:
            raise too_big()
        for row in crossed:
            touching[row] += is_filled
        if not is_filled:
            blank.update(crossed)
    return [_Row(row, own[row], touching[row], row in blank) for row in numbers]


def _is_text(row: _Row) -> bool:
    """Whether a row is surely no row of a table: running text, or the heading of a section."""
    if any(len(field.text) > LONGEST_LABEL for field in row.own):
        return True
    if row.touching != len(row.own) or len(row.own) > 2:
        return False
    texts = [compact(settle(field.text)) for field in row.own]
    is_whole = len(texts) == 1 or _BARE_NUMBER.fullmatch(texts[0]) is not None
    return is_whole and _HEADING.match("".join(texts)) is not None


def _in_table(rows: Sequence[_Row], index: int, *, is_open: bool) -> bool:
    """Whether a row belongs to a table; `is_open` says that the row above does. A single field does as the head of
    a block, as a label whose figures are blank, but not as a caption."""
    row = rows[index]
    if row.is_table:
        return True
    following = rows[index + 1] if index + 1 < len(rows) else None
    is_followed = following is not None and following.is_table and not _is_text(following)
    if is_followed and _ARTICLE.match(compact(row.own[0].text)):
        return True
    if not is_open:
        return False
    return following.has_value if is_followed and following else row.has_blanks


def _lines(row: _Row) -> Iterator[Line]:
    """The text of a row; a single field may hold several paragraphs."""
    if len(row.own) == 1:
        raws = row.own[0].text.split("\n")
    else:
        gap = "\t" if row.has_value else " "
        raws = [gap.join(" ".join(field.text.split()) for field in row.own)]
    for raw in raws:
        text = settle(raw)
        if text.strip():
            yield Line(text, raw, row.own[0].place)


def _run(region: _Region, rows: Sequence[_Row]) -> Iterator[Line | Grid]:
    """Rows of a table; of several, where they stand side by side; lines, where they are none."""
    fields = [field for row in rows for field in row.own]
    sides = _side_by_side(region, fields)
    if sides:
        for side in sides:
            yield from _blocks(side)
        return
    grid = _grid(region, fields, rows) if _is_grid(rows) else None
    if grid:
        yield grid
    else:
        for row in rows:
            yield from _lines(row)


def _is_grid(rows: Sequence[_Row]) -> bool:
    """Whether rows are more than words that happen to stand beside each other."""
    return len(rows) > 1 and any(
        row.has_value or row.has_blanks or any(field.last_row > field.row for field in row.own)
        for row in rows
    )


def _grid(region: _Region, fields: Sequence[ShownField], rows: Sequence[_Row]) -> Grid | None:
    """The fields laid out over the rows and columns in which one of them begins; None when there are too many."""
    numbers = [row.number for row in rows]
    columns = sorted({field.column for field in fields})
    if len(numbers) * len(columns) > GridBuilder.LIMIT:
        return None
    blanks = [
        field
        for field in region.part.blanks
        if field.row <= numbers[-1]
        and field.last_row >= numbers[0]
        and field.column <= columns[-1]
        and field.last_column >= columns[0]
    ]
    places = [row.own[0].place for row in rows]
    cells = _laid_out([_cell(field, numbers, columns) for field in (*fields, *blanks)])
    if cells is None:
        return None
    taken = {spot for cell in cells for spot in _spots(cell)}
    for row, place in enumerate(places):
        free = [column for column in range(len(columns)) if (row, column) not in taken]
        cells.extend(GridCell("", row, column, place=place) for column in free)
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(tuple(cells), len(columns), places[0])


def _laid_out(cells: Sequence[GridCell]) -> list[GridCell] | None:
    """Cells without overlap: of two that overlap the later one shrinks; None when they cover too much."""
    taken: set[tuple[int, int]] = set()
    found = []
    work = 0
    for cell in cells:
        work += cell.rowspan * cell.colspan
        if work > MAX_COVERED:
            return None
        if cell.rowspan * cell.colspan == 0 or (cell.row, cell.column) in taken:
            continue
        if not taken.isdisjoint(_spots(cell)):
            cell = replace(cell, rowspan=1, colspan=1)
        taken.update(_spots(cell))
        found.append(cell)
    return found


def _spots(cell: GridCell) -> Iterator[tuple[int, int]]:
    for row in range(cell.row, cell.row + cell.rowspan):
        for column in range(cell.column, cell.column + cell.colspan):
            yield row, column


def _cell(field: ShownField, rows: Sequence[int], columns: Sequence[int]) -> GridCell:
    top, left = bisect_left(rows, field.row), bisect_left(columns, field.column)
    return GridCell(
        " ".join(field.text.split()),
        top,
        left,
        bisect_right(rows, field.last_row) - top,
        bisect_right(columns, field.last_column) - left,
        field.place,
        field.lost,
    )


def _is_value(field: ShownField) -> bool:
    """Whether a field holds a figure, or one that the file has lost."""
    return bool(field.lost) or _is_figure(field.text)


@lru_cache(maxsize=4096)
def _is_figure(text: str) -> bool:
    token = compact(settle(text))
    return token in NOTHING_MARKS or parse_number(token) is not None
