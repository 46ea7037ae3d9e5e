"""The last one who holds a duty: his leaving is meant, and never leaves the installation to nobody."""

from collections.abc import Iterable
from datetime import date
from itertools import accumulate

from gongkai.kernel.duties import Reach, Viewer
from gongkai.kernel.problems import Refused
from gongkai.web.people.models import Appointment, AppointmentQuerySet


def left_vacant(held: Iterable[Appointment], on: date) -> list[Appointment]:
    """Those of somebody's duties that nobody else would do: the ones that each organ needs, and those over organs."""
    return [own for own in held if own.is_in_force(on) and _matters(own) and not _others(own, on).exists()]


def must_be_meant(left: list[Appointment], *, leave_vacant: bool, reason: str) -> None:
    """Raises Refused when duties would be vacant and nobody has said that they may, and why."""
    if left and not leave_vacant:
        raise Refused(
            f"停用后，{places(left)}没有人担任。", "请先移交或任命接任的人；确实要空缺的，请写明理由。"
        )
    if left and not reason.strip():
        raise Refused("停用后有职责空缺。", "请写明理由。")


def must_leave_a_security_admin(going: Iterable[Appointment], on: date, *, by: Viewer) -> None:
    """Raises Refused when nobody could give duties any more, not even the one that is missing: only the system may."""
    last = [one.pk for one in going if one.duty == "security_admin" and one.is_in_force(on)]
    staying = Appointment.objects.in_force(on).filter(duty="security_admin").exclude(pk__in=last)
    if last and not by.is_system and not staying.exists():
        raise Refused(
            "这样办理后，整个系统就没有安全管理员，再没有人能授予职责。", "请先任命另一名安全管理员。"
        )


def places(held: Iterable[Appointment]) -> str:
    """Which duties, and where."""
    return "、".join(f"{one.organ}{one.duty_name}" for one in held)


def _matters(own: Appointment) -> bool:
    duty = own.known_duty
    return duty is not None and (duty.needed or duty.reach is Reach.SUBTREE)


def _others(own: Appointment, on: date) -> AppointmentQuerySet:
    """Who else does the duty for this organ, also from above; not those to whom he has delegated it."""
    same = Appointment.objects.in_force(on).filter(duty=own.duty, organ__path__in=_paths_over(own))
    return same.exclude(person=own.person).exclude(delegated_from__person=own.person)


def _paths_over(own: Appointment) -> list[str]:
    """The organs from which the duty reaches this one: itself, and those above when it reaches down."""
    path = own.organ.path
    if own.known_duty.reach is Reach.ORGAN:
        return [path]
    return list(accumulate(f"{slug}/" for slug in path.strip("/").split("/")))
