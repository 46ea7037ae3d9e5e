"""What a body is made of: paragraphs, lists, quotations and tables, whatever markup they came in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

MARKS = ("strong", "em", "u", "sup", "sub")  # from the outside in


class Run(NamedTuple):
    """Characters that look alike and lead to one address; `\\n` is a line end inside a paragraph."""

    text: str
    marks: frozenset[str] = frozenset()
    href: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or with a level from 2 to 4 a heading."""

    runs: tuple[Run, ...]
    level: int = 0

    @property
    def text(self) -> str:
        """Its characters without their looks."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Items:
    """A list; each item is a run of nodes. `start` is the first number of an ordered one."""

    items: tuple["tuple[Node, ...]", ...]
    is_ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation set apart from the text around it."""

    nodes: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Field:
    """A cell of a table: its nodes, what it spans, and whether it heads others (`scope`, as in HTML)."""

    nodes: "tuple[Node, ...]" = ()
    colspan: int = 1
    rowspan: int = 1
    is_head: bool = False
    scope: str = ""

    @property
    def text(self) -> str:
        """Its words; paragraphs are parted by a blank."""
        return " ".join(paragraph.text for paragraph in paragraphs(self.nodes))


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose fields cover it whole, each field once; the first `head_rows` head the columns."""

    rows: tuple[tuple[Field, ...], ...]
    caption: tuple[Run, ...] = ()
    head_rows: int = 0


Node = Paragraph | Items | Quote | Table


def held(node: Items | Quote | Table) -> Iterator[tuple[Node, ...]]:
    """The runs of nodes that a node holds, in reading order."""
    if isinstance(node, Items):
        yield from node.items
    elif isinstance(node, Quote):
        yield node.nodes
    else:
        yield (Paragraph(node.caption),) if node.caption else ()
        yield from (field.nodes for row in node.rows for field in row)


def paragraphs(nodes: tuple[Node, ...]) -> Iterator[Paragraph]:
    """All paragraphs below some nodes, in reading order."""
    for node in nodes:
        if isinstance(node, Paragraph):
            yield node
        else:
            for inner in held(node):
                yield from paragraphs(inner)
