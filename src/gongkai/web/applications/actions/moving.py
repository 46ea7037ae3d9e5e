"""The one way in which something happens to a case: lawful by its state and by its days, entered, and told everywhere.

Acts build the event and fill in what belongs to it (a consultation, a notice, a reply); `happen` does the rest inside
their act. What an application says of its state and days is derived here and nowhere else.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.utils.timezone import localdate

from gongkai.kernel.application import CaseStanding, Facts, entered, state
from gongkai.kernel.case import CaseEvent
from gongkai.kernel.case_lifecycle import CaseMove
from gongkai.kernel.clock import Clock, clock
from gongkai.kernel.duties import PUBLIC
from gongkai.kernel.problems import NotYourDuty, Refused
from gongkai.lawbook.clock_version import clock_version
from gongkai.lawbook.deadlines import clock_law
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.web.applications.counting import count
from gongkai.web.applications.models import Application, Happening
from gongkai.web.ledger.actions import Pen
from gongkai.web.ledger.rows import must_have_come
from gongkai.web.organs.closing import closing_of

# Nobody must ask for a correction or a fee: these days only say until when one may. The reply's day stands beside them.
_NOT_NEXT = {"correction_notice_due", "fee_notice_due"}


def held(application: Application) -> Application:
    """The application as stored, held until the act ends: two officers move it one after the other."""
    return Application.objects.select_for_update(of=("self",)).select_related("organ").get(pk=application.pk)


def events_of(application: Application) -> list[CaseEvent]:
    """Everything that happened to it."""
    return [happening.event for happening in application.happenings.all()]


def standing_of(application: Application) -> CaseStanding:
    """Where it stands."""
    return state(events_of(application), lifecycle=case_lifecycle())


def clock_of(application: Application) -> Clock:
    """Its days, explained step by step."""
    return clock(events_of(application), law=clock_law())


def facts_of(told: Clock, *, met: frozenset[str] = frozenset()) -> Facts:
    """What the lifecycle wants to know of the days; `met` are the requirements that the office has looked at."""
    return Facts(
        due_on=told.due_on,
        correction_notice_due_on=told.limit("correction_notice_due"),
        correction_due_on=told.limit("correction_due"),
        payment_due_on=told.limit("payment_due"),
        is_late_notice=told.is_late_notice,
        met=met,
    )


def move_of(application: Application, event: CaseEvent) -> CaseMove:
    """The move that an event takes."""
    return _move(events_of(application), event)


def happen(
    pen: Pen, application: Application, event: CaseEvent, *, met: frozenset[str] = frozenset()
) -> Happening:
    """Let something happen to a held application, inside the act of whoever's duty it is. Raises NotLawful, NotYourDuty."""
    before = events_of(application)
    move = _move(before, event)
    _must_be_theirs(pen, move, application)
    return _enter(pen, application, event, move=move, before=before, met=met)


def follow(
    pen: Pen, application: Application, event: CaseEvent, *, met: frozenset[str] = frozenset()
) -> Happening:
    """What follows by itself from an act and is nobody's duty, as receipt on the portal is. Raises NotLawful."""
    before = events_of(application)
    return _enter(pen, application, event, move=_move(before, event), before=before, met=met)


def _move(before: Sequence[CaseEvent], event: CaseEvent) -> CaseMove:
    """What is entered late was done in the state of its own day."""
    lifecycle = case_lifecycle()
    until = state((one for one in before if one.on <= event.on), lifecycle=lifecycle)
    return lifecycle.move_of(event, state=until.state.code)


def _enter(
    pen: Pen,
    application: Application,
    event: CaseEvent,
    *,
    move: CaseMove,
    before: Sequence[CaseEvent],
    met: frozenset[str],
) -> Happening:
    must_have_come(event.on, pen.at)
    _must_fit(event)
    event = replace(event, entry=max((one.entry for one in before), default=0) + 1)
    facts = facts_of(clock(before, law=clock_law()), met=met)
    standing = entered(before, event, lifecycle=case_lifecycle(), facts=facts)
    after = clock([*before, event], law=clock_law())
    happening = happening_of(application, event, pen)
    pen.save(happening, f"applications.{move.code}", article=move.article)
    count(
        application,
        standing,
        closing=closing_of(application.organ_id, event.on, entered_on=localdate(pen.at)),
    )
    derive(application, standing, after)
    pen.save(application, "applications.derived")
    return happening


def _must_fit(event: CaseEvent) -> None:
    most = Happening._meta.get_field("reason").max_length
    if len(event.reason) > most:
        raise Refused(
            f"理由有{len(event.reason)}个字，最多写{most}个字。", "请写明要点，详细的材料可以附卷。"
        )


def derive(application: Application, standing: CaseStanding, told: Clock) -> Application:
    """Write what follows from its events into the application, but for how it is counted; not saved."""
    keeps_days = _keeps_its_days(application, standing)
    application.state = standing.state.code
    application.received_on, application.made_on = standing.received_on, standing.made_on
    application.outcome, application.concluded_on = standing.outcome, standing.concluded_on
    if not keeps_days:
        # While the applicant has something to do no day runs; once it is over, the last one is remembered.
        application.due_on = told.due_on if standing.state.is_open else told.due_on or application.due_on
        application.is_provisional = told.is_provisional
        application.law_version = clock_version()
    application.is_extended = told.is_extended
    application.is_paused = bool(standing.asked) or told.is_stopped
    application.next_on, application.next_limit = _next(told) if standing.state.is_open else (None, "")
    return application


def _keeps_its_days(application: Application, standing: CaseStanding) -> bool:
    """What has ended was in time or late by the rules of then, whatever the rules are when something is added to it."""
    before = case_lifecycle().states.get(application.state)
    was_over = before is not None and not before.is_open
    return was_over and not standing.state.is_open and application.law_version not in ("", clock_version())


def _must_be_theirs(pen: Pen, move: CaseMove, application: Application) -> None:
    """The applicant takes his own moves, the system every one, a colleague those of his duty."""
    if pen.by == PUBLIC:
        if not move.is_applicants:
            raise NotYourDuty(move.duties)
        return
    pen.duty = pen.by.must_hold(*move.duties, path=application.organ.path)


def happening_of(application: Application, event: CaseEvent, pen: Pen) -> Happening:
    """The row that keeps an event, not saved."""
    return Happening(
        application=application,
        kind=event.kind.value,
        on=event.on,
        ref=event.id,
        days=event.days,
        limit_on=event.limit_on,
        until_on=event.until,
        of=event.of.value if event.of else "",
        reopener=event.by.value if event.by else "",
        outcome=event.outcome,
        reason=event.reason,
        person_id=pen.by.person,
        at=pen.at,
    )


def _next(told: Clock) -> tuple[date | None, str]:
    """The limit that ends first, of those that somebody must still keep."""
    open_limits = [limit for limit in told.limits if limit.code not in _NOT_NEXT]
    first = min(open_limits, key=lambda limit: limit.on, default=None)
    return (first.on, first.code) if first else (None, "")
