"""Working days: which day is one, the n-th after a day, how many lie between two, and why days were passed over.

A day is a working day when it is a Monday to Friday that is no day off, or a Saturday or Sunday that is worked in
exchange (调休). The day from which a period runs is day 0 and never counted; it may be a rest day. In a year whose
notice is not loaded only weekends rest, and whatever needs such a year is provisional (暂定).
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from types import MappingProxyType
from typing import NamedTuple

_DAY = timedelta(days=1)
_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Holiday:
    """Why a day is not what its weekday says: the holiday, and the notice that sets it."""

    name: str
    notice: str


class Counted(NamedTuple):
    """The day on which a period ends; provisional when a year on the way is not loaded yet."""

    day: date
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class Passed:
    """A day on the way that was not counted, or one that was although it is a Saturday or Sunday.

    `holiday` is None for an ordinary weekend.
    """

    on: date
    is_counted: bool
    holiday: Holiday | None


@dataclass(frozen=True)
class Calendar:
    """The years that are known, with their days off and the weekend days worked in exchange.

    Without slots: what is worked out from the days is kept, so that counting is a look into a table.
    """

    years: frozenset[int]
    off: Mapping[date, Holiday]
    makeup: Mapping[date, Holiday]

    def __post_init__(self) -> None:
        object.__setattr__(self, "off", MappingProxyType(dict(self.off)))
        object.__setattr__(self, "makeup", MappingProxyType(dict(self.makeup)))

    def holiday(self, day: date) -> Holiday | None:
        """Why a day is not what its weekday says; None when it is."""
        return self.off.get(day) or self.makeup.get(day)

    @cached_property
    def span(self) -> tuple[date, date]:
        """The first and the last day that the table holds; in an empty calendar the last lies before the first."""
        days = [*self.off, *self.makeup, *(date(year, 1, 1) for year in self.years)]
        days += [date(year, 12, 31) for year in self.years]
        return (min(days), max(days)) if days else (date.max, date.max - _DAY)

    @cached_property
    def table(self) -> tuple[date, ...]:
        """Every working day of the span, in order."""
        first, last = self.span
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return tuple(day for day in days if is_workday(day, calendar=self))

    @cached_property
    def until(self) -> Mapping[int, int]:
        """How many of them there are until each day of the span and until the day before it, by its ordinal."""
        first, last = (day.toordinal() for day in self.span)
        worked = {day.toordinal() for day in self.table}
        places = accumulate((day in worked for day in range(first, last + 1)), initial=0)
        return dict(enumerate(places, first - 1))


def is_workday(day: date, *, calendar: Calendar) -> bool:
    """Whether a day is a working day."""
    return day in calendar.makeup or (day.weekday() <= _FRIDAY and day not in calendar.off)


def add_workdays(day: date, n: int, *, calendar: Calendar) -> Counted:
    """The n-th working day after a day, which is not counted itself; the day itself for 0. ValueError below 0."""
    if n < 0:
        raise ValueError(f"{n} working days after a day")
    on = _nth_after(day, n, calendar)
    return Counted(on, _is_provisional(day, on, calendar))


def add_days(day: date, n: int) -> Counted:
    """The n-th day of whatever kind (自然日) after a day, which is not counted itself. No calendar can change it."""
    return Counted(day + timedelta(days=n))


def add_months(day: date, months: int) -> date:
    """The corresponding day some months later or earlier; the end of the month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def workdays_between(day: date, other: date, *, calendar: Calendar) -> int:
    """How many working days come after a day until another one, this one included; negative when it lies before."""
    return _place(other, calendar) - _place(day, calendar)


def skipped(day: date, last: date, *, calendar: Calendar) -> tuple[Passed, ...]:
    """The days after a day until the last that need explaining: all that rest, and weekend days that are worked."""
    after = (day + timedelta(days=n) for n in range(1, (last - day).days + 1))
    return tuple(
        Passed(one, is_counted, calendar.holiday(one))
        for one in after
        if not (is_counted := is_workday(one, calendar=calendar)) or one in calendar.makeup
    )


def _nth_after(day: date, n: int, calendar: Calendar) -> date:
    if not n:
        return day
    first, last = calendar.span
    if day < first:
        before = _weekdays(day, first - _DAY)
        if n <= before:
            return _weekday_after(day, n)
        day, n = first - _DAY, n - before
    table = calendar.table
    place = n - 1 + (calendar.until[day.toordinal()] if day <= last else len(table))
    if place < len(table):
        return table[place]
    return _weekday_after(max(day, last), place - len(table) + 1)


def _place(day: date, calendar: Calendar) -> int:
    """How many working days there are from the first day of the span until a day; negative before it."""
    first, last = calendar.span
    if day < first:
        return -_weekdays(day, first - _DAY)
    return calendar.until[day.toordinal()] if day <= last else len(calendar.table) + _weekdays(last, day)


def _weekday_after(day: date, n: int) -> date:
    """The n-th Monday to Friday after a day."""
    day -= timedelta(days=max(day.weekday() - _FRIDAY, 0))
    weeks, days = divmod(day.weekday() + n, 5)
    return day + timedelta(days=7 * weeks + days - day.weekday())


def _weekdays(day: date, last: date) -> int:
    """How many Mondays to Fridays come after a day until the last."""
    weeks, days = divmod((last - day).days, 7)
    return 5 * weeks + sum((day.weekday() + n) % 7 <= _FRIDAY for n in range(1, days + 1))


def _is_provisional(day: date, on: date, calendar: Calendar) -> bool:
    """Whether any day that was looked at lies in a year that is not loaded."""
    years = calendar.years
    if on.year in years and day.year in years and on.year - day.year <= 1:
        return False
    return on > day and not years.issuperset(range((day + _DAY).year, on.year + 1))
