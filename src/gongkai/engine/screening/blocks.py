"""Gathers what a reader meets in a document, paragraph by paragraph and row by row, into passages with their places."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.engine.screening.marks import Part, Passage

_HEAD_ROWS = 4  # the first rows of a table tell what its columns hold
_FIGURES = re.compile(r"\d{7}")


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, in which column from 0, where, and how it is hidden."""

    text: str
    column: int
    place: str
    note: str = ""


class Columns:
    """The heads of a table's columns, learnt from its first rows."""

    def __init__(self) -> None:
        self._heads: dict[int, str] = {}
        self._rows = 0

    def passage(self, cells: Sequence[Cell]) -> Passage:
        """A row. Its cells are searched each by itself and joined, for a number may be written over several."""
        parts = [Part(cell.text, cell.place, cell.note, self._heads.get(cell.column, "")) for cell in cells]
        if self._rows < _HEAD_ROWS:
            self._rows += 1
            for cell in cells:
                if cell.text.strip() and not _FIGURES.search(cell.text):
                    self._heads[cell.column] = f"{self._heads.get(cell.column, '')} {cell.text}"
        return Passage(parts, "\t")


class _Table:
    def __init__(self, place: str) -> None:
        self.place = place
        self.columns = Columns()
        self.cells: list[Cell] = []
        self.row = self.column = 0
        self.cell: list[str] | None = None
        self.span = 1


class Gatherer:
    """Told what begins and ends in a document; a table may stand in the cell of another."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._passages: list[Passage] = []
        self._paragraphs: list[Part] = []
        self._line: list[str] = []
        self._number = self._tables = 0
        self._open: list[_Table] = []

    def text(self, text: str) -> None:
        """Characters, where they stand."""
        if self._open and self._open[-1].cell is not None:
            self._open[-1].cell.append(text)
        else:
            self._line.append(text)

    def part(self) -> str:
        """The place that comes next, in words."""
        if self._open and self._open[-1].cell is not None:
            table = self._open[-1]
            return f"{table.place}第{table.row}行第{table.column + 1}列"
        return f"{self._place}第{self._number + 1}段"

    def end_paragraph(self) -> None:
        """What was told so far is one paragraph; inside a cell, one line of it."""
        if self._open and self._open[-1].cell is not None:
            self._open[-1].cell.append("\n")
            return
        text = "".join(self._line)
        if text.strip():
            self._paragraphs.append(Part(text, self.part()))
            self._number += 1
        self._line.clear()

    def aside(self, text: str, note: str) -> None:
        """Something that does not show in the place that comes next."""
        if text.strip():
            self._passages.append(Passage((Part(text, self.part(), note),)))

    def start_table(self) -> None:
        """A table begins."""
        if not (self._open and self._open[-1].cell is not None):
            self.end_paragraph()
            self._flush()
        self._tables += 1
        self._open.append(_Table(f"{self._place}第{self._tables}个表格"))

    def end_table(self) -> None:
        """The innermost table ends."""
        if self._open:
            self.end_row()
            self._open.pop()

    def start_row(self) -> None:
        """A row begins, and the one before ends."""
        if self._open:
            self.end_row()
            self._open[-1].row += 1

    def end_row(self) -> None:
        """A row ends."""
        if not self._open:
            return
        self.end_cell()
        table = self._open[-1]
        if table.cells:
            self._passages.append(table.columns.passage(table.cells))
        table.cells = []
        table.column = 0

    def start_cell(self) -> None:
        """A cell begins."""
        if self._open:
            self.end_cell()
            self._open[-1].cell, self._open[-1].span = [], 1

    def widen_cell(self, span: int) -> None:
        """The open cell is so many columns wide."""
        if self._open:
            self._open[-1].span = span

    def end_cell(self) -> None:
        """A cell ends."""
        table = self._open[-1] if self._open else None
        if table and table.cell is not None:
            place = f"{table.place}第{table.row}行第{table.column + 1}列"
            table.cells.append(Cell("".join(table.cell).strip("\n"), table.column, place))
            table.column += table.span
            table.cell = None

    def passages(self) -> Iterator[Passage]:
        """All that was gathered; nothing is open any more."""
        while self._open:
            self.end_table()
        self.end_paragraph()
        self._flush()
        yield from self._passages

    def _flush(self) -> None:
        if self._paragraphs:
            self._passages.append(Passage(tuple(self._paragraphs)))
            self._paragraphs.clear()
