"""Paper as a workbook: a sheet for each part of the text, tables as real cells with numbers in them."""

import io
import re
from collections.abc import Iterator
from math import ceil

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.engine.render import package
from gongkai.kernel.paper import Block, Paper, PaperCell, PaperTable, Passage, QrMark, Role
from gongkai.lawbook.paper import PaperStyle, paper_style

_WIDTH = 84.0  # of a sheet, in the width of a digit: what A4 takes
_TALLEST = 400  # points: a row can hold 409
_LONGEST = 32_000  # characters: a cell can hold 32,767
_MILLIMETRE = 1 / 25.4  # inches
_POINTS = 72 / 25.4
_NOT_IN_NAMES = re.compile(r"[\\/*?:\[\]']")
_THIN = Side(style="thin", color="FF000000")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_ALIGN = {"start": "left", "center": "center", "end": "right", "justify": "left"}
# Text is smaller than on paper: a sheet is read on a screen and its tables set its width.
_SCALE = 0.75


def render_xlsx(paper: Paper) -> bytes:
    """The file; the same paper gives the same bytes."""
    looks = paper_style()
    book = Workbook()
    book.remove(book.worksheets[0])
    parts = _parts(paper)
    for name, part in zip(_names(parts), parts, strict=True):
        sheet = book.create_sheet(name)
        _Writer(sheet, _shares(part), looks).write(part)
        if paper.is_draft:
            sheet.oddHeader.center.text = looks.draft.words
    out = io.BytesIO()
    book.save(out)
    return package.settled(out.getvalue(), replace={package.CORE: package.core_properties(paper)})


def _parts(paper: Paper) -> list[list[Block]]:
    """What stands on each sheet, in reading order: a section, or a further table of it."""
    parts: list[list[Block]] = [[]]
    for block in paper.blocks:
        is_full = any(_is_section(other) or isinstance(other, PaperTable) for other in parts[-1])
        has_table = any(isinstance(other, PaperTable) for other in parts[-1])
        if (is_full and _is_section(block)) or (has_table and isinstance(block, PaperTable)):
            parts.append([])
        parts[-1].append(block)
    return parts


def _is_section(block: Block) -> bool:
    return isinstance(block, Passage) and block.role is Role.HEADING_1


def _shares(part: list[Block]) -> tuple[int, ...]:
    """The columns of a sheet: its table's; four for text alone, since programs fit no single column to a page."""
    return next((block.shares for block in part if isinstance(block, PaperTable)), (1,) * 4)


def _names(parts: list[list[Block]]) -> Iterator[str]:
    """A name for each sheet: its section's heading, else its table's; no name twice, whatever the case."""
    taken: set[str] = set()
    for order, part in enumerate(parts, 1):
        headings = [block.text for block in part if isinstance(block, Passage) and _is_section(block)]
        captions = [block.caption for block in part if isinstance(block, PaperTable)]
        name = _NOT_IN_NAMES.sub("", next(iter(headings + captions), ""))[:26].strip() or f"第{order}部分"
        yield name if name.lower() not in taken else f"{name} {order}"
        taken.add(name.lower())


