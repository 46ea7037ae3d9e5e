"""Which days of an organ are closed: what is entered for them counts on the day of its entry.

Whoever freezes the figures of a year tells it here (`closes`), so that what was reported stays as it was.
"""

from collections.abc import Callable
from datetime import date

from gongkai.kernel.tally import Closing

from .models import Organ

ClosedUntil = Callable[[int], date | None]
_asked: list[ClosedUntil] = []


def closes(asked: ClosedUntil) -> ClosedUntil:
    """Register who knows the last day that is closed for an organ."""
    _asked.append(asked)
    return asked


def closed_until(organ: int) -> date | None:
    """The last day of an organ whose figures are frozen; None when none are."""
    return max(filter(None, (asked(organ) for asked in _asked)), default=None)


def closing_of(organ: int, on: date, *, entered_on: date) -> Closing:
    """What the books are when something of a day is entered, inside an act.

    Years are closed, and none before it is over: only what belongs to an earlier year than that of its entry can come too
    late. The organ is then held, so that nobody closes the year meanwhile.
    """
    if on.year >= entered_on.year:
        return Closing(on, entered_on)
    Organ.objects.select_for_update().get(pk=organ)
    return Closing(on, entered_on, closed_until(organ))
