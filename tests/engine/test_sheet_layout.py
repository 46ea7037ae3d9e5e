"""How a sheet is parted into lines and tables, and what is told of that which does not show."""

from collections.abc import Callable
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.engine.document import Document, Grid, Line
from gongkai.engine.read.xlsx import read_xlsx
from tests.faults.test_sheets import workbook

FRAME = Border(*[Side(style="thin")] * 4)


def document(write: Callable[[Worksheet], None]) -> Document:
    book = Workbook()
    write(book.active)
    out = BytesIO()
    book.save(out)
    return read_xlsx(out.getvalue())


def rows(*values: list[object]) -> Callable[[Worksheet], None]:
    def write(sheet: Worksheet) -> None:
        for row in values:
            sheet.append(row)

    return write


def shape(read: Document) -> list[str | list[list[str]]]:
    """Lines as text, tables as the texts of the cells that begin in each row."""
    return [
        block.text
        if isinstance(block, Line)
        else [[cell.text for cell in row if cell.row == at] for at, row in enumerate(block.rows())]
        for block in read.blocks
    ]


def test_headings_part_tables_without_an_empty_row() -> None:
    read = document(
        rows(
            ["二、主动公开政府信息情况"],
            ["第二十条第（一）项"],
            ["信息内容", "本年制发件数"],
            ["规章", 0],
            ["三、收到和处理政府信息公开申请情况"],
            ["甲", "乙"],
            ["总计", 1],
        )
    )
    assert [type(block) for block in read.blocks] == [Line, Grid, Line, Grid]
    assert shape(read)[1][0][0] == "第二十条第(一)项"
    assert [block.place.line for block in read.blocks] == [1, 2, 5, 6]


def test_a_heading_in_two_fields() -> None:
    read = document(rows(["二、", "主动公开政府信息情况"], ["信息内容", "件数"], ["规章", 0]))
    assert shape(read)[0] == "二、 主动公开政府信息情况"
    assert isinstance(read.blocks[1], Grid)


def test_a_caption_parts_and_a_blank_row_does_not() -> None:
    def write(sheet: Worksheet) -> None:
        rows(["项目", "数"], ["规章", None], ["行政许可", 1], ["表三"], ["甲", "乙"], ["总计", 1])(sheet)
        for row in sheet["A1:B6"]:
            for cell in row:
                cell.border = FRAME

    got = shape(document(write))
    assert got == [[["项目", "数"], ["规章", ""], ["行政许可", "1"]], "表三", [["甲", "乙"], ["总计", "1"]]]


def test_the_last_row_may_be_blank() -> None:
    def write(sheet: Worksheet) -> None:
        rows(["项目", "数"], ["规章", 1], ["四、结转下年度继续办理", None], [None], ["四、复议情况"])(sheet)
        sheet["B3"].border = FRAME

    assert shape(document(write)) == [
        [["项目", "数"], ["规章", "1"], ["四、结转下年度继续办理", ""]],
        "四、复议情况",
    ]


def test_three_tables_side_by_side() -> None:
    read = document(
        rows(
            ["项目", "数", None, "类别", "件数", None, "维持", "纠正"],
            ["规章", 1, None, "公开", 2, None, 5, 6],
            ["许可", 3, None, "不公开", 4],
        )
    )
    assert shape(read) == [
        [["项目", "数"], ["规章", "1"], ["许可", "3"]],
        [["类别", "件数"], ["公开", "2"], ["不公开", "4"]],
        [["维持", "纠正"], ["5", "6"]],
    ]


def test_an_empty_column_inside_a_table_is_dropped() -> None:
    got = shape(document(rows(["项目", None, "数", "总计"], ["规章", None, 1, 1], ["许可", None, 2, 2])))
    assert got == [[["项目", "数", "总计"], ["规章", "1", "1"], ["许可", "2", "2"]]]


