"""The end of a duty, and its passing from one person to another."""

from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.kernel.duties import Held, Viewer
from gongkai.kernel.problems import Refused
from gongkai.web.foundations.models import User
from gongkai.web.ledger.actions import act
from gongkai.web.people.models import Appointment, Kind
from gongkai.web.people.selectors import locked

from .fitness import must_be_another
from .giving import authority_above, day_after, give, held_now, organ_now
from .last import must_leave_a_security_admin
from .over import finish


def end(appointment: Appointment, *, on: date, by: Viewer, at: datetime) -> Appointment:
    """终止: from a day on, today at the earliest, the person no longer holds the duty."""
    with act("people.end", appointment.organ_id, by=by, at=at, subject=appointment) as pen:
        appointment = held_now(appointment)
        pen.duty = _who_may_end(appointment, by)
        _must_still_last(appointment, on=on, today=localdate(at))
        must_leave_a_security_admin([appointment], on, by=by)
        finish(pen, appointment, on)
    return appointment


def hand_over(
    appointment: Appointment, to: User, *, last_on: date, by: Viewer, at: datetime, basis: str = ""
) -> Appointment:
    """移交: the old holder's duty ends after a day, and another's begins on the next; one act, both are named."""
    with act("people.hand_over", appointment.organ_id, by=by, at=at, subject=appointment) as pen:
        organ_now(appointment.organ_id)
        to = locked(to)
        old = held_now(appointment)
        new = Appointment(
            person=to,
            organ=old.organ,
            section=old.section,
            duty=old.duty,
            kind=old.kind,
            since_on=day_after(last_on),
            until_on=old.until_on,
            basis=basis,
        )
        pen.duty = by.must_hold("security_admin", path=old.organ.path)
        must_be_another(by, to)
        if old.kind == Kind.DELEGATED:
            raise Refused("受委托的职责不能移交。", "请由原来担任的人另行委托。")
        _must_have_begun(old, by=last_on)
        _must_still_last(old, on=new.since_on, today=localdate(at))
        finish(pen, old, new.since_on, "people.handed_over", to=to.pk)
        give(pen, new, "people.took_over", after=old.person_id)
    return new


def _who_may_end(appointment: Appointment, by: Viewer) -> Held | None:
    """A security administrator; for a delegated duty also who delegated it, for a stand-in the authority above."""
    organ = appointment.organ
    if held := by.holds("security_admin", path=organ.path):
        return held
    if appointment.kind == Kind.DELEGATED and by.person == appointment.delegated_from.person_id:
        return by.holds(appointment.duty, path=organ.path)
    if appointment.kind == Kind.STAND_IN:
        return authority_above(by, organ)
    return by.must_hold("security_admin", path=organ.path)


def _must_have_begun(appointment: Appointment, *, by: date) -> None:
    """Who takes over begins after the old holder, so the old one must have held it for a day at least."""
    if by < appointment.since_on:
        raise Refused(
            f"{appointment}，自{appointment.since_on}才开始，到那时还没有可以移交的职责。",
            "请先终止这次任职，再直接任命另一人。",
        )


def _must_still_last(appointment: Appointment, *, on: date, today: date) -> None:
    """What was done under a duty was done under it: it cannot be ended for days that are past."""
    if on < today:
        raise Refused("任职不能从过去的日期起终止。", "请选择今天或以后的日期。")
    if appointment.until_on is not None and appointment.until_on <= on:
        raise Refused(
            f"{appointment}，已定于{appointment.until_on}起终止。", "请选择更早的日期，或者不必办理。"
        )
