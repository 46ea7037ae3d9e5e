"""Fills the three tables from tables with real geometry (HTML, Word): label cell, then the cells behind it."""

from collections.abc import Iterable, Sequence

from gongkai.engine.document import Grid, GridCell
from gongkai.engine.fill.heads import order_in_grid, order_in_table4_grid
from gongkai.engine.fill.labels import Labels
from gongkai.engine.fill.rows import Found, Word
from gongkai.engine.marks import NOTHING_MARKS, compact, han, parse_number
from gongkai.kernel.findings import around
from gongkai.kernel.form import Row, Table

_HEAD_ROWS = 6  # the heads of table 3 stand in its first rows


def find_rows(grids: Iterable[Grid], labels: Labels) -> list[Found]:
    """Every row of the grids whose label names a row of the table."""
    found = []
    for grid in grids:
        above: Row | None = None
        for index, cells in enumerate(grid.rows()):
            position = _label_position(cells, index)
            if position is None:
                continue
            text = compact(cells[position].text)
            row = labels.row_of(text) or _by_context(text, above, labels.table)
            if row is not None:
                above = row
                order = _order(grid, labels.table, row=row, index=index)
                found.append(_found(row, cells, position, index, grid)._replace(order=order))
    return found


def _order(grid: Grid, table: Table, *, row: Row, index: int) -> tuple[int, ...]:
    """The order of the columns above a row. All rows of table 3 stand under the same heads."""
    if len(row.columns) < 2:
        return ()
    above = _HEAD_ROWS if table.id == "table3" else index
    return order_in_grid(grid, row.columns, above=above)


def header_windows(grids: Iterable[Grid], table: Table) -> frozenset[int]:
    """First value columns of table 3 as its column heads tell: seven heads over seven neighbouring columns."""
    heads = [han(column.label) for column in table.rows[0].columns]
    starts = set()
    for grid in grids:
        columns: dict[str, int] = {}
        for cell in grid.cells:
            if cell.colspan == 1 and cell.row < _HEAD_ROWS:
                columns.setdefault(han(cell.text), cell.column)
        first, last = columns.get(heads[0]), columns.get(heads[1])
        if first is not None and last == first + 1:
            starts.add(first)
    return frozenset(starts)


def find_last_row(grids: Iterable[Grid], row: Row, *, table: Table) -> Found | None:
    """The row of values of table 4: the last row without any words in the grid that has its heads."""
    for grid in grids:
        heads = {han(cell.text) for cell in grid.cells}
        if not ({"结果维持", "尚未审结"} & heads):
            continue
        for index, cells in reversed(list(enumerate(grid.rows()))):
            own = [cell for cell in cells if cell.row == index]
            values = [cell for cell in own if is_value(cell)]
            if values and len(own) - len(values) <= 1 and any(compact(cell.text) for cell in values):
                start = 1 if not is_value(own[0]) else 0
                order = order_in_table4_grid(grid.cells, table, row=index)
                return _found(row, own, start - 1, index, grid)._replace(order=order)
    return None


def is_value(cell: GridCell) -> bool:
    """Whether a cell can hold a figure: empty, a mark for nothing, or short text without words."""
    text = compact(cell.text)
    return not text or text in NOTHING_MARKS or parse_number(text) is not None


def _label_position(cells: Sequence[GridCell], index: int) -> int | None:
    """Which cell of a row is its label: the last one with words before the first figure. A cell such as (三), cut off
    at the end of a page, is no label and no figure."""
    position = None
    for order, cell in enumerate(cells):
        if is_value(cell):
            continue
        if position is None or _is_label(cell):
            if position is not None and any(
                _has_figure(c) for c in cells[position + 1 : order] if c.row == index
            ):
                break  # words behind a figure are a cell that is no number
            position = order
    return position


def _has_figure(cell: GridCell) -> bool:
    """Whether a cell holds a figure, also one with a unit, or a mark for nothing."""
    text = compact(cell.text)
    return text in NOTHING_MARKS or any(character.isdecimal() for character in text)


def _is_label(cell: GridCell) -> bool:
    """Whether words are a label and not a figure with its unit: at least two Chinese characters."""
    return len(han(cell.text)) >= 2


def _by_context(text: str, above: Row | None, table: Table) -> Row | None:
    """Labels that mean something only in their place: 其他 and 总计 without a number."""
    wording = han(text)
    if above is None or table.id != "table3":
        return None
    if wording == "其他" and above.id == "other_fee_lapsed":
        return table.row("other_misc")
    if wording in ("总计", "合计") and above.is_leaf:
        return table.row("result_total")
    return None


def _found(row: Row, cells: Sequence[GridCell], position: int, index: int, grid: Grid) -> Found:
    """The cells behind a label as slots."""
    behind = [cell for cell in cells[position + 1 :] if cell.row == index]
    slots = tuple(_slot(cell, index) for cell in behind)
    label = compact(cells[position].text) if position >= 0 else ""
    printed = tuple(cell.raw or "□" for cell in cells[max(position, 0) :])
    place = around([cell.place for cell in cells[max(position, 0) :]])
    return Found(row, slots, label, printed, place, grid.width)


def _slot(cell: GridCell, index: int) -> Word:
    place = cell.place if cell.place.box else None
    return Word(compact(cell.text), index, cell.column, place=place)
