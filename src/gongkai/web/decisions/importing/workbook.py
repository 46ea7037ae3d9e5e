"""A year as a workbook: empty to fill in, or as it stands; what was handed out can be taken in again."""

import io
from collections.abc import Iterator, Mapping

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.lawbook.decisions import decision_kinds
from gongkai.web.decisions.actions import Place
from gongkai.web.decisions.models import MonthlyCount
from gongkai.web.decisions.months import months_of
from gongkai.web.organs.models import Organ

from .columns import columns

_WIDTHS = {"organ": 28, "source": 28, "note": 36}
_NOTES = (
    "一行一个月。没有发生的填 0；没有登记的留空，留空的格不改已经登记的数。",
    "件数是作出的决定数，不是权责清单上的事项数；收费填实际收取的金额，以元为单位。",
    "填了数的行须写明数据来源；年度的数固定以后更正已经登记的数，须在说明中写明原因。",
)


def workbook(organ: Organ, year: int, stored: Mapping[Place, MonthlyCount]) -> bytes:
    """The twelve months of a year with what stands; without anything, the list to fill in."""
    book = Workbook()
    sheet = book.active
    sheet.title = f"{year}年"
    sheet.append(_headings())
    for row in _rows(organ, year, stored):
        sheet.append(row)
    sheet.freeze_panes = "C2"
    _shape(sheet)
    explained = book.create_sheet("填写说明")
    explained.column_dimensions["A"].width = 72
    for note in _NOTES:
        explained.append([note])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _headings() -> list[str]:
    units = {code: f"（{kind.unit}）" for code, kind in decision_kinds().items()}
    return [f"{column.heading}{units.get(column.field, '')}" for column in columns()]


def _rows(organ: Organ, year: int, stored: Mapping[Place, MonthlyCount]) -> Iterator[list[object]]:
    for month in months_of(year):
        counts = [stored.get((code, month)) for code in decision_kinds()]
        there = [one for one in counts if one and one.value is not None]
        values = [one.value if one else None for one in counts]
        said = (
            "；".join(dict.fromkeys(getattr(one, name) for one in there if getattr(one, name)))
            for name in ("source", "note")
        )
        yield [organ.name, f"{month:%Y-%m}", *values, *said]


def _shape(sheet: Worksheet) -> None:
    formats = {code: "0.00" if kind.is_amount else "0" for code, kind in decision_kinds().items()}
    for number, column in enumerate(columns(), 1):
        letter = get_column_letter(number)
        sheet[f"{letter}1"].font = Font(bold=True)
        sheet.column_dimensions[letter].width = _WIDTHS.get(column.field, 18)
        for cell in sheet[letter][1:]:
            cell.number_format = formats.get(column.field, "@")
