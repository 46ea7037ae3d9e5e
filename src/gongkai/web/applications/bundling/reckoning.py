"""期限说明: the days of a case with everything from which somebody else can reckon them again: the events, the lengths of the
law and the days of the calendar that lie on the way, each with its source."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from gongkai.kernel.case import CaseEvent, Happened, in_order
from gongkai.kernel.clock import Clock, clock
from gongkai.kernel.deadlines import ClockLaw, Deadline
from gongkai.kernel.workdays import add_workdays
from gongkai.lawbook.clock_version import clock_version
from gongkai.lawbook.deadlines import clock_law
from gongkai.web.applications.actions.moving import events_of
from gongkai.web.applications.models import Application

SCHEMA = "gongkai.bundle-clock/1"
# Which lengths the reckoning asks for, by what happened.
_ASKED_FOR = {
    Happened.RECEIVED: ("reply_due",),
    Happened.CORRECTION_ASKED: ("correction_notice_due", "correction_due"),
    Happened.CONSULTATION_SENT: ("unserved_due",),
    Happened.EXTENDED: ("extension",),
    Happened.FEE_NOTICED: ("payment_due",),
    Happened.FEE_PAID: ("paid_reply_due",),
    Happened.REOPENED: ("reopened_reply_due",),
}


def reckoned(application: Application) -> dict[str, Any]:
    """Everything that the program in the bundle needs, what we came to, and what the register says."""
    return {
        "schema": SCHEMA,
        "application_id": application.pk,
        "application": str(application),
        **told_of(events_of(application)),
        "registered_due_on": _iso(application.due_on),
        "law_version": clock_version(),
    }


def told_of(events: Iterable[CaseEvent]) -> dict[str, Any]:
    """The days of these events, and all that somebody else needs to reckon them."""
    law, ordered = clock_law(), in_order(events)
    told = clock(ordered, law=law)
    first, last = _span(ordered, told, law)
    return {
        "events": [_event(one) for one in ordered],
        "lengths": list(_lengths(ordered, law)),
        "calendar": {"first_on": str(first), "last_on": str(last), "days": list(_days(first, last, law))},
        "rounds": [_round(one) for one in (*_earlier(ordered, law), told)],
        "is_provisional": told.is_provisional,
        "steps": [
            {"on": str(one.on), "what": str(one.what), "article": one.article, "sentence": one.sentence}
            for one in told.steps
        ],
    }


def _event(one: CaseEvent) -> dict[str, Any]:
    """What of an event bears on the days; why something was done is no part of it."""
    told = {
        "entry": one.entry,
        "kind": one.kind.value,
        "on": str(one.on),
        "id": one.id,
        "days": one.days,
        "limit_on": _iso(one.limit_on),
        "until": _iso(one.until),
        "of": one.of and one.of.value,
        "by": one.by and one.by.value,
        "outcome": one.outcome,
    }
    return {name: value for name, value in told.items() if value not in (None, "")}


def _lengths(events: Sequence[CaseEvent], law: ClockLaw) -> Iterator[dict[str, Any]]:
    wanted = {code for one in events for code in _ASKED_FOR.get(one.kind, ())}
    wanted |= {law.deadlines.opinion_due[one.of].code for one in events if one.of}
    for field in fields(law.deadlines):
        length = getattr(law.deadlines, field.name)
        if isinstance(length, Deadline) and length.code in wanted:
            yield {
                name: getattr(length, name)
                for name in ("code", "name", "workdays", "start", "article", "source", "is_policy")
            }


def _span(events: Sequence[CaseEvent], told: Clock, law: ClockLaw) -> tuple[date, date]:
    """From the first event to the last day that any count comes to."""
    rounds = [*_earlier(events, law), told]
    days = [*(one.on for one in events), *(one.due_on for one in rounds)]
    days += [day for one in rounds for step in one.steps for day in (step.on, step.until)]
    if any(one.kind is Happened.CORRECTION_ASKED for one in events) and told.received_on:
        notice = law.deadlines.correction_notice_due.workdays
        days.append(add_workdays(told.received_on, notice, calendar=law.calendar).day)
    known = [day for day in days if day is not None]
    return min(known), max(known)


def _days(first: date, last: date, law: ClockLaw) -> Iterator[dict[str, Any]]:
    """The days off and the weekend days worked, each with the notice that says so."""
    kinds = ((law.calendar.off, False), (law.calendar.makeup, True))
    found = [(on, worked, days[on]) for days, worked in kinds for on in days if first <= on <= last]
    for on, worked, holiday in sorted(found, key=lambda one: one[0]):
        yield {"on": str(on), "is_worked": worked, "name": holiday.name, "notice": holiday.notice}


def _earlier(events: Sequence[CaseEvent], law: ClockLaw) -> Iterator[Clock]:
    """How the days stood each time before the case was opened again."""
    for place, one in enumerate(events):
        if one.kind is Happened.REOPENED:
            yield clock(events[:place], law=law)


def _round(told: Clock) -> dict[str, Any]:
    return {"due_on": _iso(told.due_on), "made_on": _iso(told.made_on), "is_on_time": told.is_on_time}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
