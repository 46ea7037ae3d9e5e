"""What the authority judges a filing by: its tables, figures given by hand, broken identities with whose they are, places."""

import pytest

from gongkai.engine.examine import examine
from gongkai.engine.intake import take_bytes
from gongkai.engine.render.formats import render
from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Refused
from gongkai.web.reports import actions
from gongkai.web.reports.actions import collecting as acts
from gongkai.web.reports.actions import compiling, justifying
from gongkai.web.reports.compiling import Standing
from gongkai.web.reports.compiling.checks.engine import unanswered
from gongkai.web.reports.models import Filing
from tests.web.conftest import NOW
from tests.web.reports.ledgers import begun

from .conftest import LICENCES, ROOM, asked, publish, sheet, text

pytestmark = pytest.mark.django_db
NOTHING = "0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0"
# One review upheld, one otherwise ended; the total says one.
UNEQUAL = NOTHING.replace("0\t0\t0\t0\t0", "1\t0\t1\t0\t1", 1)
TOTAL = "table4.review.total"
TOTAL_RECEIVED = "table3.new_received.total"
RECEIVED = "申请数量\t4\t1\t0\t0\t0\t0\t5"
SIX = "申请数量\t5\t1\t0\t0\t0\t0\t6"


@pytest.fixture
def unequal(dengxia, authority):
    """A filing in which one identity does not hold."""
    source = text(dengxia)
    said = source.data.decode().replace(NOTHING, UNEQUAL)
    return acts.upload(dengxia, 2024, take_bytes(said.encode(), "灯下镇.txt"), by=authority, at=NOW)


def test_a_filing_shows_its_three_tables_and_where_the_public_report_is(chief, organ, authority):
    publish(organ)
    filing = acts.hand_in(organ, 2024, by=SYSTEM, at=NOW)
    page = chief.get(sheet(filing)).text
    assert page.count('class="report-table ') == 3
    assert f'id="{LICENCES}"' in page
    assert "数字齐全，勾稽关系都成立" in page
    assert f'href="/organs/{organ.slug}/2024/"' in page


def test_figures_given_by_hand_stand_there_with_their_reasons(chief, desk):
    compilation = desk.written()
    desk.adjust(compilation, LICENCES, 7, reason="纸质登记簿上另有七件。")
    desk.ask(compilation)
    desk.give(compilation)
    review = desk.send_in(compilation)
    desk.review(review)
    desk.approve(review)
    filing = acts.hand_in(desk.organ, 2025, by=desk.viewer("clerk"), at=NOW)
    page = chief.get(sheet(filing)).text
    assert "纸质登记簿上另有七件。" in page
    assert f"/office/compilations/{compilation.pk}/versions/" in page


def test_a_filing_that_contradicts_itself_is_not_called_complete(chief, unequal, authority):
    page = chief.get(sheet(unequal)).text
    assert "有1项勾稽关系不成立。" in page
    assert "数字齐全" not in page
    assert "确认的理由" in chief.get(f"{sheet(unequal)}confirm/").text
    assert "没有写确认的理由" in chief.post(f"{sheet(unequal)}confirm/", {"reason": " "}).text
    with pytest.raises(Refused, match="1项勾稽关系不成立"):
        acts.confirm(unequal, by=authority, at=NOW)
    assert chief.post(f"{sheet(unequal)}confirm/", {"reason": "已电话核实，总计漏写。"}).status_code == 302
    assert Filing.objects.get().confirmed_because == "已电话核实，总计漏写。"
    assert "有1项勾稽关系不成立，确认的理由：已电话核实，总计漏写。" in chief.get(sheet(unequal)).text
    acts.send_back(Filing.objects.get(), reason="请改正。", by=authority, at=NOW)
    assert Filing.objects.get().confirmed_because == ""


def test_without_a_contradiction_no_reason_is_asked(chief, filed, authority):
    acts.settle(filed, {LICENCES: 3}, reason="电话核实。", by=authority, at=NOW)
    assert "确认的理由" not in chief.get(f"{sheet(filed)}confirm/").text
    assert chief.post(f"{sheet(filed)}confirm/").status_code == 302


def test_the_sums_name_whose_identity_is_broken(chief, county, unequal, authority):
    acts.confirm(unequal, reason="已核实。", by=authority, at=NOW)
    page = chief.get(f"{ROOM}sums/", asked(county)).text
    assert "灯下镇人民政府：表四" in page


def test_the_rolled_up_report_says_where_its_total_is_not_the_members(county, unequal, authority):
    acts.confirm(unequal, reason="已核实。", by=authority, at=NOW)
    compilation = compiling.begin(county, 2024, by=SYSTEM, at=NOW)
    standing = Standing(compilation)
    told = [one for one in standing.found if one.code == "ROLLUP" and TOTAL in one.cells]
    assert len(told) == 1
    assert "灯下镇人民政府报1，各格之和是2" in told[0].message
    assert told[0].is_open


