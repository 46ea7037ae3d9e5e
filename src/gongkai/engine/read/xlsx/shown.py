"""What of a sheet shows: hidden rows and columns are taken out of the layout, and told when they held something."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gongkai.engine.read.xlsx.package import too_big
from gongkai.engine.read.xlsx.sheet import Area, Worksheet, column_letters
from gongkai.kernel.findings import Evidence, Place

MAX_COVERED = 2_000_000
_NAMED = 8  # places named in a note
_UNSAVED = "公式没有保存结果，请用 Excel 或 WPS 打开并保存后再读"


class ShownField(NamedTuple):
    """What shows of a cell with its merge, counted over the rows and columns that show; `text` is empty for a blank merge, and
    where `lost` says why the file does not hold it."""

    row: int
    column: int
    last_row: int
    last_column: int
    text: str = ""
    place: Place = Place()
    lost: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What shows of a sheet: filled fields in reading order, blank merges, and the columns of single blank fields
    with a line round them by row."""

    fields: Sequence[ShownField]
    blanks: Sequence[ShownField]
    framed: Mapping[int, Sequence[int]]
    notes: Sequence[Evidence]


def shown_part(sheet: Worksheet) -> Part:
    """Lay out the rows and columns that show, close together."""
    rows = _Axis(sheet.hidden_rows)
    columns = _Axis(_numbers(sheet.hidden_columns))
    covered = _covered(sheet)
    fields, blanks = [], []
    heads = {(area.row, area.column): area for area in sheet.merges}
    for (row, column), text in sheet.cells.items():
        if (row, column) not in covered:
            area = heads.get((row, column), Area(row, column, row, column))
            if field := _field(area, rows, columns):
                place = Place(line=max(row, rows.original(field.row)), page=sheet.number)
                lost = _UNSAVED if (row, column) in sheet.unsaved else ""
                fields.append(field._replace(text=text, place=place, lost=lost))
    for head, area in heads.items():
        if head not in sheet.cells and (field := _field(area, rows, columns)):
            blanks.append(field)
    framed: dict[int, list[int]] = {}
    for row, column in sheet.framed - covered - heads.keys():
        if row not in rows.hidden and column not in columns.hidden:
            framed.setdefault(rows.shown(row), []).append(columns.shown(column))
    notes = tuple(_notes(sheet, rows, columns, covered=covered))
    return Part(sorted(fields), blanks, framed, notes)


def _numbers(ranges: Iterable[tuple[int, int]]) -> Iterator[int]:
    """Each number of the ranges once, though they may overlap."""
    reach = 0
    for first, last in sorted(ranges):
        yield from range(max(first, reach + 1), last + 1)
        reach = max(reach, last)


class _Axis:
    """Rows or columns: which are hidden, and which number the others have among those that show."""

    def __init__(self, hidden: Iterable[int]) -> None:
        self.hidden = frozenset(hidden)
        self._sorted = sorted(self.hidden)

    def shown(self, number: int) -> int:
        """Its number among those that show; for a hidden one that of the next one that shows."""
        return number - bisect_left(self._sorted, number)

    def last_shown(self, number: int) -> int:
        """The same; for a hidden one that of the one before."""
        return number - bisect_right(self._sorted, number)

    def original(self, shown: int) -> int:
        """The number that stands beside it."""
        low, high = 0, len(self._sorted)
        while low < high:
            middle = (low + high) // 2
            if self._sorted[middle] - middle <= shown:
                low = middle + 1
            else:
                high = middle
        return shown + low


def _field(area: Area, rows: _Axis, columns: _Axis) -> ShownField | None:
    """What shows of an area; a merge shows its text in what is left of it."""
    field = ShownField(
        rows.shown(area.row),
        columns.shown(area.column),
        rows.last_shown(area.last_row),
        columns.last_shown(area.last_column),
    )
    return field if field.row <= field.last_row and field.column <= field.last_column else None


def _covered(sheet: Worksheet) -> set[tuple[int, int]]:
    """Cells that lie under the merge of another one: what is stored there never shows."""
    by_row: dict[int, list[int]] = {}
    for row, column in sorted({*sheet.cells, *sheet.framed}):
        by_row.setdefault(row, []).append(column)
    numbers = list(by_row)
    found: set[tuple[int, int]] = set()
    work = 0
    for area in sheet.merges:
        for row in numbers[bisect_left(numbers, area.row) : bisect_right(numbers, area.last_row)]:
            columns = by_row[row]
            under = columns[bisect_left(columns, area.column) : bisect_right(columns, area.last_column)]
            work += len(under) + 1
            if work > MAX_COVERED:
                raise too_big()
            found.update((row, column) for column in under if (row, column) != (area.row, area.column))
    return found


def _notes(
    sheet: Worksheet, rows: _Axis, columns: _Axis, *, covered: set[tuple[int, int]]
) -> Iterator[Evidence]:
    """What the sheet holds and does not show, in words."""
    heads = {(area.row, area.column): area for area in sheet.merges}

    def is_gone(place: tuple[int, int]) -> bool:
        return _field(heads.get(place, Area(*place, *place)), rows, columns) is None

    hidden = [place for place in sheet.cells if place not in covered and is_gone(place)]
    in_rows = sorted({row for row, _ in hidden if row in rows.hidden})
    in_columns = sorted({column for row, column in hidden if row not in rows.hidden})
    told = (
        ([str(row) for row in in_rows], "第 {} 行是隐藏的，其中的内容没有读入"),
        ([column_letters(column) for column in in_columns], "第 {} 列是隐藏的，其中的内容没有读入"),
        (_names(covered & sheet.cells.keys()), "{} 被合并单元格盖住，其中的内容没有读入"),
        (
            _names(place for place in sheet.altered if not is_gone(place)),
            "{} 显示的与存储的数不同（四舍五入、隐藏零值或以横线代零）",
        ),
    )
    for names, sentence in told:
        if names:
            listed = "、".join(names[:_NAMED]) + (f" 等 {len(names)} 处" if len(names) > _NAMED else "")
            yield Evidence(f"工作表“{sheet.name}”：{sentence.format(listed)}。", Place(page=sheet.number))


def _names(places: Iterable[tuple[int, int]]) -> list[str]:
    return [f"{column_letters(column)}{row}" for row, column in sorted(places)]
