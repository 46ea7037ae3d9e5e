"""The one document model: every report, letter and register that leaves the house on paper is written in it.

A paper is a run of blocks: passages, each with its part in an official document (GB/T 9704), tables, and marks that a
telephone reads. How a part looks is no matter of the paper; that is data of the law (`law/paper.toml`) and work of the
renderers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from .findings import Number


class Role(StrEnum):
    """What a passage is in an official document, from the red head of the organ to the imprint."""

    MASTHEAD = "masthead"
    NUMBER = "number"
    TITLE = "title"
    ADDRESSEE = "addressee"
    HEADING_1 = "heading1"
    HEADING_2 = "heading2"
    HEADING_3 = "heading3"
    BODY = "body"
    NOTE = "note"
    ANNEX = "annex"
    SIGNATORY = "signatory"
    DATE = "date"
    IMPRINT = "imprint"


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph; a line end in it is where a long title is parted by its sense.

    `opening` is its beginning where that is set as a heading: （一）主动公开。本年…
    """

    text: str
    role: Role = Role.BODY
    opening: str = ""

    def __post_init__(self) -> None:
        if not self.text.startswith(self.opening):
            raise ValueError(f"{self.opening!r} does not open {self.text!r}")

    @property
    def rest(self) -> str:
        """What follows the opening."""
        return self.text[len(self.opening) :]


@dataclass(frozen=True, slots=True)
class PaperCell:
    """A field of a table: words, a figure, or None for nothing, which is printed as nothing and never as 0.

    `scope` is empty for a field of the body, else what the head heads (col, colgroup, row, or corner for none).
    `room` is how many rows' height it takes at least: what is written by hand needs more than what is printed.
    """

    content: str | Number | None = None
    scope: str = ""
    colspan: int = 1
    rowspan: int = 1
    is_vertical: bool = False
    is_signed: bool = False
    room: int = 1

    @property
    def is_label(self) -> bool:
        """Whether it names one row: such words begin at the left, all others stand in the middle."""
        return self.scope == "row" and self.rowspan == 1

    @property
    def text(self) -> str:
        """What is printed: figures in full, a change with its sign."""
        if self.content is None or isinstance(self.content, str):
            return self.content or ""
        plain = f"{self.content:f}" if isinstance(self.content, Decimal) else str(self.content)
        return f"+{plain}" if self.is_signed and self.content > 0 else plain


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table; `shares` are the widths of its columns in relation to each other, `head_rows` repeat on each page.

    A form is a table of words, to be filled in by hand: larger, its words begin at the left and take as many lines as
    they need. All other tables are of figures. `name` is that of a table whose looks are the law's to say.
    """

    caption: str
    rows: tuple[tuple[PaperCell, ...], ...]
    shares: tuple[int, ...]
    head_rows: int = 0
    is_form: bool = False
    name: str = ""

    def __post_init__(self) -> None:
        fields = {
            (row + down, column + right)
            for row, column, cell in self.placed()
            for down in range(cell.rowspan)
            for right in range(cell.colspan)
        }
        area = sum(cell.rowspan * cell.colspan for row in self.rows for cell in row)
        whole = {(row, column) for row in range(len(self.rows)) for column in range(len(self.shares))}
        if fields != whole or area != len(whole):
            raise ValueError(f"the cells of {self.caption!r} overlap or leave a hole")

    def starts(self, cell: PaperCell) -> bool:
        """Whether the words of one of its cells begin at the left."""
        return not cell.scope if self.is_form else cell.is_label

    def placed(self) -> Iterator[tuple[int, int, PaperCell]]:
        """Each cell with its row and column from 0: it takes the first free column of its row."""
        taken: set[tuple[int, int]] = set()
        for row, cells in enumerate(self.rows):
            column = 0
            for cell in cells:
                while (row, column) in taken:
                    column += 1
                yield row, column, cell
                if cell.rowspan > 1:
                    taken.update(
                        (row + down, column + right)
                        for down in range(1, cell.rowspan)
                        for right in range(cell.colspan)
                    )
                column += cell.colspan


@dataclass(frozen=True, slots=True)
class QrMark:
    """A square mark that a telephone reads: what it says, and the words beside it, the first line set larger."""

    text: str
    caption: str

    def __post_init__(self) -> None:
        if not self.text:
            raise ValueError("a mark that says nothing")

    @property
    def heading(self) -> str:
        """The first line of the caption."""
        return self.caption.partition("\n")[0]

    @property
    def lines(self) -> tuple[str, ...]:
        """All that follows the heading."""
        return tuple(self.caption.split("\n")[1:])


Block = Passage | PaperTable | QrMark


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document. `author` is the organ that answers for it; a draft says on each page that it is one."""

    title: str
    author: str
    blocks: tuple[Block, ...]
    is_draft: bool = False
