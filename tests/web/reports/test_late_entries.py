"""What is entered for a year that is frozen counts on the day of its entry: reviews and suits, and normative documents."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.tally import Period
from gongkai.web.ledger.caches import differences
from gongkai.web.remedies import actions as remedies
from gongkai.web.remedies.actions import Lodged, Ruled
from gongkai.web.remedies.models import Challenge
from gongkai.web.reports import tally
from gongkai.web.reports.actions.freezing import freeze
from tests.web.applications.conftest import applied, taken_in  # noqa: F401 - fixtures
from tests.web.applications.happenings import moment
from tests.web.conftest import NOW
from tests.web.documents.conftest import town  # noqa: F401 - a fixture
from tests.web.reports.ledgers import begun

pytestmark = pytest.mark.django_db
CLOSED, LATE = moment(date(2026, 1, 15)), moment(date(2026, 1, 20))
DECEMBER = date(2025, 12, 28)
REVIEW = Lodged("review", "ordinary", "墨鹭县人民政府", "墨政复〔2025〕7号", date(2025, 11, 3))
SUIT = replace(REVIEW, kind="suit", body="墨鹭县人民法院", case_no="第7号")
COLUMNS = ("upheld", "corrected", "other", "pending")


@pytest.fixture
def case(organ, taken_in):  # noqa: F811 - the fixture itself
    begun(organ)
    return taken_in.application


def line(organ, year, row="review"):
    figures = tally.of(organ, Period.year_of(year)).figures
    return tuple(figures[f"table4.{row}.{column}"] for column in COLUMNS)


def lodged(case, said=REVIEW, at=CLOSED) -> Challenge:
    return remedies.register(case, said, by=SYSTEM, at=at)


def ruled(row, result, on, *, at=LATE, instance="review"):
    said = Ruled(result=result, decided_on=on, received_on=max(on, date(2026, 1, 6)), instance=instance)
    return remedies.decide(row, said, by=SYSTEM, at=at)


def test_a_ruling_of_december_that_comes_when_the_year_is_frozen_is_one_of_the_new_year(organ, case) -> None:
    row = lodged(case)
    before = freeze(organ, 2025, at=CLOSED)
    ruling = ruled(row, "review_upheld", DECEMBER)
    assert (ruling.decided_on, ruling.counted_on) == (DECEMBER, date(2026, 1, 20))
    assert (line(organ, 2025), line(organ, 2026), line(organ, 2027)) == ((0, 0, 0, 1), (1, 0, 0, 0), (0,) * 4)
    assert tally.thawed(before).figures == tally.of(organ, Period.year_of(2025)).figures
    assert not list(differences())


def test_before_the_freeze_it_is_one_of_its_own_year(organ, case) -> None:
    ruled(lodged(case, at=moment(date(2026, 1, 6))), "review_upheld", DECEMBER, at=moment(date(2026, 1, 6)))
    freeze(organ, 2025, at=CLOSED)
    assert (line(organ, 2025), line(organ, 2026)) == ((1, 0, 0, 0), (0, 0, 0, 0))


def test_an_appeal_that_is_entered_late_makes_it_pending_in_the_new_year(organ, case) -> None:
    row = lodged(case, SUIT)
    early = Ruled(
        result="suit_dismissed", decided_on=date(2025, 12, 1), received_on=date(2025, 12, 5), instance="first"
    )
    remedies.decide(row, early, by=SYSTEM, at=CLOSED)
    decided = line(organ, 2025, "suit_direct")
    freeze(organ, 2025, at=CLOSED)
    remedies.appeal(Challenge.objects.get(), on=DECEMBER, by=SYSTEM, at=LATE)
    assert line(organ, 2025, "suit_direct") == decided == (1, 0, 0, 0)
    assert line(organ, 2026, "suit_direct") == (0, 0, 0, 1)
    # The next ruling counts no sooner than the appeal before it, so that one alone stands on any day.
    second = ruled(Challenge.objects.get(), "suit_dismissed", date(2026, 1, 10), instance="second")
    assert second.counted_on == date(2026, 1, 20)
    assert (line(organ, 2025, "suit_direct"), line(organ, 2026, "suit_direct")) == (decided, (1, 0, 0, 0))


@pytest.mark.parametrize("is_frozen", [True, False])
def test_a_case_that_was_entered_by_mistake_has_ended_where_a_year_reported_it(
    organ, case, is_frozen
) -> None:
    row = lodged(case)
    if is_frozen:
        freeze(organ, 2025, at=CLOSED)
    remedies.void(row, reason="登记有误", by=SYSTEM, at=LATE)
    told = ((0, 0, 0, 1), (0, 0, 1, 0)) if is_frozen else ((0,) * 4, (0,) * 4)
    assert (line(organ, 2025), line(organ, 2026)) == told


def test_papers_of_december_that_are_found_in_a_closed_year_are_of_the_new_year(organ, case) -> None:
    freeze(organ, 2025, at=CLOSED)
    lodged(case, at=LATE)
    assert (line(organ, 2025), line(organ, 2026)) == ((0, 0, 0, 0), (0, 0, 0, 1))


def stock(organ, year):
    figures = tally.of(organ, Period.year_of(year)).figures
    return tuple(figures[f"table2.normative_docs.{column}"] for column in ("issued", "repealed", "in_force"))


def taken_over(town, title, on):  # noqa: F811 - the fixture itself
    said = {"reason": "存量", "effective_on": on, "valid_until_on": date(2027, 1, 1)}
    return town.step(town.normative(title), "take_over", on=on, **said)


def test_the_stock_of_two_years_joins_whatever_is_entered_between(organ, town) -> None:  # noqa: F811
    kept = taken_over(town, "关于渡口的规定", date(2024, 5, 6))
    assert stock(organ, 2025) == (0, 0, 1)
    freeze(organ, 2025, at=NOW)
    said = {"reason": "过时", "reference": "清理决定"}
    assert town.step(kept, "repeal", on=DECEMBER, **said).counted_out_on == NOW.date()
    taken_over(town, "关于集市的规定", DECEMBER)
    assert (stock(organ, 2025), stock(organ, 2026)) == ((0, 0, 1), (1, 1, 1))
    # What is much older was there before: it is not issued anew.
    taken_over(town, "关于水井的规定", date(2024, 7, 1))
    assert stock(organ, 2026) == (1, 1, 2)
    assert not list(differences())
