"""What an applicant is told of his application, in plain sentences: where it stands, which day comes next and why, what is
asked of him, and what has happened so far. Nothing is looked up here: the case, its clock and the law come in."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.kernel.application import CaseStanding, happen
from gongkai.kernel.application import state as standing_after
from gongkai.kernel.case import CaseEvent, Happened, in_order
from gongkai.kernel.case_codes import CaseStateCode
from gongkai.kernel.case_lifecycle import CaseLifecycle
from gongkai.kernel.clock import Clock, OpenLimit
from gongkai.kernel.clock_steps import ClockStep
from gongkai.kernel.days import full_day, in_words
from gongkai.kernel.deadlines import ClockLaw
from gongkai.kernel.outcomes import Outcome
from gongkai.kernel.remedies import Challenged, Remedy, RemedyLaw, Way, limits_of
from gongkai.kernel.workdays import Calendar, workdays_between

from .overdue import is_overdue

# States in which a reply was made, so that its result is told with them.
_ANSWERED = frozenset({CaseStateCode.SERVED, CaseStateCode.CLOSED, CaseStateCode.ARCHIVED})
_WAYS = {Way.REVIEW: "申请行政复议", Way.SUIT: "提起行政诉讼"}
_CHALLENGED = {Challenged.WITHHELD: "对不予公开的部分", Challenged.REST: "对其他部分"}


@dataclass(frozen=True, slots=True)
class Law:
    """What the telling reads in the law: lengths and calendar, the table of states, the results."""

    clock: ClockLaw
    lifecycle: CaseLifecycle
    outcomes: Mapping[str, Outcome]


@dataclass(frozen=True, slots=True)
class NextDay:
    """The day that comes next: for what, how long that still is, why this day. `is_over`: it has passed."""

    on: date
    name: str
    left: str
    why: str
    is_over: bool = False
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class AskedOf:
    """Something for which the applicant is waited for; `move` is the step that he may take himself, empty for none."""

    title: str
    text: str
    move: str = ""


@dataclass(frozen=True, slots=True)
class StepTold:
    """One thing that happened, or one day of the reckoning, under its article if it has one."""

    on: date
    sentence: str
    article: str


@dataclass(frozen=True, slots=True)
class Told:
    """All that stands on the applicant's page about the case itself. `overdue_on` is the day that was not kept."""

    name: str
    sentence: str
    next: NextDay | None
    asked: tuple[AskedOf, ...]
    steps: tuple[StepTold, ...]
    reckoning: tuple[StepTold, ...]
    overdue_on: date | None


@dataclass(frozen=True, slots=True)
class WayTold:
    """One way that is open to somebody who does not agree, and until when."""

    name: str
    until: date
    is_over: bool
    is_provisional: bool
    article: str


@dataclass(frozen=True, slots=True)
class _Case:
    """A case as it stands on the day on which it is told."""

    standing: CaseStanding
    clock: Clock
    events: Sequence[CaseEvent]
    on: date
    law: Law


def told(events: Sequence[CaseEvent], clock: Clock, *, on: date, law: Law) -> Told:
    """What an applicant reads on a day."""
    standing = standing_after(events, lifecycle=law.lifecycle)
    case = _Case(standing, clock, events, on, law)
    overdue_on = clock.due_on if standing.state.is_open and is_overdue(clock, on) else None
    return Told(
        name="已超期" if overdue_on else standing.state.name,
        sentence=_line(case, overdue_on),
        next=_next(case),
        asked=tuple(_asked(case)),
        steps=tuple(_steps(events, clock, lifecycle=law.lifecycle)),
        reckoning=tuple(map(_reckoned, clock.steps)),
        overdue_on=overdue_on,
    )


def left_until(until: date, on: date, *, calendar: Calendar) -> str:
    """还有3个工作日 / 就是今天 / 已超过2个工作日."""
    if until == on:
        return "就是今天"
    days = workdays_between(on, until, calendar=calendar)
    if until > on:
        return f"还有{days}个工作日" if days else f"还有{(until - on).days}天"
    return f"已超过{-days}个工作日" if days else "已经过去"


def ways(remedy: Remedy, begins_on: date, *, on: date, law: RemedyLaw, calendar: Calendar) -> list[WayTold]:
    """The ways that a reply, or its absence, leaves open, with their last days."""
    return [
        WayTold(
            name=f"{_CHALLENGED.get(limit.challenged, '')}{_WAYS[limit.way]}",
            until=limit.until.day,
            is_over=limit.until.day < on,
            is_provisional=limit.until.is_provisional,
            article=limit.article,
        )
        for limit in limits_of(remedy, begins_on, law=law, calendar=calendar)
    ]


def _line(case: _Case, overdue_on: date | None) -> str:
    standing, law = case.standing, case.law
    if overdue_on:
        over = left_until(overdue_on, case.on, calendar=law.clock.calendar)
        return f"我们应当在{full_day(overdue_on)}以前答复您，没有做到，{over}。我们仍然应当答复；您现在可以怎样做，写在下面。"
    outcome = law.outcomes.get(standing.reply or standing.outcome)
    if standing.state.code in _ANSWERED and outcome:
        return f"{standing.state.applicant}{outcome.told}"
    return standing.state.applicant


def _next(case: _Case) -> NextDay | None:
    """The day for which somebody waits: the applicant's while the clock stands still, else that of the reply."""
    return (_waited_for(case) or _reply_due(case)) if case.standing.state.is_open else None