def test_long_text_beside_a_table_is_text() -> None:
    prose = "本年度持续推进政务公开，" * 8
    read = document(rows([prose, None, "项目", "数"], [prose, None, "规章", 1], [None, None, "许可", 2]))
    assert [type(block) for block in read.blocks] == [Line, Line, Grid]


def test_line_breaks_are_paragraphs() -> None:
    read = document(rows(["（一）主动公开\n公开信息3条。\n\n（二）依申请公开"]))
    assert shape(read) == ["(一)主动公开", "公开信息3条。", "(二)依申请公开"]


def test_tall_and_wide_merges() -> None:
    def write(sheet: Worksheet) -> None:
        sheet["A1"] = "标题"
        sheet.merge_cells("A1:T900")
        sheet["A901"] = "正文"

    assert shape(document(write)) == ["标题", "正文"]


def test_what_is_hidden_is_told() -> None:
    def write(sheet: Worksheet) -> None:
        rows(["项目", "去年", "数"], ["规章", 8, 1], ["规章", 9, 9], ["许可", 7, 2])(sheet)
        sheet.column_dimensions["B"].hidden = True
        sheet.row_dimensions[3].hidden = True
        other = sheet.parent.create_sheet("旧表")
        other["A1"] = 5
        other.sheet_state = "veryHidden"
        sheet.parent.create_sheet("空表").sheet_state = "hidden"

    read = document(write)
    assert shape(read) == [[["项目", "数"], ["规章", "1"], ["许可", "2"]]]
    assert read.pages == 1
    assert [note.text for note in read.notes] == [
        "工作表“Sheet”：第 3 行是隐藏的，其中的内容没有读入。",
        "工作表“Sheet”：第 B 列是隐藏的，其中的内容没有读入。",
        "工作表“旧表”是隐藏的，有 1 格内容，没有读入。",
    ]


def test_a_merge_shows_when_only_its_first_row_is_hidden() -> None:
    def write(sheet: Worksheet) -> None:
        sheet["A2"] = "一、总体情况"
        sheet.merge_cells("A2:C3")
        sheet.row_dimensions[2].hidden = True

    read = document(write)
    assert shape(read) == ["一、总体情况"]
    assert read.blocks[0].place.line == 3
    assert not read.notes


def test_a_formula_without_a_result_is_a_lost_cell() -> None:
    read = document(rows(["项目", "数"], ["规章", 1], ["总计", "=SUM(B2:B2)"], ["=A1", 3]))
    assert shape(read) == [[["项目", "数"], ["规章", "1"], ["总计", ""], ["", "3"]]]
    assert [cell.lost != "" for cell in read.grids[0].cells] == [False] * 5 + [True, True, False]
    assert not read.notes


def test_a_saved_empty_result_is_blank() -> None:
    strings = '<row><c t="inlineStr"><is><t>总计</t></is></c><c><v>1</v></c></row>'
    empty = '<row><c t="inlineStr"><is><t>规章</t></is></c><c t="str"><f>IF(1,"")</f><v></v></c></row>'
    assert not any(cell.lost for cell in read_xlsx(workbook(strings + empty + strings)).grids[0].cells)


def test_a_hidden_zero_is_read_and_told() -> None:
    def write(sheet: Worksheet) -> None:
        rows(["项目", "数"], ["规章", 0], ["许可", "'3"], ["处罚", "３"])(sheet)
        sheet["B2"].number_format = '0;-0;"-"'

    read = document(write)
    assert shape(read)[0][1:] == [["规章", "0"], ["许可", "'3"], ["处罚", "3"]]
    assert "B2 显示的与存储的数不同" in read.notes[0].text


def test_places_are_the_sheet_and_its_row() -> None:
    def write(sheet: Worksheet) -> None:
        sheet.sheet_state = "hidden"
        book = sheet.parent
        book.create_sheet("甲")["B7"] = "第一页"
        book.create_sheet("乙")["C9"] = "第二页"
        book.active = 1

    assert [(b.place.page, b.place.line) for b in document(write).blocks] == [(1, 7), (2, 9)]
