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
    """Days that do not count: those after the first until the last; consultations that overlap are one."""

    after_on: date
    until_on: date


def pauses(consultations: Iterable[Consultation], *, start: date) -> tuple[Pause, ...]:
    """The union of the consultations' days after a day, in order; `consultations` stand in the order of their sending."""
    united: list[Pause] = []
    for each in consultations:
        after, until = max(each.sent_on, start), each.until_on
        if not each.is_tolling or until <= after:
            continue
        if united and after <= united[-1].until_on:
            united[-1] = Pause(united[-1].after_on, max(united[-1].until_on, until))
        else:
            united.append(Pause(after, until))
    return tuple(united)


def tolled(pauses_: Iterable[Pause], *, calendar: Calendar) -> int:
    """How many working days the pauses take out."""
    return sum(workdays_between(pause.after_on, pause.until_on, calendar=calendar) for pause in pauses_)
