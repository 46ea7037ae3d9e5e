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
_TABLE4_HEADS = frozenset({"结果维持", "尚未审结"})


def find_rows(grids: Iterable[Grid], labels: Labels) -> list[Found]:
    """Every row of the grids whose label names a row of the table."""
    found = []
    for grid in grids:
        above: Row | None = None
        for index, cells in enumerate(grid.rows()):
            positions = _label_positions(cells, index)
            position, row = _labelled(cells, index, positions=positions, labels=labels, above=above)
            if row is not None:
                above = row
                order = _order(grid, labels.table, row=row, index=index)
                item = _found(row, cells, position, index, grid)
                found.append(item._replace(order=order, is_clean=position == positions[-1]))
    return found


def _labelled(
    cells: Sequence[GridCell], index: int, *, positions: Sequence[int], labels: Labels, above: Row | None
) -> tuple[int, Row | None]:
    """Where the label of a row stands and which row it names. The last words before the figures are the label;
    words before them are, where as many cells stand behind them as the row has figures: then words such as 待定
    stand in the place of a figure, and not a label that nobody knows behind the head of a group."""
    for position in reversed(positions):
        text = compact(cells[position].text)
        row = labels.row_of(text) or _by_context(text, above, labels.table)
        if row and (position == positions[-1] or _behind(cells, position, index) == len(row.columns)):
            return position, row
    return -1, None


def _behind(cells: Sequence[GridCell], position: int, index: int) -> int:
    """How many cells of a row itself stand behind one of them."""
    return sum(cell.row == index for cell in cells[position + 1 :])


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
        if not (_TABLE4_HEADS & heads):
            continue
        for index, cells in reversed(list(enumerate(grid.rows()))):
            own = [cell for cell in cells if cell.row == index]
            values = [cell for cell in own if is_value(cell)]
            if _is_figures(own, values, size=len(row.columns)):
                is_beside = len(own) > len(row.columns) or own[0].column < _first_column(grid)
                start = int(is_beside and not is_value(own[0]))
                order = order_in_table4_grid(grid.cells, table, row=index)
                return _found(row, own, start - 1, index, grid)._replace(order=order)
    return None


def _is_figures(own: Sequence[GridCell], values: Sequence[GridCell], *, size: int) -> bool:
    """Whether cells are the figures of table 4: one may be words or a label; in a whole row most are figures."""
    words = len(own) - len(values)
    is_whole = len(own) == size and words < len(values)
    return (words <= 1 or is_whole) and any(compact(cell.text) or cell.lost for cell in values)


def _first_column(grid: Grid) -> int:
    """The first column that stands under a head of table 4."""
    return min(cell.column for cell in grid.cells if han(cell.text) in _TABLE4_HEADS)


def is_value(cell: GridCell) -> bool:
    """Whether a cell can hold a figure: empty, a mark for nothing, or short text without words."""
    text = compact(cell.text)
    return not text or text in NOTHING_MARKS or parse_number(text) is not None


def _label_positions(cells: Sequence[GridCell], index: int) -> list[int]:
    """Which cells of a row may be its label: those with words before the first figure, the likeliest last. A cell
    such as (三), cut off at the end of a page, is no label and no figure."""
    positions: list[int] = []
    for order, cell in enumerate(cells):
        if is_value(cell):
            continue
        if not positions or _is_label(cell):
            if positions and any(_has_figure(c) for c in cells[positions[-1] + 1 : order] if c.row == index):
                break  # words behind a figure are a cell that is no number
            positions.append(order)
    return positions


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
    return Word(compact(cell.text), index, cell.column, place=place, lost=cell.lost)
