"""Fills the three tables from tables whose cells are known (all but plain text): label cell, then the cells behind it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gongkai.engine.document import Grid, GridCell
from gongkai.engine.fill.heads import order_in_grid, order_in_table4_grid
from gongkai.engine.fill.labels import Labels
from gongkai.engine.fill.rows import Found, Word
from gongkai.engine.marks import NOTHING_MARKS, han
from gongkai.kernel.form import Row, Table

_HEAD_ROWS = 6  # the heads of table 3 stand in its first rows
_TABLE4_HEADS = frozenset({"结果维持", "尚未审结"})


class Laid(NamedTuple):
    """A table and its rows: all cells that touch each row, and which of them may be its label."""

    grid: Grid
    rows: Sequence[Sequence[GridCell]]
    positions: Sequence[Sequence[int]]


def laid_out(grids: Iterable[Grid]) -> list[Laid]:
    """The tables by their rows; every table of the form is looked for in all of them."""
    found = []
    for grid in grids:
        rows = grid.rows()
        found.append(Laid(grid, rows, [_label_positions(cells, index) for index, cells in enumerate(rows)]))
    return found


def find_rows(tables: Iterable[Laid], labels: Labels) -> list[Found]:
    """Every row of the tables whose label names a row of the form's table."""
    found = []
    for grid, rows, laid in tables:
        above: Row | None = None
        orders: dict[tuple[int, int], tuple[int, ...]] = {}
        for index, (cells, positions) in enumerate(zip(rows, laid, strict=True)):
            position, row = _labelled(cells, positions, labels=labels, above=above)
            if row is not None:
                above = row
                top = (
                    _HEAD_ROWS if labels.table.id == "table3" else index
                )  # all its rows stand under one head
                key = id(row.columns), top
                if len(row.columns) > 1 and key not in orders:
                    orders[key] = order_in_grid(grid, row.columns, above=top)
                item = _found(row, cells, position=position, index=index, width=grid.width)
                is_clean = position == positions[-1]
                found.append(item._replace(order=orders.get(key, ()), is_clean=is_clean))
    return found


def _labelled(
    cells: Sequence[GridCell], positions: Sequence[int], *, labels: Labels, above: Row | None
) -> tuple[int, Row | None]:
    """Where the label of a row stands and which row it names. The last words before the figures are the label;
    words before them are, where as many cells stand behind them as the row has figures: then words such as 待定
    stand in the place of a figure, and not a label that nobody knows behind the head of a group."""
    for position in reversed(positions):
        is_last, behind = position == positions[-1], len(cells) - 1 - position
        if is_last or behind in labels.sizes:
            text = cells[position].plain
            row = labels.row_of(text) or _by_context(text, above, labels.table)
            if row and (is_last or behind == len(row.columns)):
                return position, row
    return -1, None


def header_windows(tables: Iterable[Laid], table: Table) -> frozenset[int]:
    """First value columns of table 3 as its column heads tell: seven heads over seven neighbouring columns."""
    heads = [han(column.label) for column in table.rows[0].columns]
    starts = set()
    for grid, _, _ in tables:
        columns: dict[str, int] = {}
        for cell in grid.cells:
            if cell.row >= _HEAD_ROWS:
                break
            if cell.colspan == 1:
                columns.setdefault(han(cell.text), cell.column)
        first, last = columns.get(heads[0]), columns.get(heads[1])
        if first is not None and last == first + 1:
            starts.add(first)
    return frozenset(starts)


def find_last_row(tables: Iterable[Laid], row: Row, *, table: Table) -> Found | None:
    """The row of values of table 4: the last row without any words in the grid that has its heads."""
    for grid, rows, _ in tables:
        if not any(cell.plain in _TABLE4_HEADS for cell in grid.cells):
            continue
        for index, cells in reversed(list(enumerate(rows))):
            own = [cell for cell in cells if cell.row == index]
            values = [cell for cell in own if cell.is_value]
            if _is_figures(own, values, size=len(row.columns)):
                is_beside = len(own) > len(row.columns) or own[0].column < _first_column(grid)
                start = int(is_beside and not own[0].is_value)
                order = order_in_table4_grid(grid.cells, table, row=index)
                return _found(row, own, position=start - 1, index=index, width=grid.width)._replace(
                    order=order
                )
    return None


def _is_figures(own: Sequence[GridCell], values: Sequence[GridCell], *, size: int) -> bool:
    """Whether cells are the figures of table 4: one may be words or a label; in a whole row most are figures."""
    words = len(own) - len(values)
    is_whole = len(own) == size and words < len(values)
    return (words <= 1 or is_whole) and any(cell.plain or cell.lost for cell in values)


def _first_column(grid: Grid) -> int:
    """The first column that stands under a head of table 4."""
    return min(cell.column for cell in grid.cells if cell.plain in _TABLE4_HEADS)


def _label_positions(cells: Sequence[GridCell], index: int) -> list[int]:
    """Which cells of a row may be its label: those with words before the first figure, the likeliest last. A cell
    such as (三), cut off at the end of a page, is no label and no figure."""
    positions: list[int] = []
    for order, cell in enumerate(cells):
        if cell.is_value:
            continue
        if not positions or _is_label(cell):
            if positions and any(_has_figure(c) for c in cells[positions[-1] + 1 : order] if c.row == index):
                break  # words behind a figure are a cell that is no number
            positions.append(order)
    return positions


def _has_figure(cell: GridCell) -> bool:
    """Whether a cell holds a figure, also one with a unit, or a mark for nothing."""
    return cell.plain in NOTHING_MARKS or any(map(str.isdecimal, cell.plain))


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


def _found(row: Row, cells: Sequence[GridCell], *, position: int, index: int, width: int) -> Found:
    """The cells behind a label as slots."""
    behind = [cell for cell in cells[position + 1 :] if cell.row == index]
    slots = tuple(_slot(cell, index) for cell in behind)
    label = cells[position].plain if position >= 0 else ""
    printed = tuple(cell.raw or "□" for cell in cells[max(position, 0) :])
    places = [cell.place for cell in cells[max(position, 0) :]]
    return Found(row, slots, label, printed, places, width)


def _slot(cell: GridCell, index: int) -> Word:
    place = cell.place if cell.place.box else None
    return Word(cell.plain, index, cell.column, place=place, lost=cell.lost)
