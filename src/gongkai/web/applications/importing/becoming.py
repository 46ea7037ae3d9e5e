"""What a row becomes: the application as it would be written, with who applied and what happened; and what is doubtful."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.utils.timezone import make_aware

from gongkai.kernel.application import state
from gongkai.kernel.case import CaseEvent
from gongkai.kernel.case_codes import CaseStateCode
from gongkai.kernel.clock import Clock, clock
from gongkai.kernel.problems import Problem
from gongkai.kernel.tally import Closing
from gongkai.kernel.workdays import workdays_between
from gongkai.lawbook.deadlines import clock_law
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.lawbook.old_registers import old_words
from gongkai.web.applications.actions.moving import derive
from gongkai.web.applications.application_form import Applied, Wanted, faults, tidied
from gongkai.web.applications.counting import count
from gongkai.web.applications.identity import Identity, masked_name
from gongkai.web.applications.models import ApplicantKind, Application, Channel, Delivery, SupplyForm
from gongkai.web.ledger.sentences import day
from gongkai.web.organs.closing import closed_until

from .columns import Extension, heading_of
from .drafts import NOT_NAMED, Draft
from .happened import Past, happened
from .standing import Mark, Standing

NEEDED = ("applicant", "channel")
# The days of what had ended are those that the old register told, whatever is added to it later.
TOLD_BY_REGISTER = "taken_over"
# By which way a reply mostly went to whoever asked by this one.
_WAY_BACK = {
    Channel.INTERNET: Delivery.ONLINE,
    Channel.EMAIL: Delivery.EMAIL,
    Channel.FAX: Delivery.FAX,
    Channel.IN_PERSON: Delivery.IN_PERSON,
    Channel.ORAL: Delivery.IN_PERSON,
}
_KNOWN = (CaseStateCode.PROCESSING, CaseStateCode.RECEIVED, CaseStateCode.UNCONFIRMED, "")


@dataclass(frozen=True, slots=True)
class Become:
    """The application, not saved, what it was asked with, and its events."""

    application: Application
    applied: Applied
    events: tuple[CaseEvent, ...]


def applied_of(draft: Draft, standing: Standing) -> Applied | None:
    """Who asked for what; what is missing or cannot be kept is noted."""
    missing = [heading_of(name) for name in NEEDED if draft.lacks(name)]
    missing += [] if draft.name else [f"{heading_of('title')}（或者{heading_of('wanted')}）"]
    if missing:
        draft.refuse(f"没有填{'、'.join(missing)}。", "请补填。")
    names = draft.names
    if missing or not names or "channel" not in draft.values:
        return None
    kind = draft.values.get("kind") or _guessed(draft, names[0])
    applied = tidied(
        Applied(
            organ=standing.organ,
            channel=draft.values["channel"],
            wanted=_wanted(draft),
            kinds=(kind,) * len(names),
            identities=tuple(_identities(draft, names)),
        )
    )
    for fault in faults(applied):
        draft.refuse(fault.message)
    return applied


def mark_of(applied: Applied, *, on: date | None) -> Mark:
    """What shows that another one is the same, as it will be shown."""
    name, kind = applied.identities[0].name, applied.kinds[0]
    who = masked_name(name) if kind == ApplicantKind.NATURAL_PERSON else name
    return Mark(applied.wanted.title, who, on)


def become(draft: Draft, past: Past, applied: Applied, standing: Standing, *, on: date) -> Become | None:
    """The case as it would stand when it is taken over `on` a day; None, with the reason noted, where the law leaves no
    room for it."""
    section = standing.sections.get(draft.values.get("section", ""))
    if section is None and "section" in draft.values:
        draft.notes.append(f"本机关现在没有“{draft.values['section']}”这个内设机构，不转入承办科室。")
    application = Application(
        organ=standing.organ,
        channel=applied.channel,
        submitted_at=make_aware(datetime.combine(past.arrived_on, time())),
        kind=applied.kinds[0],
        title=applied.wanted.title,
        doc_no=applied.wanted.doc_no,
        wanted=applied.wanted.wanted,
        supply_form=applied.wanted.supply_form,
        delivery=applied.wanted.delivery,
        section=section,
    )
    try:
        events, told = _reckoned(draft, past)
        stands = state(events, lifecycle=case_lifecycle())
        count(application, stands, closing=Closing(on, on, closed_until(standing.organ.pk)))
        derive(application, stands, told)
    except Problem as problem:
        draft.refuse_for(problem)
        return None
    _tell_closed(draft, application, on=on)
    _keep_told_limit(draft, application, past)
    return Become(application, applied, events)


def _reckoned(draft: Draft, past: Past) -> tuple[tuple[CaseEvent, ...], Clock]:
    """The events with their days; an extension is as long as the told limit shows it to have been. Raises NotLawful."""
    law = clock_law()
    events = happened(past)
    told = clock(events, law=law)
    extension: Extension | None = draft.values.get("extension")
    limit = draft.values.get("due_on")
    if not past.extension or limit is None or told.due_on is None or (extension and extension.days):
        return events, told
    days = past.extension - workdays_between(limit, told.due_on, calendar=law.calendar)
    if limit == told.due_on or not 1 <= days < past.extension:
        return events, told
    shorter = happened(replace(past, extension=days))
    return shorter, clock(shorter, law=law)


def _keep_told_limit(draft: Draft, application: Application, past: Past) -> None:
    """The last day that the register tells stands for what has ended; what is open runs by the law, and is looked at."""
    limit, reckoned = draft.values.get("due_on"), application.due_on
    if past.ended_on is not None:
        if limit is not None and limit != reckoned:
            application.due_on, application.is_provisional = limit, False
            application.law_version = TOLD_BY_REGISTER
        return
    if past.state not in _KNOWN:
        name = case_lifecycle().states[past.state].name
        draft.doubt(f"原来的状态是“{name}”，经过没有转入，暂按办理中登记，请在案件中补登。")
    if limit is not None and reckoned is not None and limit != reckoned:
        draft.doubt(f"原登记的答复期限是{day(limit)}，按条例推算是{day(reckoned)}；转入后按推算的计算。")


def _tell_closed(draft: Draft, application: Application, *, on: date) -> None:
    own = (application.received_on, application.concluded_on)
    if application.counted_in_on and own != (application.counted_in_on, application.counted_out_on):
        draft.doubt(
            f"所属年度的数字已经固定，不再更改；这一件的收件或者结果计入{on.year}年度。确需计入原年度的，请不要转入。"
        )


def _guessed(draft: Draft, name: str) -> str:
    if not draft.lacks("kind"):
        return ApplicantKind.OTHER_ORG
    guess = ApplicantKind(old_words().kind_of_name(name) or ApplicantKind.NATURAL_PERSON)
    draft.doubt(f"没有填申请人类别，按名称推断为“{guess.label}”。")
    return guess


def _wanted(draft: Draft) -> Wanted:
    """The matter. What is too long for a name is the description."""
    values, channel = draft.values, draft.values["channel"]
    title, wanted = values.get("title", ""), values.get("wanted", "")
    if len(title) > (Application._meta.get_field("title").max_length or 0) and not wanted:
        title, wanted = "", title
    return Wanted(
        title=title,
        wanted=wanted,
        doc_no=values.get("doc_no", ""),
        supply_form=values.get("supply_form", SupplyForm.OTHER),
        delivery=values.get("delivery", _WAY_BACK.get(Channel(channel), Delivery.POST)),
    )


def _identities(draft: Draft, names: tuple[str, ...]) -> Iterator[Identity]:
    """Each who applied; what else the row tells is the first one's."""
    told = {key: draft.values.get(key, "") for key in ("id_number", "phone", "email", "address")}
    yield Identity(name=names[0], **told)
    yield from (Identity(name=name or NOT_NAMED) for name in names[1:])
