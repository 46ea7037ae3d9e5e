"""Giving somebody a duty: by the security administrator, by the authority above, by the holder himself."""

from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from gongkai.kernel.duties import Held, Viewer
from gongkai.kernel.problems import NotYourDuty, NotYourOwn, Refused
from gongkai.web.foundations.models import User
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.organs.models import Organ, Section
from gongkai.web.people.models import Appointment, Kind
from gongkai.web.people.selectors import locked

from .fitness import must_be_another, must_be_fit
from .over import finish


def appoint(
    person: User,
    duty: str,
    *,
    organ: Organ,
    since_on: date,
    by: Viewer,
    at: datetime,
    last_on: date | None = None,
    section: Section | None = None,
    basis: str = "",
) -> Appointment:
    """任命: a security administrator gives somebody else a duty. Who stood in for it until then no longer does."""
    with act("people.appoint", organ.pk, by=by, at=at, subject=person) as pen:
        organ = organ_now(organ.pk)
        wanted = Appointment(
            person=locked(person),
            organ=organ,
            section=section,
            duty=duty,
            since_on=since_on,
            until_on=day_after(last_on),
            basis=basis,
        )
        pen.duty = by.must_hold("security_admin", path=organ.path)
        must_be_another(by, person)
        give(pen, wanted, "people.appointed")
        _relieve(pen, wanted, today=localdate(at))
    return wanted


def stand_in(
    person: User,
    duty: str,
    *,
    organ: Organ,
    since_on: date,
    by: Viewer,
    at: datetime,
    last_on: date | None = None,
    basis: str = "",
) -> Appointment:
    """代理: the authority above fills a duty that nobody holds, until somebody is appointed."""
    with act("people.stand_in", organ.pk, by=by, at=at, subject=person) as pen:
        organ = organ_now(organ.pk)
        wanted = Appointment(
            person=locked(person),
            organ=organ,
            duty=duty,
            kind=Kind.STAND_IN,
            since_on=since_on,
            until_on=day_after(last_on),
            basis=basis,
        )
        pen.duty = authority_above(by, organ)
        must_be_another(by, person)
        _must_be_vacant(wanted)
        wanted.until_on = _until_somebody_comes(wanted)
        give(pen, wanted, "people.stood_in")
    return wanted


def delegate(
    own: Appointment, to: User, *, since_on: date, last_on: date, by: Viewer, at: datetime, basis: str = ""
) -> Appointment:
    """委托: the holder leaves a duty to a colleague of his organ for some days; he keeps it himself, too."""
    with act("people.delegate", own.organ_id, by=by, at=at, subject=own) as pen:
        to = locked(to)
        own = held_now(own)
        wanted = Appointment(
            person=to,
            organ=own.organ,
            section=own.section,
            duty=own.duty,
            kind=Kind.DELEGATED,
            since_on=since_on,
            until_on=day_after(last_on),
            basis=basis,
            delegated_from=own,
        )
        pen.duty = _own_duty(by, own)
        must_be_another(by, to)
        _must_be_delegable(own, wanted)
        give(pen, wanted, "people.delegated")
    return wanted


def give(pen: Pen, wanted: Appointment, kind: str, **facts: int) -> None:
    """Let an appointment count, if nothing stands against it; its event is in the chain of its organ.

    Nobody is given a duty for days that are past: acts of those days would look as if they had been his. Only the
    system may, which takes over what was on paper.
    """
    if not pen.by.is_system and wanted.since_on < localdate(pen.at):
        raise Refused("任职不能从过去的日期开始。", "请选择今天或以后的日期。")
    must_be_fit(wanted)
    pen.save(wanted, kind, organ=wanted.organ_id, facts=facts)


def held_now(appointment: Appointment) -> Appointment:
    """The appointment as it is now, its row held until the act is over: nothing is drawn from a duty that is ending.

    Acts hold organs first, then people, then appointments, so that two of them never wait in a ring.
    """
    rows = Appointment.objects.select_for_update(of=("self",)).select_related("organ", "person")
    return rows.get(pk=appointment.pk)


def day_after(last_on: date | None) -> date | None:
    """The first day on which something is over that lasts until a day; None has no end."""
    return last_on + timedelta(days=1) if last_on else None


def authority_above(by: Viewer, organ: Organ) -> Held | None:
    """The duty of an authority that stands above an organ; None for the system. Raises NotYourDuty."""
    if by.is_system:
        return None
    for held in by.held:
        if held.duty.code == "authority" and held.covers(organ.path) and held.organ != organ.pk:
            return held
    raise NotYourDuty(["authority"])


def organ_now(pk: int) -> Organ:
    """The organ as it is now, its row held until the act is over.

    Two who see the same vacancy fill it one after the other, and nobody is appointed in an organ that is just ending.
    """
    return Organ.objects.select_for_update(no_key=True).get(pk=pk)


def _relieve(pen: Pen, wanted: Appointment, *, today: date) -> None:
    """Nobody stands in for a duty that somebody holds."""
    since_on = max(wanted.since_on, today)
    standing = Appointment.objects.holding(since_on=since_on, until_on=None).select_for_update()
    for each in standing.filter(organ=wanted.organ, duty=wanted.duty, kind=Kind.STAND_IN).order_by("pk"):
        finish(pen, each, since_on)


def _must_be_vacant(wanted: Appointment) -> None:
    if wanted.known_duty and not wanted.known_duty.stand_in:
        raise Refused(f"{wanted.duty_name}不能由上级指定代理人。", "请由安全管理员任命。")
    held = Appointment.objects.in_force(wanted.since_on).filter(organ=wanted.organ, duty=wanted.duty)
    if other := held.select_related("person").first():
        raise Refused(
            f"{wanted.organ}的{wanted.duty_name}由{other.person}担任，没有空缺。", "不必指定代理人。"
        )


def _until_somebody_comes(wanted: Appointment) -> date | None:
    """Until when somebody stands in: at most until the first who is to hold the duty already begins."""
    others = Appointment.objects.holding(since_on=wanted.since_on, until_on=wanted.until_on)
    coming = others.filter(organ=wanted.organ, duty=wanted.duty, person__is_active=True).order_by("since_on")
    first = coming.values_list("since_on", flat=True).first()
    return first or wanted.until_on


def _own_duty(by: Viewer, own: Appointment) -> Held | None:
    """The duty that somebody leaves to another: his own, and in force."""
    if by.is_system:
        return None
    if held := next((held for held in by.held if held.appointment == own.pk), None):
        return held
    raise NotYourOwn("只能委托自己正在担任的职责。", "请由担任这项职责的人办理委托。")


def _must_be_delegable(own: Appointment, wanted: Appointment) -> None:
    if own.kind == Kind.DELEGATED:
        raise Refused("受委托的职责不得再委托。", "请由原来担任的人另行委托。")
    if own.known_duty and not own.known_duty.delegable:
        raise Refused(f"{own.duty_name}不得委托。", "请由安全管理员另行任命。")
    if wanted.person.organ_id != own.organ_id:
        raise Refused(f"{wanted.person}不是{own.organ}的人员。", "请委托给本机关的同事。")
    last_on = wanted.last_on or wanted.since_on
    if not (own.is_in_force(wanted.since_on) and own.is_in_force(last_on)):
        raise Refused("委托的时间超出了自己的任期。", "请在任期之内选择日期。")