class _Writer:
    """Fills one sheet from the top; text spans all its columns."""

    def __init__(self, sheet: Worksheet, shares: tuple[int, ...], looks: PaperStyle) -> None:
        self._sheet = sheet
        self._looks = looks
        self._row = 0
        self._width = len(shares)
        self._widths = [_WIDTH * share / sum(shares) for share in shares]
        for index, width in enumerate(self._widths, 1):
            sheet.column_dimensions[get_column_letter(index)].width = round(width, 2)
        _set_print(sheet, looks)

    def write(self, blocks: list[Block]) -> None:
        """All blocks of the sheet."""
        for block in blocks:
            if isinstance(block, Passage):
                self._passage(block)
            elif isinstance(block, QrMark):  # a sheet is read on a screen: what the mark says, in words
                self._passage(Passage(f"{block.caption}\n{block.text}", Role.NOTE))
            else:
                self._table(block)

    def _passage(self, passage: Passage) -> None:
        """Text over the whole width; a long paragraph takes several rows, as a row can be only so high."""
        style = self._looks.styles[passage.role]
        size = round(style.size * _SCALE)
        alignment = Alignment(
            horizontal=_ALIGN[style.align], vertical="center", wrap_text=True, indent=style.left
        )
        for text in _pieces(passage.text):
            blank = "　" * style.indent
            rows, height = _rows(blank + text, size)
            cell = self._merged(self._row + 1, 1, rows=rows, columns=self._width)
            _put(cell, blank + text)
            cell.font = Font(name=style.face.names[0], size=size, color=f"FF{style.colour}")
            cell.alignment = alignment
            for row in range(self._row + 1, self._row + rows + 1):
                self._sheet.row_dimensions[row].height = height
            self._row += rows

    def _table(self, table: PaperTable) -> None:
        style = self._looks.of_table(table)
        font = Font(name=style.face.names[0], size=style.size)
        top = self._row + 1
        heights = [style.row_height * _POINTS] * len(table.rows)
        for row, column, item in table.placed():
            cell = self._merged(top + row, column + 1, rows=item.rowspan, columns=item.colspan)
            _fill(cell, item)
            cell.font = font
            cell.alignment = _aligned(item, table)
            heights[row] = max(heights[row], item.room * style.row_height * _POINTS)
            if item.rowspan == 1:
                width = sum(self._widths[column : column + item.colspan])
                lines = _lines(item.text, width, style.size)
                heights[row] = max(heights[row], lines * style.size * 1.35 + 4)
        for row, height in enumerate(heights):
            self._sheet.row_dimensions[top + row].height = round(height, 1)
            for column in range(1, self._width + 1):
                self._sheet.cell(top + row, column).border = _BORDER
        if table.head_rows and top == 2:
            self._sheet.print_title_rows = f"{top}:{top + table.head_rows - 1}"
        self._row += len(table.rows)

    def _merged(self, row: int, column: int, *, rows: int, columns: int) -> Cell:
        """The top left cell of a merged field."""
        if rows > 1 or columns > 1:
            self._sheet.merge_cells(
                start_row=row, start_column=column, end_row=row + rows - 1, end_column=column + columns - 1
            )
        cell = self._sheet.cell(row, column)
        if not isinstance(cell, Cell):
            raise TypeError(f"{cell.coordinate} is covered")
        return cell


def _put(cell: Cell, text: str) -> None:
    """Words as words, also when they begin like a formula."""
    cell.value = text
    cell.data_type = "s"


def _fill(cell: Cell, item: PaperCell) -> None:
    """Numbers as numbers, nothing as nothing."""
    if isinstance(item.content, str):
        _put(cell, item.content)
    elif item.content is not None:
        cell.value = item.content
        cell.number_format = "+0;-0;0" if item.is_signed else "General"


def _aligned(item: PaperCell, table: PaperTable) -> Alignment:
    horizontal = "left" if table.starts(item) else "center"
    wraps = bool(item.scope) or table.is_form
    rotation = 255 if item.is_vertical else 0  # 255: upright characters, one below the other
    return Alignment(
        horizontal=horizontal,
        vertical="center",
        wrap_text=wraps,
        shrink_to_fit=not wraps,
        text_rotation=rotation,
    )


def _pieces(text: str) -> Iterator[str]:
    """A text in lengths that a cell can hold."""
    for start in range(0, len(text), _LONGEST):
        yield text[start : start + _LONGEST]


def _lines(text: str, width: float, size: float) -> int:
    """How many lines a text takes in a column, near enough: a Chinese character is as wide as two digits."""
    room = max(width * 11 / size - 1, 1)
    return sum(
        max(ceil(sum(1 if ord(c) < 0x1100 else 2 for c in line) / room), 1) for line in text.split("\n")
    )


def _rows(text: str, size: int) -> tuple[int, float]:
    """How many rows of which height a paragraph over the whole width takes."""
    height = _lines(text, _WIDTH, size) * size * 1.5 + 4
    rows = ceil(height / _TALLEST)
    return rows, round(height / rows, 1)


def _set_print(sheet: Worksheet, looks: PaperStyle) -> None:
    """A4 upright, as wide as the page, the page number below."""
    page = looks.page
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.orientation = "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.top, margins.bottom = page.top * _MILLIMETRE, page.bottom * _MILLIMETRE
    margins.left, margins.right = page.left * _MILLIMETRE, page.right * _MILLIMETRE
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = page.number.replace("{}", "&P")
    sheet.oddFooter.center.size = page.number_size
    sheet.sheet_view.showGridLines = False
