"""What stands behind a figure: why one is not known and where it is entered, its unit, and what became of each case."""

from datetime import date

import pytest
from django.utils.timezone import localdate

from gongkai.kernel.duties import SYSTEM
from gongkai.web.foundations import clock
from gongkai.web.remedies.actions import Lodged, register
from tests.web.conftest import NOW
from tests.web.decisions.conftest import year_of
from tests.web.reports.ledgers import begun

ACTS, FEES = "table2.penalties.decisions", "table2.admin_fees.amount_wan"


@pytest.fixture(autouse=True)
def _in_february(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", lambda: localdate(NOW))


def opened(browser, organ, cell, year):
    """The page of a cell of a whole year."""
    asked = f"organ={organ.pk}&year={year}&span=year"
    return browser.get(f"/office/compilations/statistics/cells/{cell}/?{asked}").text


def test_months_that_nobody_entered_are_named_with_the_way_there(clerk, organ):
    begun(organ)
    year_of(organ, SYSTEM, months=range(1, 11), penalties=2)
    page = opened(clerk, organ, ACTS, 2025)
    assert "这个数字没有登记，不是零：缺11月、12月的登记。" in page
    assert f"/office/decisions/year/?organ={organ.pk}&amp;year=2025" in page
    assert "10月" in page
    this_year = opened(clerk, organ, ACTS, 2026)
    assert "还没有过完" in this_year
    assert "零计算" not in this_year


def test_charges_have_their_unit_and_say_one_thing(clerk, organ):
    begun(organ)
    year_of(organ, SYSTEM, admin_fees=0)
    page = opened(clerk, organ, FEES, 2025)
    assert '<p class="report-figure">0万元</p>' in page
    assert "这一期间没有信息处理费" in page
    assert "登记册中没有这样的事项" not in page


def test_a_register_that_was_begun_later_says_since_when(clerk, organ):
    begun(organ, on=date(2025, 10, 9))
    page = opened(clerk, organ, "table3.new_received.total", 2025)
    assert "依申请公开台账从2025年10月9日起登记，以前的没有登记。" in page
    assert "请导入以前的台账。没有台账的，请手工填报并写明依据。" in page
    of_suits = opened(clerk, organ, "table4.review.total", 2025)
    assert "请手工填报并写明依据" in of_suits
    assert "导入" not in of_suits.split("由这些事项计得")[1]


def test_a_review_stands_there_with_what_came_of_it(clerk, organ, in_hand):
    today = clock.today()
    lodged = Lodged("review", "simple", "墨鹭县人民政府", "墨政复7号", today)
    register(in_hand, lodged, by=SYSTEM, at=clock.now())
    page = opened(clerk, organ, "table4.review.total", today.year)
    assert "墨政复7号" in page
    assert "尚未审结" in page.split("墨政复7号")[1]
