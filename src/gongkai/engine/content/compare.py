"""The words of a body alone, written in one way: for fingerprints, and for whether another site shows the same.

Canonical composition (NFC) only: a full-width figure is another character than a half-width one, as it is to a reader of
the page. White space is one blank; next to Chinese it is layout and left out. Cells are parted by tabs, rows and
paragraphs by line ends.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.engine.content.nodes import Node, Paragraph, Table, held
from gongkai.engine.content.parse import parse
from gongkai.engine.content.runs import WIDE

_BLANKS = re.compile(r"[ \n\u3000]+")
_LAYOUT = re.compile(rf"(?<=[{WIDE}“”‘’—…·]) | (?=[{WIDE}“”‘’—…·])")
_AROUND = 12  # characters before and behind a difference
_QUOTED = 24


@dataclass(frozen=True, slots=True)
class Difference:
    """The first passage in which two bodies differ, as each has it, with some words before."""

    before: str
    first: str
    second: str


def plain_text(html: str) -> str:
    """The words of a body, a paragraph or a row of a table a line."""
    return "\n".join(_lines(parse(html)))


def same_text(first: str, second: str) -> Difference | None:
    """None where two bodies have the same words, however they are set and parted into paragraphs."""
    one, other = (_flowing(plain_text(html)) for html in (first, second))
    if one == other:
        return None
    shorter = min(len(one), len(other))
    at = next((index for index in range(shorter) if one[index] != other[index]), shorter)
    while at and one[at - 1].isdecimal():
        at -= 1  # never half a number
    return Difference(_quoted(one[max(at - _AROUND, 0) : at]), *(_passage(text, at) for text in (one, other)))


def _passage(text: str, at: int) -> str:
    return _quoted(text[at : at + _QUOTED]) + ("…" if len(text) > at + _QUOTED else "")


def _quoted(text: str) -> str:
    return text.replace("\t", " ").strip()


def _flowing(text: str) -> str:
    """Text whose paragraphs run on; the cells of tables stay parted."""
    return _settled(text.replace("\n", " "))


def _settled(text: str) -> str:
    return _LAYOUT.sub("", _BLANKS.sub(" ", unicodedata.normalize("NFC", text))).strip(" ")


def _lines(nodes: tuple[Node, ...]) -> Iterator[str]:
    """The lines of some nodes."""
    for node in nodes:
        if isinstance(node, Paragraph):
            yield _settled(node.text)
        elif isinstance(node, Table):
            yield from _rows(node)
        else:
            for inner in held(node):
                yield from _lines(inner)


def _rows(table: Table) -> Iterator[str]:
    """The caption, then the rows."""
    if table.caption:
        yield _settled(Paragraph(table.caption).text)
    for row in table.rows:
        yield "\t".join(_settled(" ".join(_lines(field.nodes))) for field in row)
