"""Words where a figure belongs, in any cell of a row: told at their own cell, whatever file holds the table."""

import io
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import docx
import openpyxl
import pytest
import typst

from gongkai.engine import intake
from gongkai.engine.examine import examine
from gongkai.engine.render.contract import as_json

TITLE = "雁回镇人民政府2024年政府信息公开工作年度报告"
LINES = (TITLE, "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况")
KINDS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
RESULTS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]


class Field(NamedTuple):
    """A cell with its spans."""

    text: str
    rows: int = 1
    columns: int = 1


Rows = list[list[Field]]


def row(label: str, figures: Sequence[str], *before: Field, columns: int = 1) -> list[Field]:
    return [*before, Field(label, 1, columns), *map(Field, figures)]


def table2(rules: Sequence[str] = "000", licences: str = "5") -> Rows:
    """A piece of table 2."""
    return [
        row("信息内容", ["本年制发件数", "本年废止件数", "现行有效件数"]),
        row("规章", rules),
        row("行政规范性文件", "123"),
        [Field("信息内容"), Field("本年处理决定数量", 1, 3)],
        [Field("行政许可"), Field(licences, 1, 3)],
    ]


def table3(
    secret: Sequence[str] = "0000000", first: Sequence[str] = "4100005", *, group: str = "（三）不予公开"
) -> Rows:
    """A piece of table 3 with its heads of groups before the labels."""
    zeros = "0000000"
    return [
        row("申请人情况", KINDS, columns=3),
        row("一、本年新收政府信息公开申请数量", first, columns=3),
        row("二、上年结转政府信息公开申请数量", zeros, columns=3),
        row("（一）予以公开", "4100005", Field("三、本年度办理结果", 5), columns=2),
        row("（二）部分公开", zeros, columns=2),
        row("1.属于国家秘密", secret, Field(group, 2)),
        row("2.其他法律行政法规禁止公开", zeros),
        row("（七）总计", "4100005", columns=2),
        row("四、结转下年度继续办理", zeros, columns=3),
    ]  # fmt: skip


def cut(rows: Rows) -> Rows:
    """The same with the group's head cut off behind its first row, as at the end of a page."""
    at = next(index for index, fields in enumerate(rows) if fields[0].text.startswith("（三"))
    changed = [list(fields) for fields in rows]
    changed[at][0] = Field("（三")
    changed[at + 1].insert(0, Field("）不予公开"))
    return changed


def table4(figures: Sequence[str] = "000000000000000") -> Rows:
    return [
        [Field("行政复议", 2, 5), Field("行政诉讼", 1, 10)],
        [Field("未经复议直接起诉", 1, 5), Field("复议后起诉", 1, 5)],
        [Field(head) for head in RESULTS * 3],
        [Field(figure) for figure in figures],
    ]


def as_html(tables: Sequence[Rows]) -> bytes:
    def cell(field: Field) -> str:
        return f'<td rowspan="{field.rows}" colspan="{field.columns}">{field.text}</td>'

    def grid(rows: Rows) -> str:
        return "<table>" + "".join(f"<tr>{''.join(map(cell, fields))}</tr>" for fields in rows) + "</table>"

    return "".join((*(f"<p>{line}</p>" for line in LINES), *map(grid, tables))).encode()


def laid_out(rows: Rows) -> list[tuple[int, int, Field]]:
    """Each cell with the row and column in which it begins."""
    taken: set[tuple[int, int]] = set()
    found = []
    for top, fields in enumerate(rows):
        left = 0
        for field in fields:
            while (top, left) in taken:
                left += 1
            found.append((top, left, field))
            taken |= {(top + y, left + x) for y in range(field.rows) for x in range(field.columns)}
    return found


