"""Counting days: the n-th working day after a day, provisional years, and what was passed over on the way."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kernel.workdays import (
    Calendar,
    Counted,
    Holiday,
    add_days,
    add_workdays,
    is_workday,
    skipped,
    workdays_between,
)

NEW_YEAR = Holiday("元旦", "通知甲")
FESTIVAL = Holiday("春节", "通知乙")
SMALL = Calendar(
    years=frozenset({2024, 2025}),
    off={date(2024, 1, 1): NEW_YEAR, date(2024, 2, 12): FESTIVAL, date(2025, 1, 1): NEW_YEAR},
    makeup={date(2024, 2, 4): FESTIVAL, date(2024, 2, 18): FESTIVAL},
)
EMPTY = Calendar(years=frozenset(), off={}, makeup={})
# A year in the middle is not loaded, and the last one tells of a December before it.
GAP = Calendar(
    years=frozenset({2022, 2024}),
    off={date(2023, 12, 29): NEW_YEAR, date(2022, 10, 3): FESTIVAL},
    makeup={date(2022, 10, 8): FESTIVAL},
)
ONE = timedelta(days=1)
days = st.dates(date(2021, 1, 1), date(2027, 12, 31))
calendars = st.sampled_from([SMALL, EMPTY, GAP])


def counted_one_by_one(day: date, n: int, calendar: Calendar) -> date:
    """As a clerk counts on a wall calendar."""
    while n:
        day += ONE
        n -= is_workday(day, calendar=calendar)
    return day


@given(days, st.integers(0, 120), calendars)
def test_the_table_counts_as_a_clerk_does(day: date, n: int, calendar: Calendar) -> None:
    assert add_workdays(day, n, calendar=calendar).day == counted_one_by_one(day, n, calendar)


@given(days, days, calendars)
def test_between_two_days_each_working_day_counts_once(day: date, other: date, calendar: Calendar) -> None:
    first, last = sorted((day, other))
    between = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    count = sum(is_workday(one, calendar=calendar) for one in between)
    assert workdays_between(first, last, calendar=calendar) == count
    assert workdays_between(last, first, calendar=calendar) == -count


@given(days, st.integers(1, 120), calendars)
def test_a_period_ends_on_a_working_day_and_holds_as_many(day: date, n: int, calendar: Calendar) -> None:
    end = add_workdays(day, n, calendar=calendar).day
    assert is_workday(end, calendar=calendar)
    assert workdays_between(day, end, calendar=calendar) == n


@given(days, st.integers(0, 60), st.integers(0, 60), calendars)
def test_two_periods_one_after_the_other_are_one(day: date, n: int, more: int, calendar: Calendar) -> None:
    once = add_workdays(day, n + more, calendar=calendar)
    first = add_workdays(day, n, calendar=calendar)
    assert add_workdays(first.day, more, calendar=calendar).day == once.day


@given(days, st.integers(0, 120), calendars)
def test_what_is_skipped_explains_every_day(day: date, n: int, calendar: Calendar) -> None:
    end = add_workdays(day, n, calendar=calendar).day
    passed = skipped(day, end, calendar=calendar)
    resting = [one for one in passed if not one.is_counted]
    assert (end - day).days == n + len(resting)
    assert all(one.holiday for one in passed if one.is_counted or one.on.weekday() < 5)


@given(days, st.integers(1, 400), calendars)
def test_provisional_is_what_needs_a_year_that_is_not_loaded(day: date, n: int, calendar: Calendar) -> None:
    end = add_workdays(day, n, calendar=calendar)
    walked = {(day + timedelta(days=k)).year for k in range(1, (end.day - day).days + 1)}
    assert end.is_provisional == bool(walked - calendar.years)


@pytest.mark.parametrize(
    ("day", "n", "end"),
    [
        ("2024-02-03", 1, "2024-02-04"),  # from a Saturday to a Sunday that is worked
        ("2024-02-09", 1, "2024-02-13"),  # over a Monday off
        ("2024-02-10", 0, "2024-02-10"),  # nothing is counted
        ("2024-02-17", 1, "2024-02-18"),
    ],
)
def test_single_days(day: str, n: int, end: str) -> None:
    assert add_workdays(date.fromisoformat(day), n, calendar=SMALL) == Counted(date.fromisoformat(end))


def test_the_last_day_of_the_last_year_is_certain_and_the_next_is_not() -> None:
    assert add_workdays(date(2025, 12, 30), 1, calendar=SMALL) == Counted(date(2025, 12, 31))
    assert add_workdays(date(2025, 12, 31), 1, calendar=SMALL) == Counted(
        date(2026, 1, 1), is_provisional=True
    )


def test_a_year_that_is_loaded_later_makes_it_certain() -> None:
    off = {**SMALL.off, date(2026, 1, 1): NEW_YEAR, date(2026, 1, 2): NEW_YEAR}
    loaded = Calendar(years=SMALL.years | {2026}, off=off, makeup=SMALL.makeup)
    assert add_workdays(date(2025, 12, 31), 1, calendar=loaded) == Counted(date(2026, 1, 5))


def test_days_of_whatever_kind_need_no_calendar() -> None:
    assert add_days(date(2026, 2, 6), 20) == Counted(date(2026, 2, 26))


def test_the_words_for_a_skipped_day() -> None:
    passed = skipped(date(2024, 2, 9), date(2024, 2, 18), calendar=SMALL)
    assert [(one.on.day, one.is_counted, one.holiday) for one in passed] == [
        (10, False, None),
        (11, False, None),
        (12, False, FESTIVAL),
        (17, False, None),
        (18, True, FESTIVAL),
    ]


def test_nobody_counts_backwards() -> None:
    with pytest.raises(ValueError, match="-1"):
        add_workdays(date(2024, 1, 2), -1, calendar=SMALL)


def test_a_calendar_keeps_what_it_was_given() -> None:
    off = {date(2024, 1, 1): NEW_YEAR}
    calendar = Calendar(years=frozenset({2024}), off=off, makeup={})
    off[date(2024, 1, 2)] = NEW_YEAR
    assert is_workday(date(2024, 1, 2), calendar=calendar)
