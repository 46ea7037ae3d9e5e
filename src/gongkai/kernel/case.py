"""What happens to an application: the events from which its state, its days and its place in the report are derived.

An event says that something was done on a day. Nothing else is kept as truth: the state of a case is a fold over its
events (`lifecycle`), its due day another one (`clock`).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import attrgetter


class Happened(StrEnum):
    """Kinds of events, in the order in which those of one day count."""

    ARRIVED = "arrived"
    RECEIVED = "received"
    ASSIGNED = "assigned"
    SPLIT = "split"
    CORRECTED = "corrected"
    REOPENED = "reopened"
    REPORTED_UP = "reported_up"
    SEARCHED = "searched"
    CONSULTATION_CLOSED = "consultation_closed"
    CONSULTATION_SENT = "consultation_sent"
    CONSULTATION_RECEIVED = "consultation_received"
    REASONS_ASKED = "reasons_asked"
    REASONS_GIVEN = "reasons_given"
    CORRECTION_ASKED = "correction_asked"
    FEE_PAID = "fee_paid"
    FEE_NOTICED = "fee_noticed"
    DELAYED = "delayed"
    EXTENDED = "extended"
    DRAFTED = "drafted"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    SIGNED = "signed"
    POSTED = "posted"
    ANNOUNCED = "announced"
    SERVED = "served"
    REPLIED = "replied"
    CORRECTION_LAPSED = "correction_lapsed"
    FEE_LAPSED = "fee_lapsed"
    WITHDRAWN = "withdrawn"
    VOIDED = "voided"
    ARCHIVED = "archived"


class Consulted(StrEnum):
    """Whom the organ asks: an affected third party (Art. 32), another organ, or one that made the information too (Art. 34)."""

    THIRD_PARTY = "third_party"
    ORGAN = "organ"
    CO_MAKER = "co_maker"


class Reopener(StrEnum):
    """Who made a closed case open again."""

    REVIEW = "review"
    COURT = "court"
    SELF = "self"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvent:
    """One thing that happened on a day; the fields that a kind does not have stay empty.

    `id` ties together what belongs to one consultation; `days` is the length of an extension in working days; `limit_on`
    the last day that a notice or a decision sets; `until` the day to which a reply is put off (Art. 35); `outcome` the code of
    the result that a draft proposes, or with which a case ends. `entry` is its place among all that were entered, where
    somebody wrote that down: on one day things count as they came.
    """

    kind: Happened
    on: date
    id: str = ""
    days: int | None = None
    limit_on: date | None = None
    until: date | None = None
    of: Consulted | None = None
    by: Reopener | None = None
    reason: str = ""
    outcome: str = ""
    entry: int = 0


_ORDER = {kind: float(place) for place, kind in enumerate(Happened)}
# What answers something comes after it, when both were done on one day: after what, then, of the same `id`.
_ANSWERS = {
    Happened.CORRECTED: Happened.CORRECTION_ASKED,
    Happened.FEE_PAID: Happened.FEE_NOTICED,
    Happened.CONSULTATION_CLOSED: Happened.CONSULTATION_SENT,
}
# A letter is delivered before it is answered.
_LAST_OF = {Happened.CONSULTATION_SENT: Happened.CONSULTATION_RECEIVED}


def in_order(events: Iterable[CaseEvent]) -> tuple[CaseEvent, ...]:
    """Events as they count: by day; those of one day as they were entered, or in the order of their kinds where nobody
    wrote that down, an answer after its question."""
    told = tuple(events)
    days = {event.on for event in told}
    if len(days) == len(told):
        return tuple(sorted(told, key=_DAY))
    asked = {(event.on, event.kind, event.id) for event in told if not event.entry}
    return tuple(sorted(told, key=lambda event: (event.on, event.entry, _place(event, asked), event.id)))


_DAY = attrgetter("on")


def _place(event: CaseEvent, asked: Collection[tuple[date, Happened, str]]) -> float:
    """Its place among those of one day that nobody entered one after the other."""
    question = _ANSWERS.get(event.kind)
    if question is None or event.entry or (event.on, question, event.id) not in asked:
        return _ORDER[event.kind]
    return _ORDER[_LAST_OF.get(question, question)] + 0.5
