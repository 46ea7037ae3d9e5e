"""Lines of plain cells as a spreadsheet; nothing in it is taken for a formula, whoever wrote it."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook

from gongkai.engine.render.formats import MEDIA_TYPES as PAPER_TYPES

MEDIA_TYPES = {"xlsx": PAPER_TYPES["xlsx"], "csv": "text/csv; charset=utf-8"}
BYTE_ORDER_MARK = "\ufeff".encode()  # without it, office programs take a CSV file for another encoding
_FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")


def plain(value: Any) -> Any:
    """A cell that no program reckons with: what looks like a formula is marked as text."""
    is_formula = isinstance(value, str) and value.startswith(_FORMULA_MARKS)
    return f"'{value}" if is_formula else value


def written(title: str, lines: Iterable[Sequence[Any]], ending: str) -> bytes:
    """The lines as a file of one of the kinds above."""
    cells = (tuple(map(plain, line)) for line in lines)
    return _csv(cells) if ending == "csv" else _xlsx(title, cells)


def _csv(lines: Iterable[Sequence[Any]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    return BYTE_ORDER_MARK + text.getvalue().encode()


def _xlsx(title: str, lines: Iterable[Sequence[Any]]) -> bytes:
    book, data = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet(title)
    for line in lines:
        sheet.append(line)
    book.save(data)
    return data.getvalue()
