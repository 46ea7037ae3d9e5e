"""What the authority judges a filing by: its tables, figures given by hand, broken identities with whose they are, places."""

import pytest

from gongkai.engine.intake import take_bytes
from gongkai.engine.render.formats import render
from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Refused
from gongkai.web.reports.actions import collecting as acts
from gongkai.web.reports.actions import compiling
from gongkai.web.reports.compiling import Standing
from gongkai.web.reports.models import Filing
from tests.web.conftest import NOW

from .conftest import LICENCES, ROOM, asked, publish, sheet, text

pytestmark = pytest.mark.django_db
NOTHING = "0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0"
# One review upheld, one otherwise ended; the total says one.
UNEQUAL = NOTHING.replace("0\t0\t0\t0\t0", "1\t0\t1\t0\t1", 1)
TOTAL = "table4.review.total"


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
    acts.settle(filed, LICENCES, value=3, reason="电话核实。", by=authority, at=NOW)
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


def test_a_doubt_of_a_workbook_is_placed_on_its_sheet(chief, organ, dengxia, authority):
    data = publish(dengxia).data
    data["table2"]["licences"]["decisions"] = None
    book = take_bytes(render(data, "xlsx"), "灯下镇.xlsx")
    Filing.objects.all().delete()
    filing = acts.upload(dengxia, 2024, book, by=authority, at=NOW)
    page = chief.get(sheet(filing)).text
    assert "张工作表第" in page
    assert "第2页" not in page
