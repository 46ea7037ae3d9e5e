"""A Word document as nodes of a body: paragraphs, headings, lists, tables with their spans."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from lxml import etree

from gongkai.engine.content.characters import CHANGED, Characters
from gongkai.engine.content.nodes import Field, Items, Node, Paragraph, Run
from gongkai.engine.content.numbering import Label
from gongkai.engine.content.package import Look, Package, W, numbered, outline, unpack, value
from gongkai.engine.content.runs import joined
from gongkai.engine.content.tables import table_nodes

_BOX = f"{W}txbxContent"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = frozenset({f"{W}del", f"{W}moveFrom", f"{W}sectPr", f"{W}sdtPr", _FALLBACK})


def word_nodes(data: bytes) -> tuple[tuple[Node, ...], tuple[str, ...]]:
    """The nodes of a Word document, and notes on what was not taken over. The title's level is 1."""
    reader = _Reader(unpack(data))
    return tuple(_listed(reader.nodes(reader.package.body))), tuple(reader.characters.notes)


class _Item(NamedTuple):
    """A paragraph of a list, not yet put together with its neighbours."""

    label: Label
    node: Paragraph


class _Reader:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.characters = Characters(package.links)

    def nodes(self, parent: etree._Element) -> Iterator[Node | _Item]:
        """What stands below an element, through content controls and insertions."""
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag in _GONE:
                if child.tag in (f"{W}del", f"{W}moveFrom"):
                    self.characters.notes[CHANGED] = None
            elif isinstance(child.tag, str):
                yield from self.nodes(child)

    def _paragraph(self, element: etree._Element) -> Iterator[Node | _Item]:
        properties = element.find(f"{W}pPr")
        look = Look() if properties is None else self._look(properties)
        label = self.package.numbering.label(look.num_id, level=look.list_level) if look.num_id else None
        typed = joined(self.characters.of(element))
        if typed and label and label.list_kind and not look.level:
            yield _Item(label, Paragraph(typed))
        elif typed:
            shown = (
                f"{label.text}{'' if label.text[-1:] in '、）．' else ' '}" if label and label.text else ""
            )
            yield Paragraph(joined([Run(shown), *typed]), look.level)
        for box in element.iter(_BOX):
            if not any(parent.tag in _GONE for parent in box.iterancestors()):
                yield from self.nodes(box)

    def _look(self, properties: etree._Element) -> Look:
        """What the style says, and what the paragraph itself says instead."""
        look = self.package.looks.get(value(properties, "pStyle"), Look())
        own = properties.find(f"{W}numPr")
        if own is not None:
            num_id, level = numbered(own)
            look = replace(look, num_id=num_id, list_level=level)
        return replace(look, level=outline(properties) or look.level)

    def _table(self, table: etree._Element) -> tuple[Node, ...]:
        rows: list[list[Field]] = []
        above: dict[int, tuple[int, int]] = {}  # grid column → row and place of the cell that goes on there
        for element in table.iter(f"{W}tr"):
            if next(element.iterancestors(f"{W}tbl")) is table and element.find(f"{W}trPr/{W}del") is None:
                rows.append([])
                self._row(element, rows, above)
        return table_nodes([rows])

    def _row(self, row: etree._Element, rows: list[list[Field]], above: dict[int, tuple[int, int]]) -> None:
        """The cells of a row; one that continues the cell above lengthens it."""
        properties = row.find(f"{W}trPr")
        before = "" if properties is None else value(properties, "gridBefore")
        is_head = properties is not None and properties.find(f"{W}tblHeader") is not None
        column = int(before) if before.isdecimal() else 0
        if column:
            rows[-1].append(Field((), column))
        for cell in row.iter(f"{W}tc"):
            if next(cell.iterancestors(f"{W}tr")) is not row:
                continue
            span = max(_span(cell), 1)
            top = above.get(column)
            start = rows[top[0]][top[1]] if top else None
            if top and start and _continues(cell) and top[0] + start.rowspan == len(rows) - 1:
                rows[top[0]][top[1]] = replace(start, rowspan=start.rowspan + 1)
            else:
                above[column] = (len(rows) - 1, len(rows[-1]))
                nodes = tuple(_listed(self.nodes(cell)))
                rows[-1].append(Field(nodes, span, is_head=is_head))
            column += span


def _span(cell: etree._Element) -> int:
    properties = cell.find(f"{W}tcPr")
    span = "" if properties is None else value(properties, "gridSpan")
    return int(span) if span.isdecimal() and len(span) < 4 else 1


def _continues(cell: etree._Element) -> bool:
    """Whether a cell is the lower part of one that is merged downwards."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _listed(nodes: Iterator[Node | _Item]) -> Iterator[Node]:
    """Nodes with neighbouring items put together to lists."""
    waiting: list[_Item] = []
    for node in nodes:
        if isinstance(node, _Item):
            waiting.append(node)
            continue
        yield from _lists(waiting)
        waiting = []
        yield node
    yield from _lists(waiting)


def _lists(items: list[_Item]) -> Iterator[Items]:
    """Lists of neighbouring items; deeper ones belong to the item before them."""
    while items:
        first = items[0].label
        own: list[tuple[Node, ...]] = []
        while items and items[0].label.level >= first.level and items[0].label.list_kind == first.list_kind:
            item = items.pop(0)
            deeper = next((n for n, one in enumerate(items) if one.label.level <= first.level), len(items))
            own.append((item.node, *_lists(items[:deeper])))
            del items[:deeper]
        yield Items(tuple(own), first.list_kind == "ol", first.number)
