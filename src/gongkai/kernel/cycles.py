"""How often something is published anew, and when the next time is owed.

A duty with a cycle is met when something is published in each of its periods. A duty without one (长期公开, 随时公开)
never becomes late by the calendar alone.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .workdays import add_months


class Cycle(StrEnum):
    """How often something is published anew."""

    NONE = "none"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"
    AS_IT_HAPPENS = "as_it_happens"

    @property
    def months(self) -> int:
        """How many months a period has; 0 for what has no periods."""
        return _MONTHS.get(self, 0)


_MONTHS = {Cycle.MONTHLY: 1, Cycle.QUARTERLY: 3, Cycle.HALF_YEARLY: 6, Cycle.YEARLY: 12}


@dataclass(frozen=True, slots=True)
class Period:
    """One month, quarter, half year or year of the calendar, and the day by which its publication is due."""

    first_on: date
    last_on: date
    due_on: date


def period(cycle: Cycle, on: date, *, by: tuple[int, int] | None = None) -> Period | None:
    """The period in which a day lies; None for a cycle without periods.

    It is due on its last day; a yearly one on the day `by` (month, day) when the law sets one.
    """
    if not cycle.months:
        return None
    first = date(on.year, (on.month - 1) // cycle.months * cycle.months + 1, 1)
    last = add_months(first, cycle.months) - timedelta(days=1)
    due = date(on.year, *by) if by and cycle is Cycle.YEARLY else last
    return Period(first, last, due)


def owed(
    cycle: Cycle, *, since_on: date, last_on: date | None, by: tuple[int, int] | None = None
) -> Period | None:
    """The first period in which nothing has been published: after that of the last time, or from the duty's first day.

    A period that was due before there was the duty is not owed. None for a cycle without periods.
    """
    start = since_on
    if last_on and (served := period(cycle, last_on, by=by)):
        start = max(since_on, served.last_on + timedelta(days=1))
    found = period(cycle, start, by=by)
    if found and found.due_on < since_on:
        found = period(cycle, found.last_on + timedelta(days=1), by=by)
    return found
