"""An empty list of organs to fill in, as a workbook."""

import io

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from gongkai.web.organs.checks import NOT_OPEN
from gongkai.web.organs.models import Kind, Level

from .columns import COLUMNS
from .drafts import NEEDED

_ROWS = 5000
_NOTES = (
    "带 * 的列，新登记的机关必须填写；已登记的机关留空的格不改。",
    "机关按网址名、统一社会信用代码、全称辨认；行的先后不限，上级机关可以在同一名册中。",
    f"没有开通的渠道（传真、电子邮箱、在线申请网址）填“{NOT_OPEN}”，不要留空。",
    f"级别：{'、'.join(Level.labels)}。类别：{'、'.join(Kind.labels)}。",
    "网址名用在网址中，只用小写英文字母、数字和连字符，定下后不再更改；不填的按全称的拼音。",
)


def template() -> bytes:
    """The file: a sheet to fill in, and a sheet that explains it with an invented example."""
    book = Workbook()
    sheet = book.active
    sheet.title = "机关名册"
    sheet.append([f"{column.heading}{'*' if column.field in NEEDED else ''}" for column in COLUMNS])
    sheet.freeze_panes = "B2"
    for number, column in enumerate(COLUMNS, 1):
        letter = get_column_letter(number)
        sheet[f"{letter}1"].font = Font(bold=True)
        sheet.column_dimensions[letter].width = max(14, 2 * len(column.heading) + 4)
        # Text, or a code of eighteen digits would lose its last ones.
        sheet.column_dimensions[letter].number_format = "@"
        if choices := {"level": Level.labels, "kind": Kind.labels}.get(column.field):
            validation = DataValidation("list", formula1=f'"{",".join(choices)}"', allow_blank=True)
            validation.add(f"{letter}2:{letter}{_ROWS}")
            sheet.add_data_validation(validation)
    help_sheet = book.create_sheet("填写说明")
    help_sheet.column_dimensions["A"].width = help_sheet.column_dimensions["B"].width = 36
    for note in _NOTES:
        help_sheet.append([note])
    help_sheet.append([])
    for column in COLUMNS:
        help_sheet.append([column.heading, column.example])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
