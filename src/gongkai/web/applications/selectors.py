"""Worklists: what waits for somebody among the applications, and how many that is.

Each is a condition on applications that the indexes answer; whose they are is said by `visible_to` or `changeable_by`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce

from django.db.models import Count, F, Q, QuerySet

from gongkai.kernel.duties import Viewer
from gongkai.kernel.workdays import add_workdays
from gongkai.lawbook.calendars import calendar
from gongkai.lawbook.case_reminders import internal
from gongkai.web.foundations.ground import on_ground
from gongkai.web.reviews.selectors import waiting_for

from .models import Application, Contribution, Reply
from .models.application import ApplicationQuerySet, open_states
from .models.ground import HANDLERS

# From how many working days before its last one an application is pressing.
SOON = 5
_DAY = timedelta(days=1)
_BEFORE_A_DRAFT = ("received", "processing", "consulting", "awaiting_reason")


@dataclass(frozen=True, slots=True)
class Worklist:
    """A reason why applications wait. `is_open`: it is one of those that are still at work."""

    code: str
    name: str
    where: Callable[[Viewer, date], Q]
    is_open: bool = True

    def of(self, applications: QuerySet, viewer: Viewer, today: date) -> QuerySet:
        """Those of these applications that wait for this reason."""
        return applications.filter(self.where(viewer, today))


def at_work() -> Q:
    """Still at work, or again: one that was opened anew keeps the day of its first end, so the state tells."""
    return Q(state__in=open_states())


def owed() -> Q:
    """A reply is still owed, and its days run."""
    return at_work() & Q(is_paused=False)


def theirs(viewer: Viewer) -> Q:
    """What is the viewer's own to do: what he handles, what lies in the section that he heads, all of the organ of whose
    office he is the head; and for a clerk, what nobody handles."""
    nobodys = Q(handler=None) | Q(handler__is_active=False)
    parts = [Q(handler=viewer.person) & on_ground(viewer.ground(*HANDLERS))]
    for one in viewer.held:
        organ = Q(organ=one.organ)
        if one.duty.code == "office_head":
            parts.append(organ)
        elif one.duty.code == "section_head":
            parts.append(organ & (Q(section=one.section) if one.section else Q()))
        elif one.duty.code == "clerk":
            parts.append(organ & nobodys)
    return reduce(Q.__or__, parts)


def asked_of(viewer: Viewer) -> QuerySet[Contribution]:
    """What the viewer's section was asked and has not answered; who belongs to none answers for all of his organ."""
    return Contribution.objects.filter(answered_on=None).filter(_of_their_sections(viewer))


def listed(code: str, viewer: Viewer, today: date) -> ApplicationQuerySet:
    """One worklist of what the viewer handles, the most pressing first."""
    applications = Application.objects.changeable_by(viewer)
    return WORKLISTS[code].of(applications, viewer, today).order_by("due_on", "pk")


def counts(viewer: Viewer, today: date) -> dict[str, int]:
    """How many wait in each worklist of what the viewer handles, all that are open counted in one go."""
    handled = Application.objects.changeable_by(viewer)
    wanted = {code: one.where(viewer, today) for code, one in WORKLISTS.items()}
    found = handled.filter(at_work()).aggregate(
        **{code: Count("pk", filter=where) for code, where in wanted.items() if WORKLISTS[code].is_open}
    )
    return {
        code: found[code] if code in found else handled.filter(where).count()
        for code, where in wanted.items()
    }


def passed_by(today: date, workdays: int) -> date:
    """The last day from which so many working days are over before today."""
    day = today - _DAY
    while add_workdays(day, workdays, calendar=calendar()).day >= today:
        day -= _DAY
    return day


def _overdue(_viewer: Viewer, today: date) -> Q:
    return owed() & Q(due_on__lt=today)


def _within(workdays: int) -> Callable[[Viewer, date], Q]:
    def where(_viewer: Viewer, today: date) -> Q:
        return owed() & Q(due_on__range=(today, add_workdays(today, workdays, calendar=calendar()).day))

    return where


def _made_late(_viewer: Viewer, _today: date) -> Q:
    return Q(made_on__gt=F("due_on"))


def _in(*states: str) -> Callable[[Viewer, date], Q]:
    return lambda _viewer, _today: Q(state__in=states)


def _extended(_viewer: Viewer, _today: date) -> Q:
    return at_work() & Q(is_extended=True)


def _unassigned(_viewer: Viewer, _today: date) -> Q:
    return Q(state="received", section=None)


def _unconfirmed_long(_viewer: Viewer, today: date) -> Q:
    last = passed_by(today, internal().confirm)
    return Q(state="unconfirmed", submitted_at__date__lte=last)


def _unassigned_long(viewer: Viewer, today: date) -> Q:
    return _unassigned(viewer, today) & Q(received_on__lte=passed_by(today, internal().triage))


def _undrafted(_viewer: Viewer, today: date) -> Q:
    last = add_workdays(today, internal().draft, calendar=calendar()).day
    return owed() & Q(state__in=_BEFORE_A_DRAFT, due_on__range=(today, last))


def _asked(viewer: Viewer, _today: date) -> Q:
    return at_work() & Q(pk__in=asked_of(viewer).order_by().values("application"))


def _of_their_sections(viewer: Viewer) -> Q:
    handling = [one for one in viewer.held if one.duty.code in HANDLERS]
    parts = [Q(section=one.section) if one.section else Q(section__organ=one.organ) for one in handling]
    return reduce(Q.__or__, parts, Q(pk__in=()))


def _to_sign(viewer: Viewer, _today: date) -> Q:
    waiting = waiting_for(viewer).filter(subject_label="applications.reply").values("subject_id")
    replies = Reply.objects.filter(pk__in=waiting).order_by()
    return Q(state="under_review", pk__in=replies.values("application"))


_ALL = (
    Worklist("late", "已经超期", _overdue),
    Worklist("next_day", "今天或者下一个工作日到期", _within(1)),
    Worklist("soon", f"{SOON}个工作日内到期", _within(SOON)),
    Worklist("confirm_late", "应当与申请人确认收到", _unconfirmed_long),
    Worklist("triage_late", "应当分办", _unassigned_long),
    Worklist("draft_late", "应当拟出答复稿", _undrafted),
    Worklist("unconfirmed", "等确认收到", _in("unconfirmed")),
    Worklist("unassigned", "等分办", _unassigned),
    Worklist("asked", "等我科室协办", _asked),
    Worklist("to_sign", "等我审签", _to_sign),
    Worklist("to_serve", "等送达", _in("signed")),
    Worklist("for_applicant", "等申请人补正或者说明", _in("awaiting_correction", "awaiting_reason")),
    Worklist("for_third_party", "等征求的意见", _in("consulting")),
    Worklist("for_payment", "等申请人缴费", _in("awaiting_payment")),
    Worklist("extended", "已经延期", _extended),
    Worklist("made_late", "超期答复", _made_late, is_open=False),
)
WORKLISTS: Mapping[str, Worklist] = {one.code: one for one in _ALL}
