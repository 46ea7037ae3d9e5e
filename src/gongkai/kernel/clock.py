"""The statutory clock of an application (条例 Art. 30–35): its due day, and how it came about.

A clock is a fold over what happened: nothing but events, lengths and calendar goes in. The same telling only counts
(`due`) or explains itself as well (`clock`).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from .case import CaseEvent, in_order
from .clock_events import tell
from .clock_explained import explain
from .clock_steps import ClockStep
from .consultation import Pause
from .deadlines import ClockLaw
from .reckoning import Reckoning
from .workdays import Counted

_DAY_OF = itemgetter(0)


class OpenLimit(NamedTuple):
    """A day that somebody must still keep: the organ, the applicant, or whoever is consulted (`id` says which)."""

    code: str
    on: date
    is_provisional: bool = False
    id: str = ""


class Clock(NamedTuple):
    """The days of a case. `due_on` is None while the clock stands still, and before there is an application.

    `is_provisional`: a year on the way to the due day, or to the day that is waited for, is not loaded. `is_on_time`
    is None until the reply is made. `is_late_notice`: correction was asked for after its limit (程序瑕疵).
    """

    received_on: date | None
    started_on: date | None
    due_on: date | None
    is_provisional: bool
    closed_on: date | None
    made_on: date | None
    awaits_correction: bool
    awaits_payment: bool
    is_extended: bool
    is_late_notice: bool
    pauses: tuple[Pause, ...]
    limits: tuple[OpenLimit, ...]
    steps: tuple[ClockStep, ...]

    @property
    def is_closed(self) -> bool:
        """Whether the case has come to an end."""
        return self.closed_on is not None

    @property
    def is_stopped(self) -> bool:
        """Whether the clock stands still until the applicant does something."""
        return not self.is_closed and (self.awaits_correction or self.awaits_payment)

    @property
    def is_on_time(self) -> bool | None:
        """Whether the reply was made within its time."""
        if self.made_on is None:
            return None
        return self.due_on is None or self.made_on <= self.due_on

    @property
    def tolled(self) -> int:
        """How many working days the pauses take out."""
        return sum(pause.workdays for pause in self.pauses)

    def is_paused(self, on: date) -> bool:
        """Whether a day is one that a consultation takes out of the count."""
        return any(pause.after_on < on <= pause.until_on for pause in self.pauses)

    def limit(self, code: str) -> date | None:
        """The open limit of this code that ends first; None when nothing of the kind is open."""
        return min((limit.on for limit in self.limits if limit.code == code), default=None)


def clock(events: Iterable[CaseEvent], *, law: ClockLaw) -> Clock:
    """The days of a case with every step explained. NotLawful when the law leaves no room for an event on its day."""
    steps: list[ClockStep] = []
    case = _told(events, Reckoning(law, steps))
    explain(case)
    if len(steps) > 1:
        steps.sort(key=_DAY_OF)
    due = case.due()
    pauses = case.pauses() if case.consultations else ()
    limits = () if case.closed_on else tuple(_limits(case, due))
    return Clock(
        received_on=case.received_on,
        started_on=case.started_on,
        due_on=due.day if due else None,
        is_provisional=due.is_provisional if due else any(limit.is_provisional for limit in limits),
        closed_on=case.closed_on,
        made_on=case.made_on,
        awaits_correction=case.awaits_correction,
        awaits_payment=case.awaits_payment,
        is_extended=case.is_extended,
        is_late_notice=case.is_late_notice,
        pauses=pauses,
        limits=limits,
        steps=tuple(steps),
    )


def due(events: Iterable[CaseEvent], *, law: ClockLaw) -> Counted | None:
    """Only the last day for the reply, of the same telling: for sweeps over many cases."""
    return _told(events, Reckoning(law, None)).due()


def _told(events: Iterable[CaseEvent], case: Reckoning) -> Reckoning:
    for event in in_order(events):
        tell(case, event)
    return case


def _limits(case: Reckoning, due: Counted | None) -> Iterator[OpenLimit]:
    """What is open now, under the code names of the law."""
    lengths = case.law.deadlines
    if case.received_on and case.asked_on is None:
        notice = case.count(case.received_on, lengths.correction_notice_due)
        yield OpenLimit("correction_notice_due", notice.day, notice.is_provisional)
    if case.asked_on and not case.is_corrected and (correction := case.correction_limit):
        yield OpenLimit("correction_due", correction.day, correction.is_provisional)
    for asked in case.consultations.values():
        if asked.closed_on is None:
            code = case.consulted_deadline(asked.of).code
            yield OpenLimit(code, asked.limit_on, asked.is_provisional, asked.id)
    if case.awaits_payment and (payment := case.payment_limit):
        yield OpenLimit("payment_due", payment.day, payment.is_provisional)
    if due:
        yield OpenLimit("reply_due", due.day, due.is_provisional)
        if case.payment_limit is None:
            yield OpenLimit("fee_notice_due", due.day, due.is_provisional)
