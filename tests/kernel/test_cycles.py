"""Periods of a cycle, and when the next publication is owed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kernel.cycles import Cycle, Period, owed, period

PERIODIC = [Cycle.MONTHLY, Cycle.QUARTERLY, Cycle.HALF_YEARLY, Cycle.YEARLY]
days = st.dates(date(2019, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("cycle", "first", "last"),
    [
        (Cycle.MONTHLY, date(2024, 2, 1), date(2024, 2, 29)),
        (Cycle.QUARTERLY, date(2024, 1, 1), date(2024, 3, 31)),
        (Cycle.HALF_YEARLY, date(2024, 1, 1), date(2024, 6, 30)),
        (Cycle.YEARLY, date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_the_period_of_a_day(cycle: Cycle, first: date, last: date) -> None:
    assert period(cycle, date(2024, 2, 9)) == Period(first, last, due_on=last)


@given(days, st.sampled_from(PERIODIC))
def test_periods_follow_one_another_without_a_gap(day: date, cycle: Cycle) -> None:
    current = period(cycle, day)
    assert current is not None
    assert current.first_on <= day <= current.last_on
    following = period(cycle, current.last_on + timedelta(days=1))
    assert following is not None
    assert following.first_on == current.last_on + timedelta(days=1)


@pytest.mark.parametrize("cycle", [Cycle.NONE, Cycle.AS_IT_HAPPENS])
def test_without_a_cycle_nothing_is_owed_by_the_calendar(cycle: Cycle) -> None:
    assert period(cycle, date(2026, 2, 3)) is None
    assert owed(cycle, since_on=date(2026, 2, 3), last_on=None) is None


def due(cycle: Cycle, since: str, last: str | None = None, by: tuple[int, int] | None = None) -> date:
    awaited = owed(
        cycle, since_on=date.fromisoformat(since), last_on=last and date.fromisoformat(last), by=by
    )
    assert awaited is not None
    return awaited.due_on


def test_a_new_duty_is_due_in_its_first_period() -> None:
    assert due(Cycle.QUARTERLY, "2026-02-15") == date(2026, 3, 31)


def test_after_a_publication_the_next_period_is_owed() -> None:
    assert due(Cycle.QUARTERLY, "2026-02-15", "2026-03-02") == date(2026, 6, 30)
    assert due(Cycle.QUARTERLY, "2026-02-15", "2026-07-01") == date(2026, 12, 31)


def test_what_was_published_before_there_was_the_duty_counts_for_its_own_period_only() -> None:
    assert due(Cycle.QUARTERLY, "2026-02-15", "2026-01-05") == date(2026, 6, 30)
    assert due(Cycle.QUARTERLY, "2026-02-15", "2025-06-01") == date(2026, 3, 31)


def test_a_day_that_the_law_sets_is_the_due_day_of_the_year() -> None:
    assert due(Cycle.YEARLY, "2026-01-05", by=(1, 31)) == date(2026, 1, 31)
    assert due(Cycle.YEARLY, "2026-01-05", "2026-01-20", by=(1, 31)) == date(2027, 1, 31)
    assert due(Cycle.QUARTERLY, "2026-01-05", by=(1, 31)) == date(2026, 3, 31)  # meant for years only


def test_what_was_due_before_there_was_the_duty_is_not_owed() -> None:
    assert due(Cycle.YEARLY, "2026-02-15", by=(1, 31)) == date(2027, 1, 31)
