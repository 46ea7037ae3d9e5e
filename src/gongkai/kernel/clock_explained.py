"""What happened to a count besides its events: the pauses, the holidays on the way, the last day."""

from collections.abc import Iterator

from .case import Happened
from .clock_steps import ClockStep, Effect
from .deadlines import Deadline
from .reckoning import Reckoning
from .workdays import Counted


def explain(case: Reckoning) -> None:
    """Add the steps of the present count that are no events, when somebody wants to read them."""
    if case.steps is None or case.started_on is None:
        return
    due = case.due()
    if due is None:
        case.steps += _waiting(case)
        return
    if case.fixed_on is None:
        if case.consultations:
            case.steps += _paused(case)
        case.steps += case.law.steps_between(case.started_on, due.day)
    case.steps.append(_last_day("due", due, case.law.deadlines.reply_due))


def _paused(case: Reckoning) -> Iterator[ClockStep]:
    """The pauses: consultations that overlap are one."""
    article = case.law.deadlines.articles.get(Happened.CONSULTATION_SENT, "")
    for after, until, workdays in case.pauses():
        yield ClockStep(after, "paused", article, Effect.PAUSED, until, workdays)


def _waiting(case: Reckoning) -> Iterator[ClockStep]:
    """The day until which the applicant has time, while the clock stands still."""
    lengths = case.law.deadlines
    if case.closed_on is None and case.awaits_correction and case.correction_limit:
        yield _last_day("correction_due", case.correction_limit, lengths.correction_due)
    if case.closed_on is None and case.awaits_payment and case.payment_limit:
        yield _last_day("payment_due", case.payment_limit, lengths.payment_due)


def _last_day(what: str, last: Counted, deadline: Deadline) -> ClockStep:
    does = Effect.LAST_DAY_PROVISIONAL if last.is_provisional else Effect.LAST_DAY
    return ClockStep(last.day, what, deadline.article, does, name=deadline.name)
