"""Cases written as a clerk keeps them: a line an event, its day, its kind and what it says."""

from datetime import date

from gongkai.kernel.case import CaseEvent, Consulted, Happened, Reopener
from gongkai.kernel.clock import Clock, clock
from gongkai.lawbook.deadlines import clock_law

_SAYS = {
    "days": int,
    "limit_on": date.fromisoformat,
    "until": date.fromisoformat,
    "of": Consulted,
    "by": Reopener,
    "id": str,
    "reason": str,
}


def told(written: str) -> list[CaseEvent]:
    """The events of a case: `2025-09-24 consultation_sent id=c1 of=third_party`, parted by lines or semicolons."""
    events = []
    for line in written.replace(";", "\n").splitlines():
        if not line.strip():
            continue
        on, kind, *rest = line.split()
        says = {key: _SAYS[key](value) for key, value in (word.split("=", 1) for word in rest)}
        events.append(CaseEvent(kind=Happened(kind), on=date.fromisoformat(on), **says))
    return events


def clock_of(written: str) -> Clock:
    """The clock of a case so written."""
    return clock(told(written), law=clock_law())


def day(written: str) -> date:
    """A day; `-` is none."""
    return date.fromisoformat(written)
