"""The register as it came, with a remark beside each row: what becomes of it, what is wrong, what to do."""

import io
import re

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.web.organs.importing.columns import Column
from gongkai.web.organs.importing.plans import Verdict

from .columns import columns
from .plans import CasePlan, PlannedCase

LINE, RESULT, REMARK = "原来的行", "预演结果", "预演说明"
# Our own columns, of which nobody needs to be told when the file comes back.
OURS = frozenset({LINE, RESULT, REMARK})
_TO_DO = PatternFill("solid", fgColor="FFF2CC")
# What a workbook cannot hold.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def remarks(plan: CasePlan) -> bytes:
    """A workbook that can be mended and sent again; the rows on which something is to be done are coloured."""
    book = Workbook()
    sheet = book.active
    sheet.title = "登记册"
    filled = {name for row in plan.rows for name in row.texts} | {"checked"}
    shown = [column for column in columns() if column.field in filled]
    sheet.append([LINE, RESULT, REMARK, *(column.heading for column in shown)])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for place, row in enumerate(plan.rows, 2):
        _write(sheet, place, row, shown)
    for place in range(1, len(shown) + 4):
        sheet.column_dimensions[get_column_letter(place)].width = 60 if place == 3 else 16
    sheet.freeze_panes = "D2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(sheet: Worksheet, place: int, row: PlannedCase, shown: list[Column]) -> None:
    told = [row.line, row.result, row.why, *(row.texts.get(column.field, "") for column in shown)]
    is_to_do = row.verdict is Verdict.REFUSED or row.is_doubtful
    for at, value in enumerate(told, 1):
        cell = sheet.cell(place, at)
        if isinstance(value, str):
            cell.value = _UNSEEN.sub("", value)
            cell.data_type = "s"  # whatever somebody wrote there, it is no formula
            cell.number_format = "@"
        else:
            cell.value = value
        if at == 3:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if is_to_do and at <= 3:
            cell.fill = _TO_DO
