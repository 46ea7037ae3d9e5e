"""The days of a case while its events are told one after another.

With a list of steps to fill, the telling explains itself; without one it only counts.
"""

from datetime import date

from . import clock_steps as words
from .case import CaseEvent, Consulted
from .clock_steps import ClockStep, Effect
from .consultation import Consultation, Pause, pauses
from .days import in_words
from .deadlines import ClockLaw, Deadline
from .problems import NotLawful
from .workdays import Counted, add_workdays


class Reckoning:
    """What is known of a case so far. A clock is read off it when all has been told."""

    __slots__ = (
        "_pauses", "asked_on", "closed_on", "consultations", "correction_limit", "extension", "final", "fixed_on",
        "is_corrected", "is_correction_lapsed", "is_extended", "is_late_notice", "is_paid", "law", "length",
        "made_on", "payment_limit", "received_on", "started_on", "steps",
    )  # fmt: skip

    def __init__(self, law: ClockLaw, steps: list[ClockStep] | None) -> None:
        self.law = law
        self.steps = steps
        self.received_on: date | None = None
        self.started_on: date | None = None
        self.length = 0
        self.extension = 0
        self.is_extended = False
        self.fixed_on: date | None = None
        self.asked_on: date | None = None
        self.correction_limit: Counted | None = None
        self.is_late_notice = False
        self.is_corrected = False
        self.is_correction_lapsed = False
        self.payment_limit: Counted | None = None
        self.is_paid = False
        self.consultations: dict[str, Consultation] = {}
        self._pauses: tuple[Pause, ...] | None = ()
        self.closed_on: date | None = None
        self.made_on: date | None = None
        self.final: Counted | None = None

    @property
    def awaits_correction(self) -> bool:
        """Whether the reply waits for the applicant's correction."""
        return self.asked_on is not None and not self.is_corrected and not self.is_late_notice

    @property
    def awaits_payment(self) -> bool:
        """Whether the reply waits for the applicant's payment."""
        return self.payment_limit is not None and not self.is_paid

    def due(self) -> Counted | None:
        """The last day for the reply as things stand; None while the clock stands still. A closed case keeps its own."""
        start = self.started_on
        if self.closed_on is not None:
            return self.final
        if start is None or self.awaits_correction or self.awaits_payment:
            return None
        if self.fixed_on is not None:
            return Counted(self.fixed_on)
        days = self.length + self.extension
        if self.consultations:
            for pause in self.pauses():
                days += pause.workdays
        return add_workdays(start, days, calendar=self.law.calendar)

    def pauses(self) -> tuple[Pause, ...]:
        """The days that consultations take out of the present count."""
        if self._pauses is None:
            asked, start = self.consultations.values(), self.started_on
            self._pauses = pauses(asked, start=start, calendar=self.law.calendar) if start else ()
        return self._pauses

    def consult(self, asked: Consultation) -> None:
        """A consultation as it stands from now on: only this and a fresh count change the pauses."""
        self.consultations[asked.id] = asked
        self._pauses = None

    def count(self, day: date, deadline: Deadline) -> Counted:
        """The last day of a length that counts from a day."""
        return add_workdays(day, deadline.workdays, calendar=self.law.calendar)

    def refused(self, event: CaseEvent, said: str, *, allowed: str) -> NotLawful:
        """The refusal of an event: why, under which article, and what is allowed instead."""
        name = words.NAMES[event.kind]
        return NotLawful(
            f"{in_words(event.on)}的“{name}”不能成立：{said}。", allowed, article=self.article(event)
        )

    def article(self, event: CaseEvent, *, of: Consulted | None = None) -> str:
        """Under which article an event happens; empty for what needs none. `of`: whom a consultation asks."""
        if consulted := of or event.of:
            return self.consulted_deadline(consulted).article
        key = f"{event.kind}_{event.by}" if event.by else event.kind
        return self.law.deadlines.articles.get(key, "")

    def consulted_deadline(self, of: Consulted) -> Deadline:
        """How long whoever is consulted has."""
        return self.law.deadlines.opinion_due[of]

    def note(self, event: CaseEvent, does: Effect, *, until: date | None = None, days: int = 0) -> None:
        """Keep the step of an event, when somebody wants to read it."""
        if self.steps is not None:
            name = words.REOPENERS[event.by] if event.by else words.NAMES[event.kind]
            self.steps.append(ClockStep(event.on, event.kind, self.article(event), does, until, days, name))

    def note_opinion(self, event: CaseEvent, does: Effect, *, asked: Consultation) -> None:
        """Keep the step of a consultation: its article and its words are those of whoever is asked."""
        if self.steps is not None:
            article = self.consulted_deadline(asked.of).article
            name = words.CONSULTED[asked.of]
            self.steps.append(ClockStep(event.on, event.kind, article, does, asked.limit_on, name=name))

    def start(self, day: date, deadline: Deadline) -> None:
        """A fresh count from a day. A day set by a delay or an order stays when it lies later."""
        self.started_on, self.length = day, deadline.workdays
        self._pauses = None
        if self.fixed_on is not None:
            days = self.length + self.extension
            if self.fixed_on <= add_workdays(day, days, calendar=self.law.calendar).day:
                self.fixed_on = None

    def revive(self) -> None:
        """After its end it is open again: whoever was still asked for an opinion is asked no more."""
        for asked in tuple(self.consultations.values()):
            if asked.closed_on is None:
                self.consult(asked._replace(closed_on=self.closed_on))
        self.closed_on = self.final = None

    def reopen(self) -> None:
        """Forget how the case ended: it is open again, nothing is waited for, and the reply may be extended anew."""
        self.revive()
        self.made_on = self.fixed_on = None
        self.is_corrected = self.asked_on is not None
        self.payment_limit, self.is_paid = None, False
        self.is_extended, self.extension = False, 0