@pytest.fixture
def rolled_up(county, dengxia, authority):
    """The county's report over a member that received six and answered five, which somebody confirmed."""
    begun(county)
    said = text(dengxia).data.decode().replace(RECEIVED, SIX)
    filing = acts.upload(dengxia, 2024, take_bytes(said.encode(), "灯下镇.txt"), by=authority, at=NOW)
    acts.confirm(filing, reason="已核实。", by=authority, at=NOW)
    return compiling.begin(county, 2024, by=SYSTEM, at=NOW)


def balance(compilation):
    """What is found of the sum that the form prints."""
    return [one for one in Standing(compilation, NOW.date()).found if one.code == "T3_BALANCE"]


def test_what_a_member_broke_is_answered_where_it_is_added_up(rolled_up):
    (found,) = balance(rolled_up)
    assert found.message.startswith("灯下镇人民政府报送的数字不符合“申请收支平衡”")
    assert {"table3.new_received.natural_person", "table3.new_received.total"} <= set(found.cells)
    assert found.is_open
    assert not found.is_final
    assert "退回这些机关的报告" in found.advice
    justifying.justify(rolled_up, found.fingerprint, reason="已来函说明。", by=SYSTEM, at=NOW)
    assert not balance(rolled_up)[0].is_open
    document = examine(take_bytes(render(Standing(rolled_up).data, "docx"), "汇总.docx"))
    left = unanswered(document, Standing(rolled_up), Standing(rolled_up).data["justified"])
    assert not [one for one in left if "本年新收加上年结转" in one]


def test_what_the_report_itself_breaks_is_put_right(rolled_up):
    reason = "纸质登记簿上另有这一件。"
    cell = "table3.new_received.commercial_enterprise"
    compiling.adjust(rolled_up, cell, given=2, reason=reason, by=SYSTEM, at=NOW)
    own = [one for one in balance(rolled_up) if one.is_final]
    assert {cell, TOTAL_RECEIVED} == {one for found in own for one in found.cells if "new_received" in one}
    assert [one.is_final for one in balance(rolled_up)].count(False) == 1


def test_a_doubt_of_a_workbook_is_placed_on_its_sheet(chief, organ, dengxia, authority):
    data = publish(dengxia).data
    data["table2"]["licences"]["decisions"] = None
    book = take_bytes(render(data, "xlsx"), "灯下镇.xlsx")
    Filing.objects.all().delete()
    filing = acts.upload(dengxia, 2024, book, by=authority, at=NOW)
    page = chief.get(sheet(filing)).text
    assert "张工作表第" in page
    assert "第2页" not in page


@pytest.fixture
def gap(dengxia, county):
    """A county report over a member whose row “3.其他” is blank."""
    begun(county)
    said = text(dengxia).data.decode().replace("\n3.其他\t0\t0\t0\t0\t0\t0\t0\n", "\n3.其他\t\t\t\t\t\t\t\n")
    actions.take_in(dengxia, take_bytes(said.encode(), "灯下镇.txt"), by=SYSTEM, at=NOW)
    acts.hand_in(dengxia, 2024, by=SYSTEM, at=NOW)
    return compiling.begin(county, 2024, by=SYSTEM, at=NOW)


def test_a_blank_row_of_a_member_is_a_gap_and_breaks_no_sum(gap):
    standing = Standing(gap)
    values = standing.figured.values
    assert (values["table3.new_received.total"], values["table3.result_total.total"]) == (5, 5)
    (blank,) = [one for one in standing.found if one.code == "CELL_BLANK" and "灯下镇" in one.message]
    assert {cell.split(".")[1] for cell in blank.cells} == {"other_misc"}
    assert not [one.message for one in standing.found if one.code.startswith(("T3_", "T4_"))]
    justifying.justify(gap, blank.fingerprint, reason="登记簿已经遗失。", by=SYSTEM, at=NOW)
    assert "CELL_BLANK" not in {
        one.code for one in Standing(gap).found if one.is_open and one.cells == blank.cells
    }


def test_where_a_total_is_blank_too_its_sum_is_not_judged(gap):
    body = Standing(gap).body
    for name in ("result_total", "other_misc"):
        body["table3"][name] = [None] * 7
    report = examine(take_bytes(render(body, "docx"), "年报.docx"))
    assert any(
        one.code == "T3_BALANCE" for one in report.findings
    )  # a file from outside is judged without the cell
    told = unanswered(
        report, Standing(gap), [{"code": "CELL_BLANK", "cells": list(report.figures.unread), "message": ""}]
    )
    assert not [message for message in told if "应当相等" in message]
