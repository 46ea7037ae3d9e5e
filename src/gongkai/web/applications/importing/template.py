"""An empty register to fill in, as a workbook."""

import io

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.lawbook.outcomes import outcome_law
from gongkai.web.applications.models import ApplicantKind

from .columns import CHECKED, columns, heading_of
from .planning import MOST

_NEEDED = frozenset({"received_on", "applicant", "kind", "title", "channel"})
_WIDE = frozenset({"title", "wanted", "outcome", "channel"})
# Short names, which the register reads back; the long ones would not fit into a list of choices.
_CHANNELS = ("当面", "口头", "邮寄", "平信", "网络", "电子邮件", "传真")
_NOTES = (
    "带 * 的列必须填写；申请内容可以代替所需信息的名称。已经答复的，处理结果和答复日期都要填；两列都空的是还在办理的。",
    "也可以直接用原来的登记册：认得常见的列名，列的次序不限，没有用到的列会在预演中说明。",
    "编号写“年份-顺序号”，或者照原来的写；没有编号的，转入时接着编定。",
    "几个人一起申请的，姓名用“、”分开。姓名、证件号码、联系方式加密保存，清单中只显示隐去的姓名。",
    "撤回的，处理结果填“撤回”，办结日期填撤回之日。",
    f"预演中标为“待核对”的行，核对以后在“{heading_of('checked')}”一列写“{CHECKED}”，或者在预演的页面上勾选。",
    "处理结果可以填年度报告表三的名称，或者：",
)


def template() -> bytes:
    """The file: a sheet to fill in, and a sheet that explains it with an invented example."""
    book = Workbook()
    sheet = book.active
    sheet.title = "登记册"
    sheet.append([f"{column.heading}{'*' if column.field in _NEEDED else ''}" for column in columns()])
    sheet.freeze_panes = "A2"
    choices = {"kind": ApplicantKind.labels, "extension": ["是", "否"], "channel": _CHANNELS}
    for number, column in enumerate(columns(), 1):
        letter = get_column_letter(number)
        sheet[f"{letter}1"].font = Font(bold=True)
        sheet.column_dimensions[letter].width = 36 if column.field in _WIDE else 16
        sheet.column_dimensions[letter].number_format = "@"
        if listed := choices.get(column.field):
            validation = DataValidation("list", formula1=f'"{",".join(map(str, listed))}"', allow_blank=True)
            validation.add(f"{letter}2:{letter}{MOST + 1}")
            sheet.add_data_validation(validation)
    _explain(book.create_sheet("填写说明"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _explain(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].width = sheet.column_dimensions["B"].width = 40
    for note in _NOTES:
        sheet.append([note])
    for one in outcome_law().outcomes.values():
        if one.closes:
            sheet.append(["", one.name])
    sheet.append([])
    for column in columns():
        sheet.append([column.heading, column.example])
