"""Numbers planted in every corner of a workbook, shown or hidden: each is found and its place is told."""

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from tests.engine.screening.planted import NUMBER, places_of, screened


def _workbook(plant: Callable[[openpyxl.Workbook, Worksheet], None]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "名单"
    sheet.append(["姓名", "金额"])
    sheet.append(["墨小禾", 100])
    plant(book, sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(book: openpyxl.Workbook, sheet: Worksheet) -> None:
    sheet["C5"] = NUMBER


def _hidden_column(book: openpyxl.Workbook, sheet: Worksheet) -> None:
    sheet["D5"] = NUMBER
    sheet.column_dimensions["D"].hidden = True


def _hidden_row(book: openpyxl.Workbook, sheet: Worksheet) -> None:
    sheet["A7"] = NUMBER
    sheet.row_dimensions[7].hidden = True


def _hidden_sheet(book: openpyxl.Workbook, sheet: Worksheet) -> None:
    other = book.create_sheet("底稿")
    other["B2"] = NUMBER
    other.sheet_state = "veryHidden"


def _format_that_shows_nothing(book: openpyxl.Workbook, sheet: Worksheet) -> None:
    sheet["A3"] = NUMBER
    sheet["A3"].number_format = ";;;"


def _split_over_cells(book: openpyxl.Workbook, sheet: Worksheet) -> None:
    for column, part in enumerate(("110105", "19491231", "002X"), 1):
        sheet.cell(4, column, part)


def _remark(book: openpyxl.Workbook, sheet: Worksheet) -> None:
    sheet["B2"].comment = Comment(f"核对：{NUMBER}", "经办人")


def _defined_name(book: openpyxl.Workbook, sheet: Worksheet) -> None:
    book.defined_names["核对"] = DefinedName("核对", attr_text=f'"{NUMBER}"')


def _property(book: openpyxl.Workbook, sheet: Worksheet) -> None:
    book.properties.description = NUMBER


def _footer(book: openpyxl.Workbook, sheet: Worksheet) -> None:
    sheet.oddFooter.center.text = f"制表 {NUMBER[:6]} {NUMBER[6:]}"


def _formula(book: openpyxl.Workbook, sheet: Worksheet) -> None:
    sheet["A9"] = f'=IF(A1="","{NUMBER}","")'


def _sheet_name(book: openpyxl.Workbook, sheet: Worksheet) -> None:
    book.create_sheet(NUMBER)["A1"] = NUMBER


@pytest.mark.parametrize(
    ("plant", "place"),
    [
        (_cell, "工作表“名单”第5行C列"),
        (_hidden_column, "工作表“名单”第5行D列（隐藏列）"),
        (_hidden_row, "工作表“名单”第7行A列（隐藏行）"),
        (_hidden_sheet, "隐藏的工作表“底稿”第2行B列"),
        (_format_that_shows_nothing, "工作表“名单”第3行A列"),
        (_split_over_cells, "工作表“名单”第4行A列"),
        (_remark, "工作表“名单”批注（B2）"),
        (_defined_name, "定义的名称"),
        (_property, "文档属性"),
        (_footer, "工作表“名单”页眉页脚和数据验证"),
        (_formula, "工作表“名单”第9行A列（公式）"),
        (_sheet_name, "工作表的名称"),
    ],
)
def test_workbook(plant: Callable[[openpyxl.Workbook, Worksheet], None], place: str) -> None:
    assert places_of(screened(_workbook(plant), "附表.xlsx"))[0] == f"附件“附表.xlsx”{place}"


def test_numbers_stored_as_figures_and_the_head_of_a_column() -> None:
    def plant(book: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet["C1"], sheet["D1"] = "联系方式", "一卡通账号"
        sheet["C2"], sheet["D2"] = 13912345678, "4539578763621486"
        sheet["C2"].number_format = "#,##0"

    marks = screened(_workbook(plant), "附表.xlsx").marks
    assert [(mark.code, mark.level) for mark in marks] == [("mobile", "confirm"), ("bank_card", "block")]


def test_data_kept_for_a_pivot_table_that_was_deleted() -> None:
    data = _with_member(
        _workbook(lambda book, sheet: None),
        "xl/pivotCache/pivotCacheRecords1.xml",
        f'<pivotCacheRecords xmlns="x"><r><s v="{NUMBER}"/></r></pivotCacheRecords>',
    )
    assert places_of(screened(data, "附表.xlsx")) == ["附件“附表.xlsx”数据透视表缓存"]


def _with_member(data: bytes, name: str, text: str) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(name, text)
    return out.getvalue()
