"""The roster: people come, change and leave. Nobody is ever deleted: the ledger names them."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.web.foundations.models import User
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.models import INSTALLATION
from gongkai.web.organs.models import Organ
from gongkai.web.people.models import Appointment

from .fitness import must_be_another
from .giving import locked
from .over import finish

# What else ends when somebody leaves; the apps above say it when they start.
leaving: list[Callable[[Pen, User], None]] = []


def enrol(
    username: str, name: str, *, organ: Organ, by: Viewer, at: datetime, phone: str = "", email: str = ""
) -> User:
    """登记: a new person, who cannot sign in until a password is set for him and can do nothing without a duty."""
    with act("people.enrol", organ.pk, by=by, at=at) as pen:
        pen.duty = by.must_hold("admin", path=organ.path)
        username = User.normalize_username(username.strip())
        person = User(username=username, name=name.strip(), organ=organ, phone=phone, email=email)
        person.set_unusable_password()
        _must_be_valid(person)
        pen.save(person, "people.enrolled")
    return person


def change(
    person: User, *, name: str, organ: Organ, by: Viewer, at: datetime, phone: str = "", email: str = ""
) -> User:
    """Another name, telephone, address or home organ; the sign-in name stays."""
    with act("people.change", organ.pk, by=by, at=at, subject=person) as pen:
        person = locked(person)
        by.must_hold("admin", path=_home(person))
        pen.duty = by.must_hold("admin", path=organ.path)
        person.name, person.organ, person.phone, person.email = name.strip(), organ, phone, email
        _must_be_valid(person)
        pen.save(person, "people.changed")
    return person


def deactivate(
    person: User, *, by: Viewer, at: datetime, leave_vacant: bool = False, reason: str = ""
) -> User:
    """停用: he can no longer sign in, and every duty of his ends at once."""
    on = localdate(at)
    with act("people.deactivate", person.organ_id or INSTALLATION, by=by, at=at, subject=person) as pen:
        _hold_organs(person, on)
        person = locked(person)
        pen.duty = by.must_hold("admin", path=_home(person))
        must_be_another(by, person)
        if not person.is_active:
            raise Refused(f"{person}的登录已经停用。", "不必再次停用。")
        left = _left_vacant(person, on)
        _must_be_meant(left, leave_vacant=leave_vacant, reason=reason)
        for appointment in _lasting(person, on).order_by("pk"):
            finish(pen, appointment, on)
        person.is_active, person.inactive_because = False, reason
        pen.save(person, "people.deactivated")
        if left:
            pen.note("people.left_vacant", subject=person, facts={"duties": "、".join(map(_place, left))})
        for leave in leaving:
            leave(pen, person)
    return person


def reactivate(person: User, *, by: Viewer, at: datetime) -> User:
    """恢复: he may sign in again; duties must be given anew."""
    with act("people.reactivate", person.organ_id or INSTALLATION, by=by, at=at, subject=person) as pen:
        person = locked(person)
        pen.duty = by.must_hold("admin", path=_home(person))
        if person.is_active:
            raise Refused(f"{person}的登录没有停用。", "不必恢复。")
        person.is_active, person.inactive_because = True, ""
        pen.save(person, "people.reactivated")
    return person


def _home(person: User) -> str:
    """The path of the home organ; of somebody without one only the system is in charge."""
    return person.organ.path if person.organ else ""


def _must_be_valid(person: User) -> None:
    """Raises Refused with what is wrong in the entry."""
    try:
        person.full_clean(exclude=["password"])
    except ValidationError as error:
        raise Refused("".join(error.messages), "请改正后重试。") from error


def _hold_organs(person: User, on: date) -> None:
    """Keep the organs of his duties, in one order: two last holders cannot both leave and each count on the other."""
    organs = _lasting(person, on).values("organ")
    list(Organ.objects.select_for_update().filter(pk__in=organs).order_by("pk"))


def _lasting(person: User, on: date) -> Iterable[Appointment]:
    """What somebody holds on a day or will hold later."""
    return (
        Appointment.objects.holding(since_on=on, until_on=None)
        .filter(person=person)
        .select_related("organ", "person")
    )


def _left_vacant(person: User, on: date) -> list[Appointment]:
    """Those of his duties that an organ needs and that nobody else holds."""
    return [
        own
        for own in _lasting(person, on)
        if own.known_duty and own.known_duty.needed and own.is_in_force(on) and not _others(own, on).exists()
    ]


def _others(own: Appointment, on: date):
    """Who else holds the same duty; not those to whom he has delegated it."""
    same = Appointment.objects.in_force(on).filter(organ=own.organ, duty=own.duty)
    return same.exclude(person=own.person).exclude(delegated_from__person=own.person)


def _must_be_meant(left: list[Appointment], *, leave_vacant: bool, reason: str) -> None:
    if left and not leave_vacant:
        raise Refused(
            f"停用后，{'、'.join(map(_place, left))}没有人担任。",
            "请先移交或任命接任的人；确实要空缺的，请写明理由。",
        )
    if left and not reason.strip():
        raise Refused("停用后有必设的职责空缺。", "请写明理由。")


def _place(appointment: Appointment) -> str:
    return f"{appointment.organ}{appointment.duty_name}"
