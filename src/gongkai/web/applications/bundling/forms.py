"""The sheets of a bundle as paper: headings, lines of label and value, tables of words."""

from collections.abc import Iterable, Sequence

from django.utils.timezone import localtime

from gongkai.kernel.days import in_words
from gongkai.kernel.paper import Block, Paper, PaperCell, PaperTable, Passage, Role

NOTHING = "无"


def sheet(title: str, author: str, blocks: Iterable[Block]) -> Paper:
    """A sheet under its title."""
    return Paper(title, author, (Passage(title, Role.TITLE), *blocks))


def lines(caption: str, rows: Iterable[tuple[str, object]]) -> PaperTable:
    """Label and value; where there is no value, that there is none."""
    cells = tuple((PaperCell(label, "row"), PaperCell(str(value or NOTHING))) for label, value in rows)
    return PaperTable(caption, cells, (4, 14), is_form=True)


def table(
    caption: str, heads: Sequence[str], rows: Iterable[Sequence[object]], *, shares: Sequence[int]
) -> PaperTable:
    """Columns under their heads, which are repeated on each page."""
    head = tuple(PaperCell(name, "col") for name in heads)
    body = [tuple(PaperCell("" if value is None else str(value)) for value in row) for row in rows]
    return PaperTable(caption, (head, *body), tuple(shares), head_rows=1, is_form=True)


def heading(text: str) -> Passage:
    """The heading of a part."""
    return Passage(text, Role.HEADING_1)


def second(at) -> str:
    """A moment to the second, by the clock of the server: 2026年3月5日 09:30:05."""
    local = localtime(at)
    return f"{in_words(local)} {local:%H:%M:%S}"
