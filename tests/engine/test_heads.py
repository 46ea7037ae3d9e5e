"""Columns in another order than the form's: figures follow the heads, or are doubted; never given by position."""

from typing import Any

import pytest

from gongkai.engine import intake
from gongkai.engine.examine import examine
from gongkai.engine.render.contract import as_json
from tests.law.test_rules import HOLDS

HEADS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
ROW = "一、本年新收政府信息公开申请数量\t4\t1\t0\t0\t0\t0\t5"


def read(text: str, name: str = "x.txt") -> dict[str, Any]:
    return as_json(examine(intake.take_bytes(text.encode(), name)))


def page(heads: list[str], figures: list[str]) -> str:
    """A page whose table 3 has these heads and these figures in its first row."""
    first = "".join(f"<td>{figure}</td>" for figure in ("一、本年新收政府信息公开申请数量", *figures))
    rest = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in (label, *'0000000'))}</tr>"
        for label in ("二、上年结转政府信息公开申请数量", "（一）予以公开", "2.重复申请", "1.属于国家秘密")
    )
    head = "".join(f"<td>{cell}</td>" for cell in ("", *heads))
    table = f"<table><tr>{head}</tr><tr>{first}</tr>{rest}</table>"
    return f"<h1>雁回镇人民政府2024年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>二、主动公开政府信息情况</p>{table}<p>五、存在的主要问题及改进情况</p>"


@pytest.mark.parametrize("swap", [(0, 1), (1, 2), (4, 5), (5, 6), (0, 6)])
def test_a_page_is_read_by_its_heads(swap: tuple[int, int]) -> None:
    figures = ["4", "1", "0", "3", "0", "2", "10"]
    heads, printed = list(HEADS), list(figures)
    for row in (heads, printed):
        row[swap[0]], row[swap[1]] = row[swap[1]], row[swap[0]]
    got = read(page(heads, printed), "x.html")["table3"]["new_received"]
    assert got == [int(figure) for figure in figures]


def test_variants_of_heads_are_known() -> None:
    heads = [{"社会公益组织": "公益组织", "总计": "合计"}.get(head, head) for head in HEADS]
    heads[2], heads[3] = heads[3], heads[2]
    assert read(page(heads, ["4", "1", "3", "0", "0", "2", "10"]), "x.html")["table3"]["new_received"][
        2:4
    ] == [0, 3]


def test_swapped_heads_in_text_are_doubted() -> None:
    text = HOLDS.replace("商业企业\t科研机构", "科研机构\t商业企业")
    report = read(text)
    assert report["table3"]["new_received"] == [None] * 7
    assert {doubt["cell"].split(".")[1] for doubt in report["doubts"]} >= {
        "new_received",
        "granted",
        "carried_out",
    }
    assert all(finding["severity"] != "error" for finding in report["findings"])


def test_swapped_heads_of_table_2_are_doubted() -> None:
    report = read(HOLDS.replace("本年制发件数\t本年废止件数", "本年废止件数\t本年制发件数"))
    assert report["table2"]["normative_docs"] == {"issued": None, "repealed": None, "in_force": None}
    assert report["table2"]["licences"] == {"decisions": 17}


def test_swapped_heads_of_table_4_are_doubted() -> None:
    report = read(HOLDS.replace("结果维持\t结果纠正", "结果纠正\t结果维持"))
    assert report["table4"]["review"] == [None] * 5


def test_swapped_groups_of_table_4_are_doubted() -> None:
    report = read(HOLDS.replace("未经复议直接起诉\t复议后起诉", "复议后起诉\t未经复议直接起诉"))
    assert report["table4"]["suit_direct"] == [None] * 5


def test_heads_broken_by_printing_are_no_reason_to_doubt() -> None:
    text = HOLDS.replace(
        "商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他",
        "商业 科研 社会公 法律服 其他\n企业 机构 益组织 务机构",
    )
    assert read(text)["table3"]["new_received"] == [4, 1, 0, 0, 0, 0, 5]
