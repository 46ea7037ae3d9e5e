"""Sums, months that are kept, what is behind a sum, and how it compares with what is public."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.kernel.duties import SYSTEM
from gongkai.web.catalogue import actions as catalogue
from gongkai.web.catalogue.models import Row
from gongkai.web.decisions import selectors
from gongkai.web.decisions.actions import enter
from tests.web.conftest import NOW
from tests.web.disclosure import conftest as chain
from tests.web.organs.planting import organ_below

from .conftest import said, year_of

pytestmark = pytest.mark.django_db
town = chain.town  # a fixture
FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)


def test_sums_of_any_period_by_organ_and_kind(organ, county, clerk) -> None:
    year_of(organ, clerk, licences=2, penalties=0, admin_fees="100.25")
    year_of(organ, clerk, 2026, months=[1], licences=50)
    total = {
        (one.organ_id, one.kind): one.total for one in selectors.counted([organ.pk, county.pk], FIRST, LAST)
    }
    assert total == {
        (organ.pk, "licences"): 24,
        (organ.pk, "penalties"): 0,
        (organ.pk, "admin_fees"): Decimal("1203.00"),
    }
    quarter = selectors.counted([organ.pk], date(2025, 4, 1), date(2025, 6, 30))
    assert {one.kind: one.total for one in quarter} == {
        "licences": 6,
        "penalties": 0,
        "admin_fees": Decimal("300.75"),
    }


def test_a_month_without_a_row_is_missing_and_a_zero_is_not(organ, clerk) -> None:
    year_of(organ, clerk, months=range(1, 10), licences=0)
    enter(organ, [said(month=date(2025, 9, 1), value=None, was=0, note="系统有误")], by=clerk, at=NOW)
    kept = selectors.kept([organ.pk], FIRST, LAST)
    assert kept[organ.pk, "licences"] == selectors.Kept(8, 12)
    assert kept[organ.pk, "penalties"] == selectors.Kept(0, 12)
    assert not kept[organ.pk, "licences"].is_whole
    assert selectors.kept([organ.pk], FIRST, date(2025, 8, 31))[organ.pk, "licences"].is_whole


def test_an_organ_keeps_the_months_in_which_it_was_there(county) -> None:
    young = organ_below(county, "young", since_on=date(2025, 6, 15))
    year_of(young, SYSTEM, months=range(6, 13), licences=1)
    assert selectors.kept([young.pk], FIRST, LAST)[young.pk, "licences"] == selectors.Kept(7, 7)


def test_behind_a_sum_are_its_months(organ, clerk) -> None:
    year_of(organ, clerk, licences=2, penalties=1)
    rows = selectors.behind(organ, date(2025, 4, 1), date(2025, 6, 30), "licences")
    assert [str(row) for row in rows] == ["2025年4月行政许可", "2025年5月行政许可", "2025年6月行政许可"]


def test_forty_organs_ask_no_more_than_one(organ, county, clerk) -> None:
    year_of(organ, clerk, licences=2)
    below = [organ_below(county, f"b{number}", f"墨鹭县第{number}局").pk for number in range(40)]

    def asked(organs: list[int]) -> int:
        with CaptureQueriesContext(connection) as questions:
            selectors.counted(organs, FIRST, LAST)
            selectors.kept(organs, FIRST, LAST)
        return len(questions)

    assert asked([organ.pk]) == asked([organ.pk, *below]) == 3


@pytest.fixture
def results(organ, town):
    """The town's row for the results of permits, with one item there that was published and then changed."""
    catalogue.adopt_starter(organ, by=SYSTEM, at=NOW)
    row = organ.catalogue_rows.get(code="town_results")
    item = town.publish(town.draft(organ, row=row))
    later = NOW + timedelta(minutes=1)
    town.change(item, body="<p>准予设立集市。</p>", at=later)
    town.publish(item, at=later)
    return row


def test_decisions_against_items_published_for_the_first_time(organ, clerk, results) -> None:
    year_of(organ, clerk, 2026, months=[1], licences=3, penalties=0, admin_fees="5")
    licences, penalties, compulsion, fees = selectors.compared(organ, date(2026, 1, 1), date(2026, 12, 31))
    assert (licences.total, licences.published, licences.rows, licences.is_fewer) == (3, 1, (results,), True)
    assert (penalties.total, penalties.published, penalties.is_fewer) == (0, 0, False)
    assert (compulsion.total, compulsion.published, compulsion.is_fewer) == (None, 0, False)
    assert (fees.total, fees.published, fees.rows) == (5, None, ())
    assert selectors.compared(organ, FIRST, LAST)[0].published == 0


def test_rows_that_hold_two_kinds_are_told(county) -> None:
    catalogue.adopt_starter(county, by=SYSTEM, at=NOW)
    licences, penalties, compulsion, _fees = selectors.compared(county, FIRST, LAST)
    assert [row.code for row in licences.rows] == ["art20_05"]
    assert (licences.others, penalties.others, compulsion.others) == ((), ("行政强制",), ("行政处罚",))


def test_a_row_of_its_own_counts_when_it_is_of_the_item(organ) -> None:
    own = Row(
        organ=organ, level1="许可", name="许可结果", basis="本镇", channels=["website"], article="art20_05"
    )
    catalogue.add_row(own, by=SYSTEM, at=NOW)
    licences, penalties, *_ = selectors.compared(organ, FIRST, LAST)
    assert ([row.name for row in licences.rows], penalties.rows) == (["许可结果"], ())
    assert (licences.published, penalties.published) == (0, None)


def test_comparing_asks_a_fixed_number_of_questions(
    organ, clerk, results, django_assert_max_num_queries
) -> None:
    year_of(organ, clerk, licences=3)
    with django_assert_max_num_queries(6):
        selectors.compared(organ, FIRST, LAST)
