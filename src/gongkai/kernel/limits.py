"""Legal limits: within how long something must be published or done, and from which event it counts."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .cycles import Cycle, period
from .workdays import Calendar, Counted, add_days, add_workdays


class Unit(StrEnum):
    """What a limit is measured in."""

    WORKDAY = "workday"
    DAY = "day"
    # A day of the year after the one that it is about, as the annual report has it.
    NEXT_YEAR = "next_year"
    # Once in each period of a cycle, as the affairs of a village have it.
    CYCLE = "cycle"


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit with its source. `start`: from which event it counts, in words for people.

    `amount` counts working days or days; `by` is month and day in the next year; `cycle` how often. `is_least`: it may
    not be shorter, rather than not longer. `is_policy`: a place may set another. `is_unverified`: no official text seen.
    """

    code: str
    name: str
    unit: Unit
    start: str
    article: str
    source: str
    amount: int = 0
    by: tuple[int, int] | None = None
    cycle: Cycle = Cycle.NONE
    is_least: bool = False
    is_policy: bool = False
    is_unverified: bool = False


def due(limit: Limit, start: date, *, calendar: Calendar) -> Counted:
    """The last day of a limit that counts from a day; for the day of the next year, any day of the year it is about."""
    if limit.unit is Unit.WORKDAY:
        return add_workdays(start, limit.amount, calendar=calendar)
    if limit.unit is Unit.NEXT_YEAR and limit.by:
        return Counted(date(start.year + 1, *limit.by))
    if limit.unit is Unit.CYCLE and (current := period(limit.cycle, start)):
        return Counted(current.due_on)
    return add_days(start, limit.amount)
