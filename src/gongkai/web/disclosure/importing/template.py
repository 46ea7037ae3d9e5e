"""An empty list of old items to fill in, as a workbook."""

import io

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.lawbook.chains import review_law
from gongkai.web.disclosure.models import ItemKind, Validity

from .columns import NEEDED, columns
from .planning import MOST

_WIDE = {"title", "summary", "body", "files", "address"}
_NOTES = (
    "带 * 的列必须填写。只为一个机关起草的人，“机关”一列可以不填；填网址名或者全称。",
    "导入的都是草稿：原网站公开过，不等于在这里审核过；送审、批准以后才公开。内容概述和成文日期送审前必须有。",
    "正文直接写在格子里，或者写压缩包里的文件名（docx、pdf、html、txt）；docx 和 pdf 的原文件同时作为附件。",
    "附件写压缩包里的文件名，几个文件用“；”分开。不同文件夹里有同名文件的，连文件夹一起写。",
    "索引号只写字母、数字、“/”和“-”；没有人用的沿用，不能沿用的写入信息来源；原发布日期和原网址写入信息来源。",
    "已有的信息按文号、名称和成文日期辨认，不再导入；同一份清单再导入一次，不会有变化。",
    "依申请公开、不予公开和删减后公开的，须填理由和理由说明。",
)


def template() -> bytes:
    """The file: a sheet to fill in, and a sheet that explains it with an invented example."""
    book = Workbook()
    sheet = book.active
    sheet.title = "信息清单"
    sheet.append([f"{column.heading}{'*' if column.field in NEEDED else ''}" for column in columns()])
    sheet.freeze_panes = "A2"
    choices = {
        "kind": [str(label) for label in ItemKind.labels],
        "attribute": [one.name for one in review_law().attributes.values()],
        "validity": [str(label) for label in Validity.labels],
    }
    for number, column in enumerate(columns(), 1):
        letter = get_column_letter(number)
        sheet[f"{letter}1"].font = Font(bold=True)
        sheet.column_dimensions[letter].width = 40 if column.field in _WIDE else 18
        sheet.column_dimensions[letter].number_format = "@"
        if listed := choices.get(column.field):
            validation = DataValidation("list", formula1=f'"{",".join(listed)}"', allow_blank=True)
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
    sheet.append(["理由可以填：" + "、".join(one.name for one in review_law().reasons.values())])
    sheet.append([])
    for column in columns():
        sheet.append([column.heading, column.example])
