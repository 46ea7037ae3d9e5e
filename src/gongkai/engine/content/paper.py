"""A body as paper: passages and tables for print."""

from collections.abc import Iterator

from gongkai.engine.content.nodes import Field, Items, Node, Paragraph, Quote, Table
from gongkai.engine.content.parse import parse
from gongkai.kernel.paper import Block, PaperCell, PaperTable, Passage, Role

_ROLES = {0: Role.BODY, 2: Role.HEADING_1, 3: Role.HEADING_2, 4: Role.HEADING_3}
_WIDEST = 20  # characters: more do not make a column wider


def paper_blocks(html: str) -> tuple[Block, ...]:
    """The passages and tables of a body; items carry their numbers or dots."""
    return tuple(_blocks(parse(html)))


def _blocks(nodes: tuple[Node, ...]) -> Iterator[Block]:
    for node in nodes:
        if isinstance(node, Paragraph):
            yield Passage(node.text, _ROLES[node.level])
        elif isinstance(node, Items):
            yield from _items(node)
        elif isinstance(node, Quote):
            yield from _blocks(node.nodes)
        else:
            yield from _table(node)


def _items(items: Items) -> Iterator[Block]:
    for number, item in enumerate(items.items, items.start):
        first, *rest = _blocks(item)
        mark = f"{number}. " if items.is_ordered else "· "
        yield from (Passage(mark + first.text), *rest) if isinstance(first, Passage) else (first, *rest)


def _table(table: Table) -> Iterator[Block]:
    caption = "".join(run.text for run in table.caption)
    if caption:
        yield Passage(caption, Role.NOTE)
    rows = tuple(tuple(_cell(field) for field in row) for row in table.rows)
    width = sum(field.colspan for field in table.rows[0])
    shares = [2] * width
    whole = PaperTable(caption, rows, tuple(shares), table.head_rows)
    for _, column, cell in whole.placed():
        longest = max((len(line) for line in cell.text.split("\n")), default=0)
        if cell.colspan == 1:
            shares[column] = max(shares[column], min(longest, _WIDEST))
    yield PaperTable(caption, rows, tuple(shares), table.head_rows)


def _cell(field: Field) -> PaperCell:
    scope = "" if not field.is_head else "row" if field.scope.startswith("row") else field.scope
    return PaperCell("\n".join(_lines(field.nodes)) or None, scope, field.colspan, field.rowspan)


def _lines(nodes: tuple[Node, ...]) -> Iterator[str]:
    return (block.text for block in _blocks(nodes) if isinstance(block, Passage))
