"""The roster: people come, change and leave. Nobody is ever deleted: the ledger names them."""

from collections.abc import Callable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.web.foundations.models import User
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.models import INSTALLATION
from gongkai.web.organs.actions.rows import hold_tree, must_exist
from gongkai.web.organs.models import Organ
from gongkai.web.people.models import Appointment, AppointmentQuerySet
from gongkai.web.people.selectors import locked

from .fitness import must_be_another
from .last import left_vacant, must_be_meant, must_leave_a_security_admin, places
from .over import finish

# What else ends when somebody leaves; the apps above say it when they start.
leaving: list[Callable[[Pen, User], None]] = []


def enrol(
    username: str, name: str, *, organ: Organ, by: Viewer, at: datetime, phone: str = "", email: str = ""
) -> User:
    """登记: a new person, who cannot sign in until a password is set for him and can do nothing without a duty."""
    with act("people.enrol", organ.pk, by=by, at=at) as pen:
        pen.duty = by.must_hold("admin", path=organ.path)
        must_exist(organ)
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
        if organ != person.organ:
            must_exist(organ)
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
        hold_tree()  # two last holders, here and above, cannot both leave and each count on the other
        person = locked(person)
        pen.duty = by.must_hold("admin", path=_home(person))
        must_be_another(by, person)
        if not person.is_active:
            raise Refused(f"{person}的登录已经停用。", "不必再次停用。")
        held = list(_lasting(person, on))
        must_leave_a_security_admin(held, on, by=by)
        left = left_vacant(held, on)
        must_be_meant(left, leave_vacant=leave_vacant, reason=reason)
        for appointment in held:
            finish(pen, appointment, on)
        person.is_active, person.inactive_because = False, reason
        pen.save(person, "people.deactivated")
        if left:
            pen.note("people.left_vacant", subject=person, facts={"duties": places(left)})
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


def _lasting(person: User, on: date) -> AppointmentQuerySet:
    """What somebody holds on a day or will hold later, held until the act is over."""
    lasting = Appointment.objects.holding(since_on=on, until_on=None).filter(person=person)
    return lasting.select_related("organ", "person").select_for_update(of=("self",)).order_by("pk")
