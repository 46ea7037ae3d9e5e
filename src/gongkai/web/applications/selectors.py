"""Worklists: what waits for somebody among the applications, and how many that is.

Each is a condition on applications that the indexes answer; whose they are is said by `visible_to` or `changeable_by`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce

from django.db.models import Count, F, Q, QuerySet

from gongkai.kernel.case_codes import CaseStateCode
from gongkai.kernel.duties import Viewer
from gongkai.kernel.workdays import add_workdays
from gongkai.lawbook.archive import archive_law
from gongkai.lawbook.calendars import calendar
from gongkai.lawbook.case_reminders import internal
from gongkai.lawbook.lifecycle import case_lifecycle, duties_of
from gongkai.web.foundations.ground import on_ground
from gongkai.web.reviews.selectors import waiting_for

from .models import Application, Contribution, FeeNotice, Promotion, Reply
from .models.application import open_states
from .models.ground import HANDLERS
from .overdue import overdue

# From how many working days before its last one an application is pressing.
SOON = internal().soon
# Where the applicant is waited for, which limit ends the wait, and by which move an officer then ends the case. The law says
# 视为放弃, but whether there were good reasons, or the money has come, only a person knows.
LAPSES = {
    CaseStateCode.AWAITING_CORRECTION: ("correction_due", "lapse_correction"),
    CaseStateCode.AWAITING_PAYMENT: ("payment_due", "lapse_fee"),
}
_DAY = timedelta(days=1)
_BEFORE_A_DRAFT = (
    CaseStateCode.RECEIVED,
    CaseStateCode.PROCESSING,
    CaseStateCode.CONSULTING,
    CaseStateCode.AWAITING_REASON,
)


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


def below(viewer: Viewer, today: date) -> QuerySet:
    """Organs under an authority whose applications are late or press, with how many: `organ`, its name, `late`, `soon`."""
    watched = Application.objects.filter(at_work(), on_ground(viewer.ground("authority")))
    others = watched.exclude(on_ground(viewer.ground(*HANDLERS)))
    pressing = {code: WORKLISTS[code].where(viewer, today) for code in ("late", "soon")}
    numbers = {code: Count("pk", filter=where) for code, where in pressing.items()}
    found = others.order_by().values("organ", "organ__short_name").annotate(**numbers)
    return found.filter(Q(late__gt=0) | Q(soon__gt=0)).order_by("-late", "-soon", "organ__path")


def passed_by(today: date, workdays: int) -> date:
    """The last day from which so many working days are over before today."""
    day = today - _DAY
    while add_workdays(day, workdays, calendar=calendar()).day >= today:
        day -= _DAY
    return day


def has_lapsed(application: Application, today: date) -> bool:
    """Whether the applicant was waited for until his time was over, so that an officer must end it or take in what came."""
    limit, _move = LAPSES.get(application.state, ("", ""))
    over = application.next_on is not None and application.next_on < today
    return over and application.next_limit == limit


def _overdue(_viewer: Viewer, today: date) -> Q:
    return owed() & overdue(today)


def _within(workdays: int) -> Callable[[Viewer, date], Q]:
    """Not over, and so near; a provisional day that has passed is nearer than any other."""

    def where(_viewer: Viewer, today: date) -> Q:
        last = add_workdays(today, workdays, calendar=calendar()).day
        return owed() & Q(due_on__lte=last) & ~overdue(today)

    return where


def _made_late(_viewer: Viewer, _today: date) -> Q:
    return Q(made_on__gt=F("due_on"), is_provisional=False)


def _lapsed(_viewer: Viewer, today: date) -> Q:
    parts = [Q(state=state, next_limit=limit) for state, (limit, _move) in LAPSES.items()]
    return Q(next_on__lt=today) & reduce(Q.__or__, parts)


def _awaited(*states: str) -> Callable[[Viewer, date], Q]:
    """In one of these states, and there is still time."""
    return lambda viewer, today: Q(state__in=states) & ~_lapsed(viewer, today)


def _in(*states: str) -> Callable[[Viewer, date], Q]:
    return lambda _viewer, _today: Q(state__in=states)


def _extended(_viewer: Viewer, _today: date) -> Q:
    return at_work() & Q(is_extended=True)


def _unassigned(_viewer: Viewer, _today: date) -> Q:
    return Q(state=CaseStateCode.RECEIVED, section=None)


def _unconfirmed_long(_viewer: Viewer, today: date) -> Q:
    last = passed_by(today, internal().confirm)
    return Q(state=CaseStateCode.UNCONFIRMED, submitted_at__date__lte=last)


def _unassigned_long(viewer: Viewer, today: date) -> Q:
    return _unassigned(viewer, today) & Q(received_on__lte=passed_by(today, internal().triage))


def _undrafted(_viewer: Viewer, today: date) -> Q:
    last = add_workdays(today, internal().draft, calendar=calendar()).day
    return owed() & Q(state__in=_BEFORE_A_DRAFT, due_on__range=(today, last))


def _to_archive(_viewer: Viewer, today: date) -> Q:
    """Over for so long, and not in the archive; what was taken over lies in its old volume."""
    last = passed_by(today, archive_law().workdays)
    over = Q(concluded_on__lte=last) & (Q(made_on=None) | Q(made_on__lte=last))
    return Q(state__in=case_lifecycle().moves["archive"].steps, taken_over_from="") & over


def _fee_to_approve(viewer: Viewer, today: date) -> Q:
    """Proposed by somebody else, and a notice may still go out."""
    proposed = FeeNotice.objects.filter(noticed_on=None).exclude(proposed_by=viewer.person).order_by()
    mine = on_ground(viewer.ground(*duties_of("notice_fee")))
    return mine & Q(state=CaseStateCode.PROCESSING, due_on__gte=today, pk__in=proposed.values("application"))


def _asked(viewer: Viewer, _today: date) -> Q:
    return at_work() & Q(pk__in=asked_of(viewer).order_by().values("application"))


def _of_their_sections(viewer: Viewer) -> Q:
    handling = [one for one in viewer.held if one.duty.code in HANDLERS]
    parts = [Q(section=one.section) if one.section else Q(section__organ=one.organ) for one in handling]
    return reduce(Q.__or__, parts, Q(pk__in=()))


def _to_sign(viewer: Viewer, _today: date) -> Q:
    waiting = waiting_for(viewer).filter(subject_label="applications.reply").values("subject_id")
    replies = Reply.objects.filter(pk__in=waiting).order_by()
    return Q(state=CaseStateCode.UNDER_REVIEW, pk__in=replies.values("application"))


def _promotable(_viewer: Viewer, _today: date) -> Q:
    return Q(pk__in=Promotion.objects.open().order_by().values("application"))


_ALL = (
    Worklist("late", "已经超期", _overdue),
    Worklist("next_day", "今天或者下一个工作日到期", _within(1)),
    Worklist("soon", f"{SOON}个工作日内到期", _within(SOON)),
    Worklist("confirm_late", "应当与申请人确认收到", _unconfirmed_long),
    Worklist("triage_late", "应当分办", _unassigned_long),
    Worklist("draft_late", "应当拟出答复稿", _undrafted),
    Worklist("unconfirmed", "等确认收到", _in(CaseStateCode.UNCONFIRMED)),
    Worklist("unassigned", "等分办", _unassigned),
    Worklist("asked", "等我科室协办", _asked),
    Worklist("to_sign", "等我审签", _to_sign),
    Worklist("fee_to_approve", "等我批准收费", _fee_to_approve),
    Worklist("to_serve", "等送达", _in(CaseStateCode.SIGNED)),
    Worklist("lapsed", "期限已过，等登记逾期未补正、逾期未缴费", _lapsed),
    Worklist(
        "for_applicant",
        "等申请人补正或者说明",
        _awaited(CaseStateCode.AWAITING_CORRECTION, CaseStateCode.AWAITING_REASON),
    ),
    Worklist("for_third_party", "等征求的意见", _in(CaseStateCode.CONSULTING)),
    Worklist("for_payment", "等申请人缴费", _awaited(CaseStateCode.AWAITING_PAYMENT)),
    Worklist("extended", "已经延期", _extended),
    Worklist("to_archive", "应当归档", _to_archive, is_open=False),
    Worklist("made_late", "超期答复", _made_late, is_open=False),
    Worklist("promotable", "等我决定是否转为主动公开", _promotable, is_open=False),
)
WORKLISTS: Mapping[str, Worklist] = {one.code: one for one in _ALL}
