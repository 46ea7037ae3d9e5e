"""An empty list of documents to fill in, as a workbook."""

import io

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from gongkai.lawbook.chains import review_law
from gongkai.web.documents.models import DocumentType

from .columns import columns

_ROWS = 5000
_NEEDED = ("title", "attribute")
_NOTES = (
    "带 * 的列必须填写；起草日期和成文日期至少填一个，填了成文日期的登记为已印发。",
    "文件按原系统编号、文号辨认：已经登记、内容相同的不再登记；已登记的文件留空的格不改。",
    "依申请公开、不予公开和删减后公开的，请填理由和理由说明；没有填的可以登记，对账时会列出。",
)


def template() -> bytes:
    """The file: a sheet to fill in, and a sheet that explains it with an invented example."""
    book = Workbook()
    sheet = book.active
    sheet.title = "发文清单"
    known = columns()
    sheet.append([f"{column.heading}{'*' if column.field in _NEEDED else ''}" for column in known])
    sheet.freeze_panes = "B2"
    choices = {
        "doc_type": [str(label) for label in DocumentType.labels],
        "attribute": [attribute.name for attribute in review_law().attributes.values()],
    }
    for number, column in enumerate(known, 1):
        letter = get_column_letter(number)
        sheet[f"{letter}1"].font = Font(bold=True)
        sheet.column_dimensions[letter].width = 48 if column.field == "title" else 18
        sheet.column_dimensions[letter].number_format = "@"
        if listed := choices.get(column.field):
            validation = DataValidation("list", formula1=f'"{",".join(listed)}"', allow_blank=True)
            validation.add(f"{letter}2:{letter}{_ROWS}")
            sheet.add_data_validation(validation)
    _explain(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _explain(book: Workbook) -> None:
    sheet = book.create_sheet("填写说明")
    sheet.column_dimensions["A"].width = sheet.column_dimensions["B"].width = 40
    for note in _NOTES:
        sheet.append([note])
    sheet.append(["理由可以填：" + "、".join(reason.name for reason in review_law().reasons.values())])
    sheet.append([])
    for column in columns():
        sheet.append([column.heading, column.example])
