"""The three tables are drawn as the official form prints them."""

import pytest
from bs4 import BeautifulSoup

from gongkai import lawbook
from gongkai.web.portal import sheets

from . import sample


def filling(form_id):
    form = lawbook.load().form(form_id)
    data = sample.report()
    if form_id != "2021":
        data = {
            table.id: {
                row.id: dict.fromkeys((c.id for c in row.columns), 0)
                if table.id == "table2"
                else [0] * len(row.columns)
                for row in table.rows
            }
            for table in form.tables
        } | {"blanks": [], "doubts": []}
    return sheets.Filling(form, data, {})


def cells_of(row):
    yield from row if isinstance(row, tuple) else (*row.heads, *row.boxes)


def rows_of(sheet):
    yield from sheet.heads
    for block in sheet.blocks:
        yield from block.heads
        yield from block.lines


@pytest.mark.parametrize("form_id", ["2019", "2021"])
@pytest.mark.parametrize("table_id", ["table2", "table3", "table4"])
def test_merged_cells_leave_no_hole_and_no_overlap(form_id, table_id):
    sheet = sheets.sheets(filling(form_id))[table_id]
    taken = set()
    for y, row in enumerate(rows_of(sheet)):
        x = 0
        for cell in cells_of(row):
            while (y, x) in taken:
                x += 1
            spot = {
                (y + dy, x + dx) for dy in range(getattr(cell, "rowspan", 1)) for dx in range(cell.colspan)
            }
            assert not spot & taken
            taken |= spot
    height, width = max(y for y, _ in taken) + 1, max(x for _, x in taken) + 1
    assert len(taken) == height * width


@pytest.mark.parametrize("form_id", ["2019", "2021"])
def test_every_cell_of_the_form_has_its_box(form_id):
    drawn = sheets.sheets(filling(form_id)).values()
    anchors = [box.anchor for s in drawn for block in s.blocks for line in block.lines for box in line.boxes]
    assert tuple(anchors) == lawbook.load().form(form_id).cells


def test_tables_have_captions_and_scopes(client, kept):
    tree = BeautifulSoup(client.get("/organs/zhenxi/2024/").text, "lxml")
    tables = tree.select("table.sheet")
    assert [table.caption.text for table in tables] == [
        "表二　主动公开政府信息情况",
        "表三　收到和处理政府信息公开申请情况",
        "表四　政府信息公开行政复议、行政诉讼情况",
    ]
    assert not tree.select("table th:not([scope])")
    assert {th.get("scope") for th in tree.select("table th")} == {"col", "colgroup", "row"}
    for table in tables:
        region = table.parent
        assert (region.get("role"), region.get("tabindex")) == ("region", "0")
        assert region.get("aria-labelledby") == table.caption.get("id")


def test_table_three_prints_the_official_words_in_their_order(client, kept):
    tree = BeautifulSoup(client.get("/organs/zhenxi/2024/").text, "lxml")
    table = tree.select(".sheet--table3")[0]
    form = lawbook.load().form("2021").table("table3")
    heads = [th.get_text() for th in table.select("tbody th")]
    assert [head for head in heads if head in {row.label for row in form.rows}] == [
        row.label for row in form.rows
    ]
    spans = {th.get_text(): th.get("rowspan") for th in table.select("tbody th[rowspan]")}
    assert spans == {
        "三、本年度办理结果": "22",
        "（三）不予公开": "8",
        "（四）无法提供": "3",
        "（五）不予处理": "5",
        "（六）其他处理": "3",
    }
