"""Whether somebody may be given a duty at all, whoever gives it."""

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import NotYourOwn, Refused
from gongkai.lawbook.duties import duties
from gongkai.web.foundations.models import User
from gongkai.web.organs.kinds import Status
from gongkai.web.people.models import Appointment


def must_be_another(by: Viewer, person: User) -> None:
    """Nobody gives himself a duty, nor takes himself off the roster."""
    if by.person is not None and by.person == person.pk:
        raise NotYourOwn("不能为自己办理这件事。", "请由另一名有这项职责的人办理。")


def must_be_fit(wanted: Appointment) -> None:
    """Raises Refused when the duty, the organ, the days or the person's other duties stand against it."""
    if wanted.known_duty is None:
        raise Refused(f"没有“{wanted.duty}”这种职责。", "请从职责表中选择。")
    if wanted.until_on is not None and wanted.until_on <= wanted.since_on:
        raise Refused("结束日期早于开始日期。", "请核对两个日期。")
    if wanted.organ.status != Status.ACTIVE:
        raise Refused(f"{wanted.organ}已不存在，不能再任命人员。", "请选择接续其职能的机关。")
    if wanted.section is not None and wanted.section.organ_id != wanted.organ_id:
        raise Refused(f"“{wanted.section}”不是{wanted.organ}的科室。", "请另选科室。")
    if not wanted.person.is_active:
        raise Refused(f"{wanted.person}的登录已停用。", "请先恢复登录，或者另选一人。")
    _must_be_apart(wanted)
    _must_be_new(wanted)


def _must_be_apart(wanted: Appointment) -> None:
    """Nobody holds duties that keep watch on each other, in whatever organs."""
    for other in _theirs(wanted):
        if other.known_duty and wanted.known_duty.is_apart_from(other.known_duty):
            raise Refused(
                f"{wanted.person}在{other.organ}担任{other.duty_name}，同一个人不得兼任{wanted.duty_name}。",
                "请另选一人，或者先终止原来的任职。",
            )


def _must_be_new(wanted: Appointment) -> None:
    """Nobody holds the same duty in the same place twice on one day."""
    same = _theirs(wanted).filter(duty=wanted.duty, organ=wanted.organ, section=wanted.section)
    if other := same.first():
        raise Refused(
            f"{other}，自{other.since_on}起，与这次的时间重叠。",
            "不必再次任命；要改时间的，请先终止原来的任职。",
        )


def _theirs(wanted: Appointment):
    """What the person holds, or will hold, on some of the same days."""
    days = Appointment.objects.holding(since_on=wanted.since_on, until_on=wanted.until_on)
    return days.filter(person=wanted.person, duty__in=duties()).select_related("organ")
