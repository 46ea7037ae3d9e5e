"""Consultations of others while an application waits: how long each may last, and which days they take out together."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from .case import Consulted
from .workdays import Calendar, workdays_between


class Consultation(NamedTuple):
    """One asking for an opinion. It ends with the opinion, at the latest on the day of its limit.

    `is_tolling`: it began while the reply was not overdue, so that its days are not counted.
    """

    id: str
    of: Consulted
    sent_on: date
    limit_on: date
    is_provisional: bool = False
    is_tolling: bool = True
    is_received: bool = False
    closed_on: date | None = None

    @property
    def until_on(self) -> date:
        """The last day that is not counted."""
        return min(self.closed_on or self.limit_on, self.limit_on)


class Pause(NamedTuple):
    """Days that do not count: those after the first until the last, so many of them working days; consultations that
    overlap are one."""

    after_on: date
    until_on: date
    workdays: int


def pauses(consultations: Iterable[Consultation], *, start: date, calendar: Calendar) -> tuple[Pause, ...]:
    """The union of the consultations' days after a day, in order; `consultations` stand in the order of their sending."""
    united: list[tuple[date, date]] = []
    for each in consultations:
        after, until = max(each.sent_on, start), each.until_on
        if not each.is_tolling or until <= after:
            continue
        if united and after <= united[-1][1]:
            united[-1] = united[-1][0], max(united[-1][1], until)
        else:
            united.append((after, until))
    return tuple(
        [Pause(after, until, workdays_between(after, until, calendar=calendar)) for after, until in united]
    )
