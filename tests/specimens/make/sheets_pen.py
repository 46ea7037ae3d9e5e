"""Puts passages and tables of a draft on a sheet of openpyxl: figures as numbers, merges, frames, formats."""

import random
from dataclasses import dataclass

from openpyxl.styles import Alignment, Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from tests.specimens.make.layouts.grid import Box

FRAME = Border(*[Side(style="thin")] * 4)
WRAP = Alignment(wrap_text=True, vertical="center")


@dataclass(frozen=True, slots=True)
class Manner:
    """How a sheet is set: frames, merges, how figures are stored, and over how many fields each box is stretched."""

    framed: bool = True
    merged: bool = True
    stored: str = "number"  # number, text, mixed
    stretch: int = 1
    width: int = 10  # columns that running text is merged over; 1 lets it spill
    ghost: int = 0  # tables have a hidden column of older figures before this one


@dataclass(slots=True)
class Pen:
    """Where the next passage goes."""

    sheet: Worksheet
    rng: random.Random
    manner: Manner = Manner()
    row: int = 1
    column: int = 1

    def passage(self, text: str) -> None:
        """A heading or paragraph in a row of its own."""
        cell = self.sheet.cell(self.row, self.column, text)
        cell.alignment = WRAP
        if self.manner.width > 1:
            last = self.column + self.manner.width - 1
            self.sheet.merge_cells(
                start_row=self.row, end_row=self.row, start_column=self.column, end_column=last
            )
        self.row += 1

    def table(self, rows: list[list[Box]]) -> None:
        """A table whose top left corner is here."""
        taken: set[tuple[int, int]] = set()
        for y, row in enumerate(rows):
            x = 0
            for box in row:
                while (y, x) in taken:
                    x += 1
                taken |= {(y + dy, x + dx) for dy in range(box.rows) for dx in range(box.columns)}
                self._box(box, y, x)
                x += box.columns
        self.row += len(rows) * self.manner.stretch

    def _box(self, box: Box, y: int, x: int) -> None:
        by = self.manner.stretch
        top, left = self.row + y * by, self._column(x)
        bottom, right = top + box.rows * by - 1, self._column(x + box.columns) - 1
        if x + box.columns == self.manner.ghost:
            right -= 1
        if self.manner.framed:
            for line in self.sheet.iter_rows(top, bottom, left, right):
                for cell in line:
                    cell.border = FRAME
        self.value(top, left, box.text)
        if x == self.manner.ghost and x and box.text.isdigit():
            self.value(top, left - 1, "77")
        if (bottom, right) != (top, left) and self.manner.merged:
            self.sheet.merge_cells(start_row=top, end_row=bottom, start_column=left, end_column=right)

    def _column(self, x: int) -> int:
        """The column of the sheet where a column of the table begins."""
        ghost = self.manner.ghost
        return self.column + x * self.manner.stretch + (1 if ghost and x >= ghost else 0)

    def value(self, row: int, column: int, text: str) -> None:
        """A figure or a word, stored as this manner has it."""
        cell = self.sheet.cell(row, column)
        plain = text.replace(",", "")
        is_figure = text.isascii() and plain.replace(".", "", 1).isdigit()
        stored = (
            self.rng.choice(("number", "text", "float"))
            if self.manner.stored == "mixed"
            else self.manner.stored
        )
        if not text:
            return
        if not is_figure or stored == "text":
            cell.value = text
            cell.data_type = "s"  # or a text such as #REF! would become an error and 1.5 a number
            return
        cell.value = float(plain) if "." in plain or stored == "float" else int(plain)
        if "," in text:
            cell.number_format = "#,##0" if "." not in text else "#,##0.0##"
        elif "." in text and len(text.split(".")[1]) <= 2 and self.rng.random() < 0.5:
            cell.number_format = "0.00"
