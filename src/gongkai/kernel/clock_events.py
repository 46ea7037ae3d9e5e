"""What each event does to the days of a case; one for which the law leaves no room on its day is refused.

Only days are looked at here: which move a state allows is the lifecycle's.
"""

from collections.abc import Callable
from datetime import date

from .case import CaseEvent, Happened
from .clock_explained import explain
from .clock_steps import Effect
from .consultation_events import consultation_closed, consultation_received, consultation_sent
from .days import in_words
from .reckoning import Reckoning
from .workdays import Counted, add_workdays, workdays_between


def tell(case: Reckoning, event: CaseEvent) -> None:
    """Take the next event, in the order in which they count. NotLawful when the law leaves no room for it."""
    taken = _TAKEN.get(event.kind)
    if taken is None:
        return
    if case.received_on is None and event.kind not in _BEFORE_RECEIPT:
        raise case.refused(event, "还没有记入收到申请的日期", allowed="请先记入收到申请的日期。")
    if case.closed_on is not None and event.kind in _OPEN_ONLY:
        said = f"这件申请已经在{in_words(case.closed_on)}办结"
        raise case.refused(event, said, allowed="只能记入答复的邮寄和送达，或者先重新办理。")
    taken(case, event)


def _received(case: Reckoning, event: CaseEvent) -> None:
    law = case.law.deadlines
    if case.received_on is not None:
        said = f"收到申请的日期已经是{in_words(case.received_on)}"
        raise case.refused(event, said, allowed="收到日期只有一个；记错了的，请更正原来的记录。")
    if event.on < law.earliest_on:
        problem = case.refused(
            event,
            f"{law.earliest_article}自{in_words(law.earliest_on)}起施行，此前收到的申请适用修订前的规定",
            allowed=f"只能计算{in_words(law.earliest_on)}以后收到的申请。",
        )
        problem.article = law.earliest_article
        raise problem
    case.received_on = event.on
    case.start(event.on, law.reply_due)
    case.note(event, Effect.DAY_0)


def _correction_asked(case: Reckoning, event: CaseEvent) -> None:
    if case.asked_on is not None:
        said = f"已经在{in_words(case.asked_on)}告知过一次补正，告知补正以一次为限"
        raise case.refused(event, said, allowed="可以等候补正，或者按现有的申请内容答复。")
    last = case.count(case.received_on or event.on, case.law.deadlines.correction_notice_due)
    is_late = event.on > last.day
    if is_late and not event.reason.strip():
        said = f"应当在{in_words(last.day)}以前告知，现在已经超过"
        allowed = "写明理由后仍可以告知，但是答复期限不停止、不重新计算；也可以按现有的申请内容答复。"
        raise case.refused(event, said, allowed=allowed)
    limit = case.count(event.on, case.law.deadlines.correction_due)
    if event.limit_on is not None:
        if event.limit_on <= event.on:
            raise case.refused(
                event, "补正期限不在告知之后", allowed="请写明告知之后的一天；不写明的，按系统的默认期限。"
            )
        limit = Counted(event.limit_on)
    case.asked_on, case.correction_limit, case.is_late_notice = event.on, limit, is_late
    if is_late:
        case.note(event, Effect.LATE_NOTICE, until=limit.day)
    else:
        case.note(event, Effect.AWAITS_CORRECTION, until=limit.day)


def _corrected(case: Reckoning, event: CaseEvent) -> None:
    limit = case.correction_limit
    if limit is None:
        raise case.refused(event, "在这以前没有告知补正", allowed="申请人补充的材料可以附卷，答复期限不变。")
    if case.is_corrected:
        raise case.refused(event, "补正的事已经了结", allowed="补正以一次为限；新的要求请作为新的申请登记。")
    if case.closed_on is not None and not case.is_correction_lapsed:
        said = f"这件申请已经在{in_words(case.closed_on)}办结"
        raise case.refused(event, said, allowed="新的要求请作为新的申请登记。")
    if event.on > limit.day and not event.reason.strip():
        said = f"补正期限在{in_words(limit.day)}已经届满，没有记入正当理由"
        allowed = "有正当理由的，写明理由后收下，答复期限重新计算；没有的，请作为新的申请登记。"
        raise case.refused(event, said, allowed=allowed)
    case.is_corrected, case.is_correction_lapsed = True, False
    if case.closed_on is not None:
        case.revive()
    if case.is_late_notice:
        case.note(event, Effect.RUNS_ON)
        return
    case.start(event.on, case.law.deadlines.reply_due)
    case.note(event, Effect.DAY_0)


