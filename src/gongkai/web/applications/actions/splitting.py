"""One application that asks for several things becomes several; two that are the same become one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.kernel.case import CaseEvent, Happened
from gongkai.kernel.case_codes import OutcomeCode
from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.web.applications.application_form import Wanted, completed, faults_of_wanted, must_be_sound
from gongkai.web.applications.identity import identity_of, written
from gongkai.web.applications.models import Applicant, Application
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.rows import checked

from .intake import numbered
from .moving import events_of, follow, happen, held

# What was found and drafted for the whole is no search and no draft for a part.
_OF_THE_WHOLE = {Happened.SEARCHED, Happened.DRAFTED, Happened.SENT_BACK, Happened.SUBMITTED}


def split(
    application: Application, parts: Sequence[Wanted], *, reason: str, by: Viewer, at: datetime
) -> list[Application]:
    """拆分: each part becomes an application of its own, received on the same day, with its own number; the whole is not
    counted any more. The applicant's code opens the parts, too. Raises Refused."""
    wanted = [completed(part) for part in parts]
    with act("applications.split", application.organ_id, by=by, at=at, subject=application) as pen:
        if len(wanted) < 2:
            raise Refused("拆分后至少应有两件。", "请逐件写明各要什么信息。")
        must_be_sound([fault for part in wanted for fault in faults_of_wanted(part)])
        whole = held(application)
        events = [event for event in events_of(whole) if event.kind not in _OF_THE_WHOLE]
        happen(pen, whole, CaseEvent(kind=Happened.SPLIT, on=localdate(at), reason=reason.strip()))
        return [_part(pen, whole, part, events) for part in wanted]


def void_duplicate(
    application: Application, *, same_as: Application, by: Viewer, at: datetime
) -> Application:
    """并入另一件: the same application was entered twice, as by post and on the portal; this number is void, the other one
    is answered and counted. Raises Refused."""
    with act("applications.void", application.organ_id, by=by, at=at, subject=application) as pen:
        # Locked in the order of their numbers, so that nobody who does it the other way round waits in a ring.
        stored, other = _both(application, same_as)
        _must_be_the_same(stored, other)
        stored.same_as = other
        reason = f"与申请{other}是同一次申请。"
        event = CaseEvent(
            kind=Happened.VOIDED, on=localdate(at), outcome=OutcomeCode.DUPLICATE, reason=reason
        )
        happen(pen, stored, event)
    return stored


def _part(pen: Pen, whole: Application, wanted: Wanted, events: Sequence[CaseEvent]) -> Application:
    """One part, where the whole stood: what happened to that happened to the part, so that its days are the same."""
    part = Application(
        organ=whole.organ,
        channel=whole.channel,
        submitted_at=whole.submitted_at,
        kind=whole.kind,
        section=whole.section,
        handler=whole.handler,
        filled_by=whole.filled_by,
        parent=whole,
        code_digest=whole.code_digest,
        state=case_lifecycle().start.code,
        title=wanted.title,
        wanted=wanted.wanted,
        doc_no=wanted.doc_no,
        supply_form=wanted.supply_form,
        delivery=wanted.delivery,
        needs_help=wanted.needs_help or whole.needs_help,
    )
    checked(part)
    pen.save(part, "applications.entered")
    for applicant in whole.applicants.all():
        copy = Applicant(application=part, order=applicant.order, kind=applicant.kind)
        pen.save(written(copy, identity_of(applicant)), "applications.applicant_entered")
    for event in events:
        if event.kind is Happened.RECEIVED:
            numbered(part, on=event.on, method=whole.confirm_method, by=pen.by)
        follow(pen, part, replace(event, entry=0))
    return part


def _both(application: Application, same_as: Application) -> tuple[Application, Application]:
    if application.pk == same_as.pk:
        raise Refused("一件申请不能并入它自己。", "请选择另一件。")
    first, second = sorted((application, same_as), key=lambda one: one.pk)
    kept = {one.pk: one for one in (held(first), held(second))}
    return kept[application.pk], kept[same_as.pk]


def _must_be_the_same(application: Application, other: Application) -> None:
    """Of one organ and one applicant, and the other is still answered and counted. Raises Refused."""
    if application.organ_id != other.organ_id:
        raise Refused(f"申请{other}是向{other.organ}提出的。", "只有向同一机关提出的才会重复；请核对编号。")
    if other.same_as_id or not case_lifecycle().states[other.state].has_outcome:
        raise Refused(f"申请{other}已经作废或者拆分。", "请选择仍在办理或者已经答复的那一件。")
    mine, others = _digests(application), _digests(other)
    if mine and others and mine.isdisjoint(others):
        raise Refused(
            f"申请{other}的申请人证件号码不同，不是同一次申请。",
            "不同的人提出相同的申请，应当分别登记、答复。",
        )


def _digests(application: Application) -> set[str]:
    return set(application.applicants.exclude(identity_digest="").values_list("identity_digest", flat=True))