def as_docx(tables: Sequence[Rows]) -> bytes:
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    for rows in tables:
        cells = laid_out(rows)
        width = max(left + field.columns for _, left, field in cells)
        table = document.add_table(len(rows), width)
        for top, left, field in cells:
            end = table.cell(top + field.rows - 1, left + field.columns - 1)
            table.cell(top, left).merge(end).text = field.text
        document.add_paragraph()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_xlsx(tables: Sequence[Rows]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for line in LINES:
        sheet.append([line])
    for rows in tables:
        base = sheet.max_row + 2
        for top, left, field in laid_out(rows):
            y, x = base + top, 1 + left
            sheet.cell(y, x, int(field.text) if field.text.isdecimal() else field.text)
            if field.rows * field.columns > 1:
                sheet.merge_cells(None, y, x, y + field.rows - 1, x + field.columns - 1)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_pdf(tables: Sequence[Rows]) -> bytes:
    def grid(rows: Rows) -> str:
        width = max(left + field.columns for _, left, field in laid_out(rows))
        cells = ",".join(
            f"table.cell(rowspan: {f.rows}, colspan: {f.columns})[{f.text}]" for r in rows for f in r
        )
        return f"#table(columns: {width}, {cells})"

    head = '#set page(flipped: true)\n#set text(font: "Noto Serif CJK SC", size: 8pt)\n'
    return typst.compile((head + "\n\n".join((*LINES, *map(grid, tables)))).encode())


FORMS: dict[str, Callable[[Sequence[Rows]], bytes]] = {
    "html": as_html, "docx": as_docx, "xlsx": as_xlsx, "pdf": as_pdf,
}  # fmt: skip


def read(form: str, *tables: Rows) -> dict[str, Any]:
    return as_json(examine(intake.take_bytes(FORMS[form](tables), f"x.{form}")))


def odd(report: dict[str, Any]) -> dict[str, str]:
    """The cells told to be no number, with the message."""
    told = [finding for finding in report["findings"] if finding["code"] == "CELL_NOT_A_NUMBER"]
    return {finding["cells"][0]: finding["message"] for finding in told}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("word", ["待定", "若干", "不详", "约3件", "暂未统计"])
def test_a_word_in_the_first_cell_of_figures(form: str, word: str) -> None:
    tables = (table2([word, "0", "7"], licences=word), table3([word, *"000001"], [word, *"100005"]), table4())
    report = read(form, *tables)
    cells = (
        "table2.rules.issued",
        "table2.licences.decisions",
        "table3.new_received.natural_person",
        "table3.denied_state_secret.natural_person",
    )
    assert set(odd(report)) == set(cells)
    assert all(f"写的是“{word}”，不是数字" in message for message in odd(report).values())
    assert report["table2"]["rules"] == {"issued": None, "repealed": 0, "in_force": 7}
    assert report["table3"]["new_received"] == [None, 1, 0, 0, 0, 0, 5]
    assert report["table3"]["denied_state_secret"] == [None, 0, 0, 0, 0, 0, 1]


@pytest.mark.parametrize("form", FORMS)
def test_words_in_every_cell_of_a_row(form: str) -> None:
    report = read(form, table2(["待定"] * 3), table3(["不详"] * 7), table4())
    assert len(odd(report)) == 10
    assert report["table3"]["denied_law_prohibited"] == [0] * 7


@pytest.mark.parametrize("form", FORMS)
def test_heads_of_groups_before_labels(form: str) -> None:
    for rows in (table3("2000002"), cut(table3("2000002"))):
        report = read(form, table2(), rows, table4())
        assert report["table3"]["denied_state_secret"] == [2, 0, 0, 0, 0, 0, 2]
        assert report["table3"]["denied_law_prohibited"] == [0] * 7
        assert report["table3"]["granted"] == [4, 1, 0, 0, 0, 0, 5]
        assert not odd(report)


@pytest.mark.parametrize("form", FORMS)
def test_a_word_behind_a_head_that_was_cut_off(form: str) -> None:
    report = read(form, table2(), cut(table3(["待定", *"000001"])), table4())
    assert set(odd(report)) == {"table3.denied_state_secret.natural_person"}


@pytest.mark.parametrize("form", FORMS)
def test_a_label_that_nobody_knows_is_no_figure_of_its_group(form: str) -> None:
    rows = table3()
    rows[5][1] = Field("1.另有规定的信息")
    report = read(form, table2(), rows, table4())
    assert not odd(report)
    assert report["table3"]["denied_state_secret"] == [None] * 7


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("places", [[0], [7], [0, 1], [0, 5, 9]])
def test_words_in_table_4(form: str, places: list[int]) -> None:
    figures = ["待定" if place in places else "0" for place in range(15)]
    report = read(form, table2(), table3(), table4(figures))
    got = [
        value for name in ("review", "suit_direct", "suit_after_review") for value in report["table4"][name]
    ]
    assert got == [None if place in places else 0 for place in range(15)]
    assert len(odd(report)) == len(places)