def _correction_lapsed(case: Reckoning, event: CaseEvent) -> None:
    limit = case.correction_limit
    if limit is None or case.is_corrected:
        said = "已经收到补正" if limit else "在这以前没有告知补正"
        raise case.refused(event, said, allowed="请继续办理。")
    if event.on <= limit.day:
        said = f"补正期限到{in_words(limit.day)}才届满"
        raise case.refused(event, said, allowed=f"请等候补正，{in_words(limit.day)}过后再办。")
    case.is_correction_lapsed = True
    _close(case, event)


def _extended(case: Reckoning, event: CaseEvent) -> None:
    most = case.law.deadlines.extension.workdays
    due = _running(case, event)
    if case.is_extended:
        raise case.refused(event, "已经延长过一次", allowed=f"应当在{in_words(due)}以前答复。")
    if case.fixed_on is not None:
        said = f"答复的日期已经确定为{in_words(due)}"
        raise case.refused(event, said, allowed=f"应当在{in_words(due)}以前答复。")
    if event.days is None or not 1 <= event.days <= most:
        said = "没有写明延长多少个工作日" if event.days is None else f"不能延长{event.days}个工作日"
        raise case.refused(event, said, allowed=f"可以延长1至{most}个工作日。")
    case.is_extended, case.extension = True, event.days
    until = add_workdays(due, event.days, calendar=case.law.calendar).day
    case.note(event, Effect.EXTENDED, until=until, days=event.days)


def _delayed(case: Reckoning, event: CaseEvent) -> None:
    due = _running(case, event)
    if case.fixed_on is not None:
        said = f"答复的日期已经确定为{in_words(due)}"
        raise case.refused(event, said, allowed=f"应当在{in_words(due)}以前答复。")
    if event.until is None or event.until <= due:
        said = "没有写明延迟到哪一天" if event.until is None else "延迟到的日期不晚于现在的答复期限"
        raise case.refused(event, said, allowed=f"请写明{in_words(due)}以后的一天。")
    case.fixed_on = event.until
    case.note(event, Effect.DELAYED, until=event.until)


def _running(case: Reckoning, event: CaseEvent) -> date:
    """The last day for the reply; refused when the clock stands still or that day is over."""
    due = case.due()
    if due is None:
        what = "补正" if case.awaits_correction else "缴费"
        said = f"正在等候申请人{what}，答复期限没有在计算"
        raise case.refused(event, said, allowed=f"请在申请人{what}、答复期限重新计算以后再办。")
    if event.on > due.day:
        said = f"答复期限在{in_words(due.day)}已经届满"
        raise case.refused(event, said, allowed="请尽快答复；期限届满以后不能再改变期限。")
    return due.day


def _fee_noticed(case: Reckoning, event: CaseEvent) -> None:
    if case.payment_limit is not None:
        raise case.refused(event, "已经发过收费通知", allowed="一件申请只发一次收费通知。")
    due = case.due()
    if due is not None and event.on > due.day:
        said = f"收费通知应当在办理期限以内发出，期限在{in_words(due.day)}已经届满"
        raise case.refused(event, said, allowed="不能再收费，请尽快答复。")
    case.payment_limit = case.count(event.on, case.law.deadlines.payment_due)
    case.note(event, Effect.AWAITS_PAYMENT, until=case.payment_limit.day)


def _fee_paid(case: Reckoning, event: CaseEvent) -> None:
    limit = case.payment_limit
    if limit is None or case.is_paid:
        said = "已经缴过费" if limit else "在这以前没有发出收费通知"
        raise case.refused(event, said, allowed="多缴的费用请按规定退还。")
    if event.on > limit.day:
        said = f"缴费期限在{in_words(limit.day)}已经届满，视为放弃申请"
        raise case.refused(
            event, said, allowed="请记入逾期未缴费；仍需要信息的，请作为新的申请登记，缴纳的费用请退还。"
        )
    case.is_paid = True
    case.start(event.on, case.law.deadlines.paid_reply_due)
    case.note(event, Effect.DAY_0)


