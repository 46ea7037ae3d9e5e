"""In which order the columns of a table stand, as its heads tell it: figures follow the heads, not the form."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from gongkai.engine.document import Grid, GridCell
from gongkai.engine.marks import compact, settle
from gongkai.kernel.form import Column, Row, Table

OTHER_ORDER = "表头各列的次序与规定格式不同，不能确定各数属于哪一列"
_RESULTS = re.compile(r"结果维持|结果纠正|其他结果|尚未审结")


@cache
def names(column: Column) -> tuple[str, ...]:
    """A column head and its known variants, as compact settled text."""
    return tuple(compact(settle(text)) for text in (column.label, *column.aliases))


def doubt_in_text(header: str, row: Row) -> str:
    """Why figures cannot be given to columns by their order; empty when the heads agree or cannot be told.

    `header` is the compact text before the first row. Heads broken apart by printing are no reason to doubt. In
    table 3 only the heads under 法人或其他组织 are held: printed text often has 总计 before them.
    """
    if len(row.columns) == 1:
        return ""
    columns = row.columns[1:-1] if len(row.columns) > 3 else row.columns
    header = header.replace("其他组织", "□□□□")  # 法人或其他组织 is no head named 其他
    places = [max(header.rfind(name) for name in names(column)) for column in columns]
    return OTHER_ORDER if -1 not in places and len(places) > 1 and places != sorted(places) else ""


def doubt_in_table4_text(header: str, table: Table) -> str:
    """The same for the heads of table 4, which stand there three times over."""
    expected = [compact(column.label) for column in table.rows[0].columns[:-1]] * len(table.rows)
    printed = _RESULTS.findall(header)
    groups = [header.rfind(row.label) for row in table.rows[1:]]
    is_other = len(printed) == len(expected) and printed != expected
    return OTHER_ORDER if is_other or (-1 not in groups and groups != sorted(groups)) else ""


def order_in_grid(grid: Grid, columns: Sequence[Column], *, above: int) -> tuple[int, ...]:
    """For each column of the form, which of the figures from left to right is its own; empty for the usual order.

    Looks at the heads nearest above row `above`; unless every head is found nothing is said.
    """
    found: dict[str, int] = {}
    by_name = {name: column.id for column in columns for name in names(column)}
    for cell in grid.cells:
        if cell.row >= above:
            break
        column_id = by_name.get(cell.plain)
        if column_id and cell.colspan == 1:
            found[column_id] = cell.column
    return _order([found.get(column.id) for column in columns])


def order_in_table4_grid(cells: Sequence[GridCell], table: Table, *, row: int) -> tuple[int, ...]:
    """The same for the fifteen figures of table 4, whose heads stand under the heads of three groups."""
    groups: dict[int, str] = {}
    places: dict[tuple[str, str], int] = {}
    by_group = {compact(settle(group.label)): group.id for group in table.rows}
    by_name: Mapping[str, str] = {
        name: column.id for column in table.rows[0].columns for name in names(column)
    }
    for cell in cells:
        text = cell.plain
        if cell.row >= row:
            break
        if text in by_group:
            groups |= dict.fromkeys(range(cell.column, cell.column + cell.colspan), by_group[text])
        elif text in by_name and cell.column in groups:
            places[(groups[cell.column], by_name[text])] = cell.column
    return _order([places.get((group.id, column.id)) for group in table.rows for column in group.columns])


def _order(places: Sequence[int | None]) -> tuple[int, ...]:
    """Ranks of places from left to right; empty when they are rising or not all known."""
    known = [place for place in places if place is not None]
    ranked = sorted(set(known))
    if len(ranked) != len(places) or known == ranked:
        return ()
    return tuple(ranked.index(place) for place in known)
