"""What the days bring about by themselves: consultations end with silence; what else has lapsed is put before an officer.

One act a case: one that is refused does not stop the rest. It may run twice, or not for a week: what it does carries
the day on which it came about.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from gongkai.kernel.case_codes import CaseStateCode
from gongkai.kernel.clock import OpenLimit
from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Problem
from gongkai.web.applications.models import Application, Opinion
from gongkai.web.applications.models.application import ApplicationQuerySet
from gongkai.web.applications.selectors import LAPSES
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.models import Event

from .consulting import close
from .moving import clock_of, events_of, held, standing_of

_PROPOSED = {
    "correction_due": "applications.lapse_correction_proposed",
    "payment_due": "applications.lapse_fee_proposed",
}


@dataclass(frozen=True, slots=True)
class Swept:
    """How many consultations ended, how many cases were put before an officer, and how many were refused."""

    ended: int
    proposed: int
    refused: int


def sweep(*, on: date, at: datetime) -> Swept:
    """End and propose what has lapsed before a day."""
    ended, refused = _each(
        _waiting(CaseStateCode.CONSULTING, on=on), "applications.close_consultation", _end, on=on, at=at
    )
    proposed, refused_too = _each(
        _waiting(*LAPSES, on=on), "applications.propose_lapse", _propose, on=on, at=at
    )
    return Swept(ended, proposed, refused + refused_too)


def _waiting(*states: str, on: date) -> ApplicationQuerySet:
    """Cases in these states of which some limit is over; which one, only their clocks know."""
    return Application.objects.open().filter(state__in=states, next_on__lt=on)


_Do = Callable[[Pen, Application, date], int]


def _each(cases: ApplicationQuerySet, name: str, do: _Do, *, on: date, at: datetime) -> tuple[int, int]:
    """Each in an act of its own; how much was done and how many refused."""
    done = refused = 0
    for pk, organ in list(cases.values_list("pk", "organ_id")):
        case = Application(pk=pk, organ_id=organ)
        try:
            with act(name, organ, by=SYSTEM, at=at, subject=case) as pen:
                done += do(pen, held(case), on)
        except Problem:
            refused += 1  # written down as a refused act of its own
    return done, refused


def _over(case: Application, on: date) -> Iterator[OpenLimit]:
    """Limits that have ended before a day; one of a year whose holidays are not known yet may still move."""
    return (limit for limit in clock_of(case).limits if limit.on < on and not limit.is_provisional)


def _end(pen: Pen, case: Application, on: date) -> int:
    """Close what nobody answered in time, on the day after its limit; a letter that was never delivered as returned."""
    limits = {limit.id: limit.on for limit in _over(case, on) if limit.id}
    for consultation in case.consultations.filter(ref__in=limits).order_by("pk"):
        is_delivered = standing_of(case).asked[consultation.ref]
        opinion = Opinion.SILENT if is_delivered else Opinion.RETURNED
        first = limits[consultation.ref] + timedelta(days=1)
        close(pen, consultation, case, opinion=opinion, on=max(first, _last_on(case)))
    return len(limits)


def _last_on(case: Application) -> date:
    return max(event.on for event in events_of(case))


def _propose(pen: Pen, case: Application, on: date) -> int:
    """Put it before an officer, once."""
    code, _move = LAPSES.get(case.state, ("", ""))
    limit = next((limit for limit in _over(case, on) if limit.code == code), None)
    if limit is None or _is_proposed(case, limit.code):
        return 0
    pen.note(_PROPOSED[limit.code], subject=case, facts={"limit_on": limit.on.isoformat()})
    return 1


def _is_proposed(case: Application, code: str) -> bool:
    label = case._meta.label_lower
    return Event.objects.filter(kind=_PROPOSED[code], subject_type=label, subject_id=case.pk).exists()
