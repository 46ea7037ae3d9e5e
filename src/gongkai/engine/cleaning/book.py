"""A workbook without numbers of persons: values in place of formulas, and all that does not show taken out."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import openpyxl
from openpyxl.cell.cell import Cell as Stored
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.engine.cleaning.packing import packed, zipped
from gongkai.engine.cleaning.weaving import Masker
from gongkai.engine.screening.blocks import Cell, Columns
from gongkai.kernel.problems import Unreadable

# What the library raises on files that Excel would call damaged; a part that is no XML is a SyntaxError to it.
_NOT_READ = (ValueError, KeyError, TypeError, OSError, AttributeError, IndexError, SyntaxError, OverflowError)
_FOOTERS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")


def clean_book(members: Mapping[str, bytes], masker: Masker) -> bytes:
    """The members of a package, as the workbook that may be published. Raises Unreadable."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(zipped(members)), data_only=True, keep_links=False)
    except _NOT_READ:
        raise Unreadable(
            "电子表格读不出来，不能自动去标识化。", "请用 Excel 或 WPS 打开后另存一次。"
        ) from None
    for sheet in list(book.worksheets):
        if sheet.sheet_state != "visible" and len(book.worksheets) > 1:
            book.remove(sheet)
            masker.note("已去掉隐藏的工作表。")
    for sheet in book.worksheets:
        _sheet(sheet, masker)
    book.defined_names.clear()
    book.active = 0
    masker.note("公式已换成当前的值，已去掉批注、定义的名称和文档属性。")
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as archive:  # the library writes the hour into properties and members
        members = {
            name: archive.read(name) for name in archive.namelist() if not name.startswith("docProps/")
        }
    return packed(members, masker)


def _sheet(sheet: Worksheet, masker: Masker) -> None:
    sheet.title = masker.text(sheet.title).replace("*", "x")  # a star is no character of such a name
    sheet.defined_names.clear()
    sheet.data_validations.dataValidation.clear()
    sheet._pivots.clear()  # noqa: SLF001  # openpyxl has no public way to leave one out
    for name in _FOOTERS:
        item = getattr(sheet, name)
        for side in (item.left, item.center, item.right):
            side.text = masker.text(side.text) if side.text else side.text
    hidden_columns = _hidden_columns(sheet)
    columns = Columns()
    for number, row in enumerate(sheet.iter_rows(), 1):
        stored = [cell for cell in row if isinstance(cell, Stored)]
        is_hidden = sheet.row_dimensions[number].hidden
        for cell in stored:
            cell.comment = None
            if cell.hyperlink is not None:
                cell.hyperlink = None
            if cell.value is not None and (is_hidden or cell.column in hidden_columns):
                cell.value = None
                masker.note("已清空隐藏的行和列。")
        _row([cell for cell in stored if cell.value is not None], columns, masker)


def _hidden_columns(sheet: Worksheet) -> frozenset[int]:
    return frozenset(
        number
        for one in sheet.column_dimensions.values()
        if one.hidden or one.width == 0
        for number in range(one.min or 0, (one.max or 0) + 1)
    )


def _row(cells: list[Any], columns: Columns, masker: Masker) -> None:
    if not cells:
        return
    said = [Cell(_written(cell.value), cell.column - 1, "") for cell in cells]
    texts = masker.passage(columns.passage(said))
    for cell, before, text in zip(cells, said, texts, strict=True):
        if text != before.text:
            cell.value = text
            cell.number_format = "@"


def _written(value: object) -> str:
    """A value with all its digits."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
