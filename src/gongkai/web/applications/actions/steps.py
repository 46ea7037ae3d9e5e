"""Steps that only enter what happened, and giving a case to those who handle it; a refusal says what may be done instead."""

from collections.abc import Iterator
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.kernel.application import Offer, lawful, state
from gongkai.kernel.case import CaseEvent, Happened
from gongkai.kernel.case_lifecycle import CaseMove
from gongkai.kernel.duties import PUBLIC, Viewer
from gongkai.kernel.problems import NotLawful, OutOfPlace, Refused
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.web.applications.letters.known import Around
from gongkai.web.applications.models import Application, Happening
from gongkai.web.applications.models.ground import SECTION_HANDLERS
from gongkai.web.applications.replies import reviewing
from gongkai.web.foundations.models import User
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.sentences import day
from gongkai.web.organs.models import Section
from gongkai.web.people.selectors import viewer_for

from .lettering import Letters, send
from .moving import clock_of, events_of, facts_of, happen, held, move_of

# Moves that write nothing but what happened, in the order in which a case comes to them. Every other one belongs to an act
# that writes rows of its own with it.
SIMPLE = (
    *("ask_correction", "correct", "correct_late", "lapse_correction", "ask_reasons", "give_reasons"),
    *("extend", "delay", "lapse_fee", "resume", "report_up", "withdraw", "discontinue"),
)
# What the acts look at themselves before they draft or sign; whoever asks what may be done is not told of it.
LOOKED_AT = frozenset({"evidence_complete", "approved"})


def step(
    application: Application, event: CaseEvent, *, by: Viewer, at: datetime, letters: Letters | None = None
) -> Application:
    """Take one of the simple moves, and send the letters that belong to it. Raises NotLawful with what is lawful now,
    NotYourDuty, and Refused for a letter that lacks something."""
    move = move_of(application, event)
    with act(f"applications.{move.code}", application.organ_id, by=by, at=at, subject=application) as pen:
        stored = held(application)
        _must_be_simple(move)
        _must_leave_time(event)
        take(pen, stored, event)
        around = Around(on=localdate(at), event=event, outcome=event.outcome)
        send(pen, stored, move.letters, letters, around=around)
    return stored


def assign(
    application: Application, *, section: Section, handler: User | None, by: Viewer, at: datetime
) -> Application:
    """分办: give it to a section, and to somebody who handles it there. Raises NotLawful, NotYourDuty."""
    on = localdate(at)
    with act("applications.assign", application.organ_id, by=by, at=at, subject=application) as pen:
        stored = held(application)
        must_be_of_the_organ(section, stored)
        if handler is not None:
            _must_handle(handler, stored, on=on)
        stored.section, stored.handler = section, handler
        take(pen, stored, CaseEvent(kind=Happened.ASSIGNED, on=on))
    return stored


def take(
    pen: Pen, application: Application, event: CaseEvent, *, met: frozenset[str] = frozenset()
) -> Happening:
    """`happen`, with a refusal that says what is lawful now, and what was done last, perhaps by somebody quicker.

    Of a case that ends nobody has to read a reply any more.
    """
    if pen.by == PUBLIC:
        _must_be_the_applicants_to_say(application, event, on=localdate(pen.at))
    try:
        happening = happen(pen, application, event, met=met)
    except NotLawful as problem:
        raise _with_what_is_lawful(problem, application, on=localdate(pen.at), by=pen.by) from problem
    ended = case_lifecycle().states[application.state]
    if not ended.is_open:
        reviewing.let_go(pen, application, because=f"这件申请{ended.name}")
    return happening


def offers(application: Application, *, on: date, met: frozenset[str] = LOOKED_AT) -> tuple[Offer, ...]:
    """Every move, whether it is lawful on a day, and if not, why."""
    facts = facts_of(clock_of(application), met=met)
    return lawful(events_of(application), on=on, facts=facts, lifecycle=case_lifecycle())


def must_be_offered(application: Application, code: str, *, on: date) -> None:
    """A move that is only prepared now must be lawful now. Raises NotLawful."""
    refusal = next(one.refusal for one in offers(application, on=on) if one.move.code == code)
    if refusal is not None:
        raise refusal


def must_be_of_the_organ(section: Section, application: Application) -> None:
    """A section that exists, of the organ whose case it is. Raises Refused."""
    if section.organ_id != application.organ_id or section.until_on is not None:
        raise Refused(f"“{section}”不是{application.organ}现有的内设机构。", "请选择本机关的内设机构。")


def _must_be_simple(move: CaseMove) -> None:
    if move.code not in SIMPLE:
        raise Refused(f"“{move.name}”须连同它的材料一起办理。", f"请在申请的页面上选择“{move.name}”。")


def _must_leave_time(event: CaseEvent) -> None:
    """A day until which reasons are waited for lies ahead; the clock looks at the other limits."""
    if event.kind is Happened.REASONS_ASKED and event.limit_on and event.limit_on <= event.on:
        raise Refused("说明理由的限期不在告知之后。", "请写明告知之后的一天，给申请人留出时间。")


def _must_be_the_applicants_to_say(application: Application, event: CaseEvent, *, on: date) -> None:
    """What the applicant does himself is done today; whether his reasons for being late are good, the organ says."""
    if event.on != on:
        raise Refused("只能登记今天办理的事项。", "请按今天的日期办理。")
    limit = clock_of(application).limit("correction_due")
    if event.kind is Happened.CORRECTED and limit is not None and on > limit:
        raise Refused(
            f"补正的期限在{day(limit)}已经届满。",
            "有正当理由的，请与受理机关联系，由工作人员收下补正；也可以重新提出申请。",
        )


def _must_handle(handler: User, application: Application, *, on: date) -> None:
    if not viewer_for(handler.pk, on).holds(*SECTION_HANDLERS, path=application.organ.path):
        raise Refused(
            f"{handler.name}没有在{application.organ}办理申请的职责。", "请选择担任经办人或者科室负责人的人。"
        )


def _with_what_is_lawful(problem: NotLawful, application: Application, *, on: date, by: Viewer) -> NotLawful:
    """The same refusal; the moves it names are those that the days allow, too, and for the applicant his own."""
    is_public = by == PUBLIC
    names = list(
        dict.fromkeys(
            one.move.name
            for one in offers(application, on=on)
            if one.is_lawful and (one.move.is_applicants or not is_public)
        )
    )
    if isinstance(problem, OutOfPlace):
        last = "" if is_public else told_last(application)
        return OutOfPlace(f"{problem.message}{last}", article=problem.article, lawful=names)
    now = f"现在可以办理：{'、'.join(names)}。" if names else ""
    return NotLawful(problem.message, f"{problem.advice}{now}", article=problem.article)


def told_last(application: Application) -> str:
    """What was entered last: two who have the same page open learn who was quicker."""
    return "".join(_told(*happened) for happened in _happened_last(application))


def _happened_last(application: Application) -> Iterator[tuple[Happening, CaseMove]]:
    last = application.happenings.select_related("person").order_by("pk").last()
    if last is not None:
        lifecycle = case_lifecycle()
        before = state((one for one in events_of(application) if one.entry != last.pk), lifecycle=lifecycle)
        yield last, lifecycle.move_of(last.event, state=before.state.code)


def _told(last: Happening, move: CaseMove) -> str:
    who = f"，由{last.person.name}办理" if last.person else ""
    return f"最近办理的是{day(last.on)}的“{move.name}”{who}。"