def _waited_for(case: _Case) -> NextDay | None:
    clock, lengths = case.clock, case.law.clock.deadlines
    if clock.awaits_correction and (limit := _limit(case, "correction_due")):
        why = f"是补正告知书写明的日期（{lengths.correction_due.article}）。"
        return _day(case, limit.on, "请您补正", why, may_move=limit.is_provisional)
    if clock.awaits_payment and (limit := _limit(case, "payment_due")):
        length = lengths.payment_due
        why = f"从收到收费通知的次日起{length.workdays}个工作日（{length.article}）。"
        return _day(case, limit.on, "请您缴费", why, may_move=limit.is_provisional)
    return None


def _limit(case: _Case, code: str) -> OpenLimit | None:
    return next((limit for limit in case.clock.limits if limit.code == code), None)


def _reply_due(case: _Case) -> NextDay | None:
    clock = case.clock
    if clock.due_on is None or clock.started_on is None:
        return None
    why = _why(case, clock.started_on, clock.due_on)
    return _day(case, clock.due_on, "我们答复您", why, may_move=clock.is_provisional)


def _day(case: _Case, until: date, name: str, why: str, *, may_move: bool) -> NextDay:
    left = left_until(until, case.on, calendar=case.law.clock.calendar)
    return NextDay(until, name, left, why, is_over=until < case.on, is_provisional=may_move)


def _why(case: _Case, started_on: date, due_on: date) -> str:
    """Why a reply is due on its day: how many days it is from which, and what is among them."""
    clock, law = case.clock, case.law.clock
    days = workdays_between(started_on, due_on, calendar=law.calendar)
    among = [f"征求意见的{clock.tolled}个工作日（不计入答复期限）"] if clock.tolled else []
    among += ["依法延长的时间"] if clock.is_extended else []
    parts = [f"从{in_words(started_on)}的次日起算，共{days}个工作日（{law.deadlines.reply_due.article}）"]
    parts += [f"其中有{'和'.join(among)}"] if among else []
    parts += ["意见来得早，答复的日期也会提前"] if case.standing.asked else []
    return f"{'；'.join(parts)}。"


def _asked(case: _Case) -> Iterator[AskedOf]:
    ask = _ASKED.get(case.standing.state.code)
    if ask is not None:
        yield ask(case)


def _confirm(_case: _Case) -> AskedOf:
    return AskedOf(
        "请接听我们的电话", "我们会用您留下的联系方式与您确认收到。两三天没有接到的，请与受理机关联系。"
    )


def _correct(case: _Case) -> AskedOf:
    limit = case.clock.limit("correction_due")
    if limit is not None and case.on > limit:
        late = f"补正的期限在{full_day(limit)}已经过去。有正当理由的，请与受理机关联系，由工作人员收下补正；也可以重新提出申请（条例第三十条）。"
        return AskedOf("补正的期限已经过去", late)
    said = next((one.reason for one in case.events if one.kind is Happened.CORRECTION_ASKED), "")
    # The reason for a late notice is the office's own affair.
    is_told = said and not case.clock.is_late_notice
    what = f"需要补正的是：{said}" if is_told else "需要补正什么，写在补正告知书里。"
    return AskedOf("请补正您的申请", f"{_before(limit, '补正', case)}{what}", "correct")


def _explain(case: _Case) -> AskedOf:
    until = _before(case.standing.reasons_due_on, "说明", case)
    why = "没有说明理由，或者理由不合理的，我们可以不予处理（条例第三十五条）。"
    return AskedOf("请说明申请的理由", f"您申请的数量或者次数较多。{until}{why}", "give_reasons")


def _pay(case: _Case) -> AskedOf:
    until = _before(case.clock.limit("payment_due"), "缴费", case)
    return AskedOf(
        "请缴纳信息处理费", f"{until}怎样缴费，写在收费通知里。缴费以后由工作人员登记，不用在这里说明。"
    )


def _before(limit: date | None, doing: str, case: _Case) -> str:
    """请在2026年3月5日（星期四）以前补正，还有3个工作日。; empty when no day is set."""
    if limit is None:
        return ""
    left = left_until(limit, case.on, calendar=case.law.clock.calendar)
    return f"请在{full_day(limit)}以前{doing}，{left}。"


_ASKED: Mapping[str, Callable[[_Case], AskedOf]] = {
    CaseStateCode.UNCONFIRMED: _confirm,
    CaseStateCode.AWAITING_CORRECTION: _correct,
    CaseStateCode.AWAITING_REASON: _explain,
    CaseStateCode.AWAITING_PAYMENT: _pay,
}


def _steps(events: Sequence[CaseEvent], clock: Clock, *, lifecycle: CaseLifecycle) -> Iterator[StepTold]:
    """What happened, each thing once: in the words of the clock where it says something, else by where it led."""
    explained = [step for step in clock.steps if step.what in set(Happened)]
    case = standing_after((), lifecycle=lifecycle)
    for event in in_order(events):
        before, case = case.state, happen(case, event, lifecycle=lifecycle)
        step = next((one for one in explained if (one.on, one.what) == (event.on, event.kind)), None)
        if step is not None:
            explained.remove(step)
            yield StepTold(step.on, step.sentence, step.article)
        elif event.kind is Happened.ARRIVED:
            yield StepTold(event.on, "申请送到受理机关。", "")
        elif case.state.applicant != before.applicant:
            article = lifecycle.move_of(event, state=before.code).article
            yield StepTold(event.on, case.state.applicant, article)


def _reckoned(step: ClockStep) -> StepTold:
    return StepTold(step.on, step.sentence, step.article)
