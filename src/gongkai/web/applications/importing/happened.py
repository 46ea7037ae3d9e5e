"""What happened to a case, as far as an old register tells: the moves of the table that lead to what it told.

A register tells when an application came and how it ended. The steps between are the table's; they are entered on the
day of the end, and say themselves that nobody wrote them down then.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from gongkai.kernel.case import CaseEvent, Happened
from gongkai.kernel.case_codes import CaseStateCode, OutcomeCode

FROM_REGISTER = "按已有台账补记，原来的登记没有写明经过。"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What the register tells. `ended_on` is the day of the reply or of the end, `proved_on` a later day on which it was
    closed; `extension` in working days, 0 for none; `state` the one that it names, empty when it names none."""

    arrived_on: date
    received_on: date | None
    outcome: str = ""
    ended_on: date | None = None
    proved_on: date | None = None
    extension: int = 0
    extended_on: date | None = None
    state: str = ""
    is_assigned: bool = False


def happened(past: Past) -> tuple[CaseEvent, ...]:
    """The events, each with its place."""
    return tuple(replace(event, entry=place) for place, event in enumerate(_events(past), 1))


def _events(past: Past) -> Iterator[CaseEvent]:
    yield CaseEvent(kind=Happened.ARRIVED, on=past.arrived_on)
    if past.received_on is None:
        return
    yield CaseEvent(kind=Happened.RECEIVED, on=past.received_on)
    yield from _worked(past, past.received_on)
    if past.ended_on is not None:
        yield from _ended(past, past.received_on, past.ended_on)
        if past.state == CaseStateCode.ARCHIVED:
            yield _told(Happened.ARCHIVED, past.proved_on or past.ended_on)


def _worked(past: Past, received_on: date) -> Iterator[CaseEvent]:
    """Given to somebody, where more is told than that it came; and the extension."""
    if past.is_assigned or past.extension or _is_replied(past):
        yield _told(Happened.ASSIGNED, received_on)
    if past.extension:
        yield _told(Happened.EXTENDED, past.extended_on or received_on, days=past.extension)


def _is_replied(past: Past) -> bool:
    without = (
        OutcomeCode.CORRECTION_LAPSED,
        OutcomeCode.WITHDRAWN,
        OutcomeCode.APPLICANT_GONE,
        OutcomeCode.DUPLICATE,
    )
    return past.ended_on is not None and past.state != CaseStateCode.SPLIT and past.outcome not in without


def _ended(past: Past, received_on: date, on: date) -> Iterator[CaseEvent]:
    if past.state == CaseStateCode.SPLIT:
        yield _told(Happened.SPLIT, on)
    elif past.outcome == OutcomeCode.CORRECTION_LAPSED:
        yield _told(Happened.CORRECTION_ASKED, received_on, limit_on=on - _DAY)
        yield _told(Happened.CORRECTION_LAPSED, on, outcome=past.outcome)
    elif past.outcome == OutcomeCode.FEE_LAPSED:
        yield _told(Happened.FEE_NOTICED, received_on)
        yield _told(Happened.FEE_LAPSED, on, outcome=past.outcome)
    elif past.outcome in (OutcomeCode.WITHDRAWN, OutcomeCode.APPLICANT_GONE):
        yield _told(Happened.WITHDRAWN, on, outcome=past.outcome)
    elif past.outcome == OutcomeCode.DUPLICATE:
        yield _told(Happened.VOIDED, on, outcome=past.outcome)
    else:
        yield from _replied(past, on)


def _replied(past: Past, on: date) -> Iterator[CaseEvent]:
    yield _told(Happened.DRAFTED, on, outcome=past.outcome)
    yield _told(Happened.SUBMITTED, on)
    yield _told(Happened.SIGNED, on)
    if past.state != CaseStateCode.SERVED and past.proved_on is None:
        yield _told(Happened.REPLIED, on, outcome=past.outcome)
        return
    yield _told(Happened.SERVED, on, outcome=past.outcome)
    if past.state != CaseStateCode.SERVED and past.proved_on is not None:
        yield _told(Happened.REPLIED, past.proved_on)


def _told(kind: Happened, on: date, **filled: object) -> CaseEvent:
    return CaseEvent(kind=kind, on=on, reason=FROM_REGISTER, **filled)
