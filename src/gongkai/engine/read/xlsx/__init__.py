"""Spreadsheets: the tables and lines of the sheets that show, in reading order, and what does not show."""

from collections.abc import Iterator, Sequence

from gongkai.engine.document import Document, Grid, Line
from gongkai.engine.read.xlsx.blocks import blocks_of
from gongkai.engine.read.xlsx.package import Book, Package, opened
from gongkai.engine.read.xlsx.sheet import Worksheet, read_sheet
from gongkai.engine.read.xlsx.shown import shown_part
from gongkai.kernel.findings import Evidence


def read_xlsx(data: bytes) -> Document:
    """The sheets of a workbook as they would be printed: hidden rows, columns and sheets are no part of them.

    A place's page is the number of the sheet among those that show, its line the number that stands beside the row.
    """
    with opened(data) as package:
        sheets = list(_sheets(package))
    blocks: list[Line | Grid] = []
    notes: list[Evidence] = []
    for sheet in sheets:
        if sheet.is_hidden:
            notes.extend(_hidden_sheet(sheet))
            continue
        part = shown_part(sheet)
        blocks.extend(blocks_of(part))
        notes.extend(part.notes)
    shown = sum(not sheet.is_hidden for sheet in sheets)
    return Document(tuple(blocks), shown, tuple(notes))


def _sheets(package: Package) -> Iterator[Worksheet]:
    """Every sheet with its number among those that show; the strings and formats are read once for all."""
    book = Book.of(package)
    number = 0
    for name, part, is_hidden in book.sheets:
        number += not is_hidden
        yield read_sheet(package, book, part=part, name=name, number=0 if is_hidden else number)


def _hidden_sheet(sheet: Worksheet) -> Sequence[Evidence]:
    text = f"工作表“{sheet.name}”是隐藏的，有 {len(sheet.cells)} 格内容，没有读入。"
    return [Evidence(text)] if sheet.cells else []
