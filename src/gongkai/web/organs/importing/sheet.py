"""A list as rows of cells, from a workbook or a CSV file; the heading row is found by its names.

Organs come so, and whatever else offices keep in lists: what a list is called and how it is headed, its layout says.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from gongkai.engine.intake import Source
from gongkai.engine.read.xlsx.package import Book, opened
from gongkai.engine.read.xlsx.sheet import Worksheet, read_sheet
from gongkai.kernel.problems import Unreadable, Unsupported

from .columns import Column, column_of
from .taking import ADVICE

_SEPARATORS = ",\t;，"
_CELLS = re.compile(f'[{_SEPARATORS}"]')
_HEADINGS_NEEDED = 2
_ADVICE = "请下载模板，按模板的列名填写。"
Cells = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Layout:
    """One kind of list: what it is called, which column a heading means, and the field that no list lacks."""

    noun: str
    column_of: Callable[[str], Column | None]
    key: str
    heading: str


ROSTER = Layout("名册", column_of, "name", "全称")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows below the headings, each with the number that stands beside it; headings that nobody reads."""

    rows: tuple[tuple[int, Mapping[str, str]], ...]
    fields: frozenset[str]
    unread: tuple[str, ...]


def read(source: Source, layout: Layout = ROSTER) -> Sheet:
    """The list in a file. Raises a Problem when there is none."""
    if source.kind == "xlsx":
        lines = _of_workbook(source.data, layout.noun)
    elif source.kind == "text":
        lines = list(_of_text(source.text, layout))
    else:
        raise Unsupported("这不是表格。", ADVICE)
    for place, (_, cells) in enumerate(lines):
        columns = {at: column for at, text in cells.items() if (column := layout.column_of(text))}
        if len(columns) >= _HEADINGS_NEEDED and any(one.field == layout.key for one in columns.values()):
            return _below(cells, columns, lines[place + 1 :])
    raise Unreadable(f"没有找到列名：{layout.noun}中要有一行写着“{layout.heading}”等列名。", _ADVICE)


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


def _of_text(text: str, layout: Layout) -> Iterator[tuple[int, Cells]]:
    """CSV as Excel and WPS write it; what separates the cells is what the heading row has most of."""
    first = next((line for line in text.splitlines() if any(map(layout.column_of, _CELLS.split(line)))), "")
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


def _of_workbook(data: bytes, noun: str) -> list[tuple[int, Cells]]:
    """The first sheet that shows. What is hidden in it would be taken in unseen, so such a sheet is refused."""
    with opened(data) as package:
        book = Book.of(package)
        shown = next(((name, part) for name, part, is_hidden in book.sheets if not is_hidden), None)
        if shown is None:
            raise Unreadable("电子表格中没有显示的工作表。", _ADVICE)
        sheet = read_sheet(package, book, part=shown[1], name=shown[0], number=1)
    if _hides_something(sheet):
        raise Unreadable(f"{noun}中有隐藏的行或列。", "请取消筛选和隐藏，核对后另存。")
    if sheet.unsaved:
        raise Unreadable(f"{noun}中有公式没有保存结果。", "请用 Excel 或 WPS 打开并保存一次。")
    rows: dict[int, dict[int, str]] = {}
    for (row, column), text in sorted(sheet.cells.items()):
        rows.setdefault(row, {})[column] = text
    return list(rows.items())


def _hides_something(sheet: Worksheet) -> bool:
    return any(
        row in sheet.hidden_rows or any(first <= column <= last for first, last in sheet.hidden_columns)
        for row, column in sheet.cells
    )
