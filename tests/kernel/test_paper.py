"""Paper and the official drawing of the three tables: words and merged fields as a jurist reads them."""

from decimal import Decimal
from pathlib import Path

import pytest

from gongkai import lawbook
from gongkai.kernel.layout import layout
from gongkai.kernel.paper import PaperCell, PaperTable, Passage

OFFICIAL = Path(__file__).with_name("official_tables.txt")


def drawn(form_id: str, table_id: str) -> str:
    """A table in words: a row a line, fields parted by bars, spans as 行×列, a figure as □."""
    rows = []
    for slots in layout(lawbook.load().form(form_id).table(table_id)).rows:
        fields = []
        for slot in slots:
            spans = f"（{slot.rowspan}行×{slot.colspan}列）" if slot.rowspan + slot.colspan > 2 else ""
            fields.append((slot.text or "□") + spans)
        rows.append(" | ".join(fields))
    return "\n".join(rows)


def test_the_tables_are_drawn_as_the_official_form_prints_them() -> None:
    told = "\n\n".join(
        f"【{form} {table}】\n{drawn(form, table)}"
        for form in ("2021", "2019")
        for table in ("table2", "table3", "table4")
    )
    assert told.strip() == OFFICIAL.read_text("utf-8").strip()


@pytest.mark.parametrize("form_id", ["2019", "2021"])
def test_every_cell_of_the_form_has_one_slot(form_id: str) -> None:
    form = lawbook.load().form(form_id)
    cells = [s.cell for table in form.tables for slots in layout(table).rows for s in slots if s.cell]
    assert tuple(cells) == form.cells


@pytest.mark.parametrize(
    ("content", "is_signed", "text"),
    [
        (None, False, ""),
        (0, False, "0"),
        (0, True, "0"),
        (2, True, "+2"),
        (-1, True, "-1"),
        (12345, False, "12345"),
        (Decimal("0.000001"), False, "0.000001"),
        (Decimal("1E+3"), False, "1000"),
        ("信息内容", False, "信息内容"),
    ],
)
def test_what_a_cell_prints(content: str | int | Decimal | None, *, is_signed: bool, text: str) -> None:
    assert PaperCell(content, is_signed=is_signed).text == text


@pytest.mark.parametrize(
    "rows",
    [
        ((PaperCell("左"),),),  # a hole
        ((PaperCell("左", colspan=3),),),  # beyond the edge
        ((PaperCell("左", rowspan=2), PaperCell("右")),),  # below the table
        ((PaperCell("左"), PaperCell("右", rowspan=2)), (PaperCell("左", colspan=2),)),  # one over the other
    ],
)
def test_a_table_without_holes_and_overlaps(rows: tuple[tuple[PaperCell, ...], ...]) -> None:
    with pytest.raises(ValueError, match="表"):
        PaperTable("表", rows, (1, 1))


def test_an_opening_opens_its_passage() -> None:
    passage = Passage("（一）主动公开。本年主动公开 3 条。", opening="（一）主动公开。")
    assert passage.rest == "本年主动公开 3 条。"
    with pytest.raises(ValueError, match="does not open"):
        Passage("本年", opening="上年")