def _fee_lapsed(case: Reckoning, event: CaseEvent) -> None:
    limit = case.payment_limit
    if limit is None or case.is_paid:
        said = "已经缴过费" if limit else "在这以前没有发出收费通知"
        raise case.refused(event, said, allowed="请继续办理。")
    if event.on <= limit.day:
        said = f"缴费期限到{in_words(limit.day)}才届满"
        raise case.refused(event, said, allowed=f"请等候缴费，{in_words(limit.day)}过后再办。")
    _close(case, event)


def _reasons_asked(case: Reckoning, event: CaseEvent) -> None:
    case.note(event, Effect.RUNS_ON)


def _replied(case: Reckoning, event: CaseEvent) -> None:
    """The first of reply, posting and service makes the reply; that it arrived is only kept. That the office is done with it
    changes no day and is told by itself."""
    if case.closed_on is not None:
        if event.kind is not Happened.REPLIED:
            case.note(event, Effect.FACT)
        return
    due = case.due()
    case.made_on = event.on
    if due is not None and event.on > due.day:
        late = workdays_between(due.day, event.on, calendar=case.law.calendar)
        case.note(event, Effect.LATE, days=late)
    else:
        case.note(event, Effect.ON_TIME if due else Effect.CLOSED)
    case.final, case.closed_on = due, event.on


def _ended(case: Reckoning, event: CaseEvent) -> None:
    _close(case, event)


def _close(case: Reckoning, event: CaseEvent) -> None:
    case.final = case.due()
    case.closed_on = event.on
    case.note(event, Effect.CLOSED)


def _reopened(case: Reckoning, event: CaseEvent) -> None:
    if case.closed_on is None:
        raise case.refused(event, "这件申请还没有办结", allowed="请继续办理。")
    if event.by is None:
        raise case.refused(
            event, "没有写明因何重新办理", allowed="请写明是行政复议、行政诉讼，还是自行纠正。"
        )
    if event.limit_on is not None and event.limit_on < event.on:
        raise case.refused(
            event, "决定的期限在收到决定之前", allowed="请核对期限；决定没有写明期限的，不填。"
        )
    explain(case)
    case.reopen()
    case.start(event.on, case.law.deadlines.reopened_reply_due)
    case.fixed_on = event.limit_on
    does = Effect.DAY_0_ORDERED if event.limit_on else Effect.DAY_0
    case.note(event, does, until=event.limit_on)


_TAKEN: dict[Happened, Callable[[Reckoning, CaseEvent], None]] = {
    Happened.RECEIVED: _received,
    Happened.CORRECTION_ASKED: _correction_asked,
    Happened.CORRECTED: _corrected,
    Happened.CORRECTION_LAPSED: _correction_lapsed,
    Happened.CONSULTATION_SENT: consultation_sent,
    Happened.CONSULTATION_RECEIVED: consultation_received,
    Happened.CONSULTATION_CLOSED: consultation_closed,
    Happened.EXTENDED: _extended,
    Happened.DELAYED: _delayed,
    Happened.FEE_NOTICED: _fee_noticed,
    Happened.FEE_PAID: _fee_paid,
    Happened.FEE_LAPSED: _fee_lapsed,
    Happened.REASONS_ASKED: _reasons_asked,
    Happened.REPLIED: _replied,
    Happened.POSTED: _replied,
    Happened.ANNOUNCED: _replied,
    Happened.SERVED: _replied,
    Happened.WITHDRAWN: _ended,
    Happened.VOIDED: _ended,
    Happened.SPLIT: _ended,
    Happened.REOPENED: _reopened,
}
_BEFORE_RECEIPT = {Happened.RECEIVED, Happened.WITHDRAWN, Happened.VOIDED}
_OPEN_ONLY = {
    Happened.CORRECTION_ASKED,
    Happened.CORRECTION_LAPSED,
    Happened.CONSULTATION_SENT,
    Happened.EXTENDED,
    Happened.DELAYED,
    Happened.FEE_NOTICED,
    Happened.FEE_PAID,
    Happened.FEE_LAPSED,
    Happened.REASONS_ASKED,
    Happened.WITHDRAWN,
    Happened.VOIDED,
    Happened.SPLIT,
}
