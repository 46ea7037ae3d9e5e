"""Figures stated in prose: every way of saying it has an example; what is not a plain statement is left alone."""

import pytest

from gongkai import lawbook
from gongkai.engine.claims import ClaimReader
from gongkai.engine.document import Line
from gongkai.engine.marks import settle
from gongkai.engine.prose import prose
from gongkai.kernel.figures import Figures
from gongkai.kernel.findings import Claim, Number
from gongkai.kernel.form import Form
from gongkai.lawbook import ClaimPattern

BOOK = lawbook.load()
FORM = BOOK.form("2021")
PATTERNS = [
    pytest.param(form, pattern, id=f"{form.id}-{pattern.example}")
    for form in BOOK.forms.values()
    for pattern in BOOK.claims[form.id].patterns
]
# New 6 and carried in 2 make 8, of which 7 were handled and 1 is carried on; 120 licences.
CELLS = {
    "table2.licences.decisions": 120,
    "table3.new_received.natural_person": 4,
    "table3.new_received.commercial_enterprise": 2,
    "table3.new_received.total": 6,
    "table3.carried_in.natural_person": 2,
    "table3.carried_in.total": 2,
    "table3.result_total.total": 7,
    "table3.carried_out.total": 1,
    "table4.review.total": 1,
}


def claims(text: str, *, form: Form = FORM, year: int | None = 2024) -> list[Claim]:
    cells: dict[str, Number | None] = {cell: CELLS.get(cell, 0) for cell in form.cells}
    told = prose([Line(settle(text), text)], is_wrapped=False)
    return ClaimReader(form).read(told.paragraphs, Figures.of(form, cells), year=year)


def judged(text: str) -> list[tuple[Number, str]]:
    return [(claim.value, claim.verdict.value) for claim in claims(text)]


@pytest.mark.parametrize(("form", "pattern"), PATTERNS)
def test_each_way_of_saying_it_is_read_in_its_example(form: Form, pattern: ClaimPattern) -> None:
    rows = {cell.rpartition(".")[0] for claim in claims(pattern.example, form=form) for cell in claim.cells}
    named = {cell.rpartition(".")[0] for cells in pattern.readings for cell in cells}
    assert rows & named  # a kind of applicant may have narrowed the column


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 8 件是新收 6 件加上年结转 2 件
        ("全年收到政府信息公开申请8件，其中2件为上年结转。", [(8, "match"), (2, "match")]),
        ("全年收到政府信息公开申请9件，其中3件为上年结转。", [(9, "mismatch"), (3, "mismatch")]),
        ("上年度结转2件，新收到依申请公开6件。", [(2, "match"), (6, "match")]),
        ("收到自然人提出的申请6件。", [(6, "match")]),
        # 答复、办结只指办理结果总计
        ("对申请均已答复7件。", [(7, "match")]),
        ("对申请均已答复8件。", [(8, "mismatch")]),
        ("申请办结6件。", [(6, "mismatch")]),
        ("2024年收到政府信息公开申请6件，有1件结转至2025年办理。", [(6, "match"), (1, "match")]),
        ("收到涉及行政许可的政府信息公开申请6件。", [(6, "match")]),
        ("去年收到政府信息公开申请9件，今年收到政府信息公开申请6件。", [(6, "match")]),
        # 一个数说了两件事：共 6 件，都是自然人的
        ("收到申请6件，均为自然人申请。", [(6, "match"), (6, "match")]),
        ("收到申请5件，均为科研机构提出。", [(5, "mismatch"), (5, "mismatch")]),
        ("未收到政府信息公开申请。", [(0, "mismatch")]),
    ],
)
def test_what_is_judged(text: str, expected: list[tuple[Number, str]]) -> None:
    assert sorted(judged(text)) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "受理行政许可申请120件。",
        "全年受理行政审批申请30件，依申请公开工作有序开展。",
        "受理行政复议申请3件。",
        "收到群众救助申请15件。",
        "办结行政审批事项30件，依申请公开工作有序开展。",
        "去年我镇收到政府信息公开申请9件，答复9件。",
        "上一年度收到政府信息公开申请9件。",
        "2023年收到政府信息公开申请9件，办结9件。",
        "收到政府信息公开申请约9件。",
        "收到政府信息公开申请9件余。",
        "收到政府信息公开申请9余件。",
        "收到政府信息公开申请近9件。",
        "收到政府信息公开申请9件以上。",
        "答复申请同比增长3件。",
        "收到人大代表建议9件。",
        "尚有申请未答复3件，未办结3件。",
        "未经申请公开的信息。",
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert [claim for claim in judged(text) if claim[1] == "mismatch"] == []
    assert 120 not in [value for value, _ in judged(text)]


def test_an_unread_cell_is_never_accused() -> None:
    told = prose([Line("收到申请9件。", "收到申请9件。")], is_wrapped=False)
    [claim] = ClaimReader(FORM).read(told.paragraphs, Figures.of(FORM, {}), year=2024)
    assert claim.verdict == "unknown"
