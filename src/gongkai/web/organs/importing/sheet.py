"""A list of organs as rows of cells, from a workbook or a CSV file; the heading row is found by its names."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gongkai.engine.intake import Source
from gongkai.engine.read.xlsx.package import Book, opened
from gongkai.engine.read.xlsx.sheet import Worksheet, read_sheet
from gongkai.kernel.problems import Unreadable, Unsupported

from .columns import Column, column_of
from .taking import ADVICE

_SEPARATORS = ",\t;，"
_HEADINGS_NEEDED = 2
_ADVICE = "请下载模板，按模板的列名填写。"
Cells = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows below the headings, each with the number that stands beside it; headings that nobody reads."""

    rows: tuple[tuple[int, Mapping[str, str]], ...]
    fields: frozenset[str]
    unread: tuple[str, ...]


def read(source: Source) -> Sheet:
    """The list in a file. Raises a Problem when there is none."""
    if source.kind == "xlsx":
        lines = _of_workbook(source.data)
    elif source.kind == "text":
        lines = list(_of_text(source.text))
    else:
        raise Unsupported("这不是表格。", ADVICE)
    for place, (_, cells) in enumerate(lines):
        columns = {at: column for at, text in cells.items() if (column := column_of(text))}
        if len(columns) >= _HEADINGS_NEEDED and any(column.field == "name" for column in columns.values()):
            return _below(cells, columns, lines[place + 1 :])
    raise Unreadable("没有找到列名：名册中要有一行写着“全称”等列名。", _ADVICE)


def _below(headings: Cells, columns: Mapping[int, Column], lines: list[tuple[int, Cells]]) -> Sheet:
    fields = [column.field for column in columns.values()]
    if twice := next((column for column in columns.values() if fields.count(column.field) > 1), None):
        raise Unreadable(f"“{twice.heading}”一列有两处。", "请只保留一处。")
    rows = []
    for number, cells in lines:
        texts = {columns[at].field: text for at, text in cells.items() if at in columns and text.strip()}
        if texts:
            rows.append((number, texts))
    unread = tuple(text for at, text in headings.items() if text.strip() and at not in columns)
    return Sheet(tuple(rows), frozenset(fields), unread)


def _of_text(text: str) -> Iterator[tuple[int, Cells]]:
    """CSV as Excel and WPS write it; what separates the cells is what the heading row has most of."""
    first = next((line for line in text.splitlines() if "全称" in line or "名称" in line), "")
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(
        io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator, strict=True
    )
    try:
        for cells in reader:
            yield reader.line_num, dict(enumerate(cells))
    except csv.Error as error:
        raise Unreadable(
            f"第{reader.line_num}行的引号不成对。", "请用 Excel 或 WPS 打开后另存一次。"
        ) from error


def _of_workbook(data: bytes) -> list[tuple[int, Cells]]:
    """The first sheet that shows. What is hidden in it would be taken in unseen, so such a sheet is refused."""
    with opened(data) as package:
        book = Book.of(package)
        shown = next(((name, part) for name, part, is_hidden in book.sheets if not is_hidden), None)
        if shown is None:
            raise Unreadable("电子表格中没有显示的工作表。", _ADVICE)
        sheet = read_sheet(package, book, part=shown[1], name=shown[0], number=1)
    if _hides_something(sheet):
        raise Unreadable("名册中有隐藏的行或列。", "请取消筛选和隐藏，核对后另存。")
    if sheet.unsaved:
        raise Unreadable("名册中有公式没有保存结果。", "请用 Excel 或 WPS 打开并保存一次。")
    rows: dict[int, dict[int, str]] = {}
    for (row, column), text in sorted(sheet.cells.items()):
        rows.setdefault(row, {})[column] = text
    return list(rows.items())


def _hides_something(sheet: Worksheet) -> bool:
    return any(
        row in sheet.hidden_rows or any(first <= column <= last for first, last in sheet.hidden_columns)
        for row, column in sheet.cells
    )
