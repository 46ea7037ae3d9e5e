"""Finding out what the organ has: its sections are asked, and where was searched is written down."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.kernel.case import CaseEvent, Happened
from gongkai.kernel.duties import Held, Viewer
from gongkai.kernel.problems import NotYourDuty, Refused
from gongkai.web.applications.letters.known import Around
from gongkai.web.applications.models import Application, Contribution, SearchRecord
from gongkai.web.applications.models.ground import HANDLERS, SECTION_HANDLERS
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.rows import checked
from gongkai.web.ledger.sentences import day
from gongkai.web.organs.models import Section

from .lettering import Letters, send
from .moving import held, standing_of
from .steps import must_be_of_the_organ, take

# The letter to a section: asking one is no move of the table.
_LETTERS = ("T10",)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchTold:
    """One search: where, for which words, by whom, and what was found."""

    on: date
    places: str
    terms: str
    people: str
    result: str
    is_found: bool = False


def ask_section(
    application: Application,
    *,
    section: Section,
    question: str,
    due_on: date,
    by: Viewer,
    at: datetime,
    letters: Letters | None = None,
) -> Contribution:
    """请科室协办: ask a section of the organ, by a letter where one is wanted; the clock runs on."""
    on = localdate(at)
    with act("applications.ask_section", application.organ_id, by=by, at=at, subject=application) as pen:
        stored = held(application)
        pen.duty = by.must_hold(*HANDLERS, path=stored.organ.path)
        _must_be_in_hand(stored)
        must_be_of_the_organ(section, stored)
        if due_on < on:
            raise Refused(f"内部期限{day(due_on)}已经过去。", "请写明今天或者以后的一天。")
        asked = Contribution(
            application=stored, section=section, question=question.strip(), asked_on=on, due_on=due_on
        )
        checked(asked)
        pen.save(asked, "applications.section_asked")
        send(pen, stored, _LETTERS, letters, around=Around(on=on, contribution=asked))
    return asked


def answer_section(contribution: Contribution, *, answer: str, by: Viewer, at: datetime) -> Contribution:
    """答复协办: what the section says; only somebody of that section or the head of the office says it."""
    application = contribution.application
    with act("applications.answer_section", application.organ_id, by=by, at=at, subject=contribution) as pen:
        case = held(application)
        stored = (
            Contribution.objects.select_for_update(of=("self",))
            .select_related("section")
            .get(pk=contribution.pk)
        )
        pen.duty = _duty_in(stored.section, case, by=by)
        if stored.answered_on:
            raise Refused(
                f"{stored.section}已经在{day(stored.answered_on)}答复。", "需要补充的，请另提一次协办。"
            )
        _must_be_in_hand(case)
        if not answer.strip():
            raise Refused("没有写科室的意见。", "请写明有没有所需的信息、在哪里、能不能公开。")
        stored.answer, stored.answered_on = answer.strip(), localdate(at)
        stored.answered_by_id = by.person
        checked(stored)
        pen.save(stored, "applications.section_answered")
    return stored


def record_search(application: Application, told: SearchTold, *, by: Viewer, at: datetime) -> SearchRecord:
    """登记检索: without it nothing is said not to exist (Art. 36 (4))."""
    with act("applications.search", application.organ_id, by=by, at=at, subject=application) as pen:
        stored = held(application)
        take(pen, stored, CaseEvent(kind=Happened.SEARCHED, on=told.on))
        record = SearchRecord(
            application=stored,
            on=told.on,
            places=told.places.strip(),
            terms=told.terms.strip(),
            people=told.people.strip(),
            result=told.result.strip(),
            is_found=told.is_found,
        )
        checked(record)
        pen.save(record, "applications.search_recorded")
    return record


def _must_be_in_hand(application: Application) -> None:
    """Received, and not concluded."""
    standing = standing_of(application)
    if standing.received_on is None or not standing.state.is_open:
        raise Refused(
            f"这件申请处于“{standing.state.name}”环节，不需要科室协办。",
            "请到申请的页面查看现在可以办理什么。",
        )


def _duty_in(section: Section, application: Application, *, by: Viewer) -> Held | None:
    """The duty under which somebody speaks for a section; None for the system. Raises NotYourDuty."""
    if by.is_system:
        return None
    for one in by.held:
        is_here = one.duty.code in HANDLERS and one.covers(application.organ.path)
        if is_here and (one.duty.code not in SECTION_HANDLERS or one.section in (None, section.pk)):
            return one
    raise NotYourDuty(HANDLERS)
