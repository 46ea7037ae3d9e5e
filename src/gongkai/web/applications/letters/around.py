"""What a letter is about beside its case, and the days that it tells: what had happened before it, and what it moves."""

from dataclasses import dataclass, replace
from datetime import date

from gongkai.kernel.case import CaseEvent, Happened
from gongkai.kernel.clock import Clock, clock
from gongkai.kernel.days import in_words
from gongkai.kernel.letter_days import reckoned
from gongkai.kernel.outcomes import Decision, decide
from gongkai.lawbook.deadlines import clock_law
from gongkai.lawbook.outcomes import outcome_law
from gongkai.web.applications.actions.moving import events_of
from gongkai.web.applications.models import Application, Consultation, Contribution, FeeNotice

from .facts import applicants_of

_LAST = 10**9  # after everything that was entered


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a letter is about beside its case: the day on which it is written, the event that it tells, who or what it
    belongs to, and the result that it ends the case with."""

    on: date
    event: CaseEvent | None = None
    consultation: Consultation | None = None
    contribution: Contribution | None = None
    fee: FeeNotice | None = None
    outcome: str = ""

    @property
    def decision(self) -> Decision | None:
        """The result, with its articles; None for a letter that ends nothing."""
        return decide([self.outcome], law=outcome_law()) if self.outcome else None


def before(application: Application, around: Around) -> list[CaseEvent]:
    """What had happened before what the letter tells."""
    event = around.event
    if event is None:
        return events_of(application)
    same = (event.kind, event.on, event.id)
    return [one for one in events_of(application) if (one.kind, one.on, one.id) != same]


def after(application: Application, event: CaseEvent) -> list[CaseEvent]:
    """What had happened, and this where it was entered, or as the last of it."""
    others = before(application, Around(on=event.on, event=event))
    return [*others, replace(event, entry=event.entry or _LAST)]


def last(application: Application, kind: Happened, around: Around) -> CaseEvent | None:
    """What the letter tells, or the last of its kind that was entered."""
    if around.event is not None and around.event.kind is kind:
        return around.event
    return next((one for one in reversed(events_of(application)) if one.kind is kind), None)


def day(on: date | None) -> str:
    """A day in words, or nothing."""
    return in_words(on) if on else ""


def moved(application: Application, event: CaseEvent) -> tuple[dict[str, str], Clock]:
    """What a notice tells of the days that an event moves, and the clock after it. How the day was reckoned before, a letter
    tells only where more than this event changed it."""
    old = clock(before(application, Around(on=event.on, event=event)), law=clock_law())
    new = clock(after(application, event), law=clock_law())
    you = applicants_of(application).you
    told = reckoned(new, you=you) if reckoned(old, you=you) else ""
    return {"reply_due_on": day(old.due_on), "reckoned": told}, new
