"""Rows of cells as they come, laid out to a table without overlap, holes and columns that hold nothing of their own."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from gongkai.engine.content.nodes import Field, Node, Paragraph, Quote, Run, Table, held

MOST_COLUMNS = 100
MOST_FIELDS = 100_000
Groups = Sequence[Sequence[Sequence[Field]]]
SCOPES = frozenset({"col", "row", "colgroup", "rowgroup"})


def inside(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Nodes as an item, a cell or a quotation holds them: without headings and quotations."""
    found: list[Node] = []
    for node in nodes:
        if isinstance(node, Paragraph):
            found.append(Paragraph(node.runs))
        else:
            found += node.nodes if isinstance(node, Quote) else (node,)
    return tuple(found)


def table_nodes(groups: Groups, caption: tuple[Run, ...] = ()) -> tuple[Node, ...]:
    """A table; what holds another one, or a single cell, only arranges the page, and is the nodes in its cells.

    No cell spans over the end of its group of rows.
    """
    cells = [cell for group in groups for row in group for cell in row]
    if len(cells) == 1 or any(map(_holds_table, (cell.nodes for cell in cells))):
        head = (Paragraph(caption),) if caption else ()
        return (*head, *(node for cell in cells for node in cell.nodes))
    settled = [
        [[replace(cell, nodes=inside(cell.nodes)) for cell in row] for row in group] for group in groups
    ]
    table = _laid_out(settled, caption)
    return (table,) if table else ()


def _holds_table(nodes: Iterable[Node]) -> bool:
    return any(
        isinstance(node, Table) or (not isinstance(node, Paragraph) and any(map(_holds_table, held(node))))
        for node in nodes
    )


class _Placed(NamedTuple):
    """A field and where it stands."""

    row: int
    column: int
    field: Field


def _laid_out(groups: Groups, caption: tuple[Run, ...]) -> Table | None:
    """The table of some groups of rows; None without any words."""
    placed: list[_Placed] = []
    height = 0
    for group in groups:
        placed += _placed(group, height)
        height += len(group)
    if not any(one.field.nodes for one in placed):
        return None
    rows = _filled(_narrowed(placed))
    heads = _head_rows(rows)
    scoped = tuple(
        tuple(_scoped(field, is_top=index < heads) for field in row) for index, row in enumerate(rows)
    )
    return Table(scoped, caption, heads)


def _placed(rows: Sequence[Sequence[Field]], above: int) -> list[_Placed]:
    """Cells of one group of rows, each in the first free columns of its row."""
    found: list[_Placed] = []
    taken: list[set[int]] = [set() for _ in rows]
    fields = 0
    for index, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in taken[index]:
                column += 1
            colspan = max(min(cell.colspan, MOST_COLUMNS - column), 1)
            colspan = next((n for n in range(1, colspan) if column + n in taken[index]), colspan)
            rowspan = min(cell.rowspan, len(rows) - index)
            fields += colspan * rowspan
            if fields > MOST_FIELDS:
                colspan = rowspan = 1
            for down in range(rowspan):
                taken[index + down].update(range(column, column + colspan))
            found.append(_Placed(above + index, column, replace(cell, colspan=colspan, rowspan=rowspan)))
            column += colspan
    return found


def _narrowed(placed: Sequence[_Placed]) -> list[_Placed]:
    """The same without rows and columns in which no cell begins: programs write them, nobody sees them."""
    rows = sorted({one.row for one in placed})
    columns = sorted({one.column for one in placed})
    found = []
    for row, column, field in placed:
        top, left = bisect_left(rows, row), bisect_left(columns, column)
        rowspan = bisect_left(rows, row + field.rowspan) - top
        colspan = bisect_left(columns, column + field.colspan) - left
        found.append(_Placed(top, left, replace(field, rowspan=rowspan, colspan=colspan)))
    return found


def _filled(placed: Sequence[_Placed]) -> list[list[Field]]:
    """Rows from the left, an empty field wherever nothing stands."""
    height = max(one.row for one in placed) + 1
    width = max(one.column for one in placed) + 1
    here: list[dict[int, Field | None]] = [{} for _ in range(height)]
    for row, column, field in placed:
        for down in range(field.rowspan):
            here[row + down].update(dict.fromkeys(range(column, column + field.colspan)))
        here[row][column] = field
    rows = []
    for columns in here:
        blank = Field(is_head=all(field.is_head for field in columns.values() if field))
        fields = [columns.get(column, blank) for column in range(width)]
        rows.append([field for field in fields if field])
    return rows


def _head_rows(rows: Sequence[Sequence[Field]]) -> int:
    """How many rows on top are heads of columns: they hold nothing else, and no cell reaches below them."""
    count = next(
        (index for index, row in enumerate(rows) if not all(field.is_head for field in row)), len(rows)
    )
    while count and any(
        index + field.rowspan > count for index, row in enumerate(rows[:count]) for field in row
    ):
        count -= 1
    return count


def _scoped(field: Field, *, is_top: bool) -> Field:
    """What a head heads, if its source does not say."""
    if not field.is_head:
        return replace(field, scope="")
    if field.scope in SCOPES:
        return field
    across, down = ("colgroup" if field.colspan > 1 else "col"), ("rowgroup" if field.rowspan > 1 else "row")
    return replace(field, scope=across if is_top else down)
