"""The life of a normative document: each step is taken by the table of the law data, and nothing skips one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from gongkai.kernel.duties import Viewer
from gongkai.kernel.lifecycle import Move, MoveTaken, Standing, take
from gongkai.kernel.normative import Phase
from gongkai.kernel.problems import Refused
from gongkai.lawbook.normative import normative_law
from gongkai.web.disclosure import actions as disclosure
from gongkai.web.disclosure.models import Validity
from gongkai.web.documents import selectors
from gongkai.web.documents.counting import count
from gongkai.web.documents.models import (
    ConsultationStatus,
    Document,
    DocumentStatus,
    NormativeDocument,
    NormativeStep,
    OpinionOnAttribute,
)
from gongkai.web.documents.publicity import was_public
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.sentences import day
from gongkai.web.organs.actions.rows import must_exist

from . import registering
from .rows import held as held_document

KEEPERS = ("clerk", "section_head", "office_head")


@dataclass(frozen=True, slots=True)
class Step:
    """What is filled in for one step; which of it is needed, the move says."""

    on: date
    reference: str = ""
    reason: str = ""
    party: str = ""
    doc_no: str = ""
    effective_on: date | None = None
    valid_until_on: date | None = None
    changed_by: Document | None = None


@dataclass(frozen=True, slots=True)
class Particulars:
    """What decides about the limits of a normative document."""

    is_trial: bool = False
    is_major: bool = False
    is_lead: bool = True


def held(normative: NormativeDocument) -> NormativeDocument:
    """The document as stored, held until the act ends."""
    return (
        NormativeDocument.objects.select_for_update(of=("self",))
        .select_related("document__organ", "document__item")
        .get(pk=normative.pk)
    )


def step(
    normative: NormativeDocument, move: str, filled: Step, *, by: Viewer, at: datetime
) -> NormativeDocument:
    """办理一步. Raises Refused when the table does not lead there, or something is missing."""
    organ = normative.document.organ
    with act(f"normative.{move}", organ.pk, by=by, at=at, subject=normative) as pen:
        stored = held(normative)
        known = normative_law().lifecycle.moves[move]
        pen.duty = by.must_hold(*known.duties, path=stored.document.organ.path)
        must_exist(stored.document.organ)
        if not known.duties:
            raise Refused(
                f"“{known.name}”由系统在公布或者届满时办理。", "请按程序发布；到期的由系统记为失效。"
            )
        stepped(pen, stored, known, filled)
    return stored


def change_particulars(
    normative: NormativeDocument, said: Particulars, *, by: Viewer, at: datetime
) -> NormativeDocument:
    """修改基本情况: whether it is on trial, a major decision, led by this organ; before it is registered."""
    organ = normative.document.organ_id
    with act("normative.particulars", organ, by=by, at=at, subject=normative) as pen:
        stored = held(normative)
        pen.duty = by.must_hold(*KEEPERS, path=stored.document.organ.path)
        if stored.phase is not Phase.BEFORE or stored.valid_until_on:
            raise Refused("已经统一登记的文件不再更改基本情况。", "登记错了的，请联系工作机构。")
        stored.is_trial, stored.is_major, stored.is_lead = said.is_trial, said.is_major, said.is_lead
        pen.save(stored, "documents.normative_particulars")
    return stored


def stepped(pen: Pen, normative: NormativeDocument, move: Move, filled: Step) -> None:
    """Take a step inside the act of somebody else. Raises Refused."""
    if filled.on > localdate(pen.at):
        raise Refused(f"“{move.name}”的日期还没有到。", "请核对日期；只登记已经发生的事。")
    _must_be_filled(move, filled)
    standing = take(
        selectors.standing_of(normative),
        MoveTaken(move.code, filled.on),
        lifecycle=normative_law().lifecycle,
        facts=_facts(normative),
    )
    if follow := _FOLLOW.get(move.code):
        follow(pen, normative, filled)
        count(normative, entered_on=localdate(pen.at))
    _write(pen, normative, move, filled, standing=standing)


def _write(pen: Pen, normative: NormativeDocument, move: Move, filled: Step, *, standing: Standing) -> None:
    organ = normative.document.organ_id
    number = normative.steps.count() + 1
    taken = NormativeStep(
        normative=normative,
        number=number,
        move=move.code,
        on=filled.on,
        reference=filled.reference or filled.party,
        reason=filled.reason,
        person_id=pen.by.person,
    )
    normative.state = standing.state.code
    pen.save(taken, "documents.normative_step", article=move.article, organ=organ)
    # A clean-up leaves every column as it is; that it took place is told all the same.
    pen.save(
        normative,
        f"documents.normative_{move.code}",
        article=move.article,
        organ=organ,
        facts={"on": filled.on.isoformat()},
    )


def _must_be_filled(move: Move, filled: Step) -> None:
    given = {
        "reason": filled.reason.strip(),
        "reference": filled.reference.strip(),
        "party": filled.party.strip(),
        "number": filled.doc_no.strip(),
        "until": filled.effective_on and filled.valid_until_on,
    }
    if missing := [NEEDS[need] for need in move.needs if not given[need]]:
        raise Refused(f"办理“{move.name}”，还没有填写{'、'.join(missing)}。", "请补填。")


NEEDS = {
    "reason": "理由",
    "reference": "依据的文件或者材料",
    "party": "报送备案的机关",
    "number": "文号",
    "until": "施行日期和有效期截止日期",
}


def _facts(normative: NormativeDocument) -> set[str]:
    """Which of the requirements are met now."""
    document = normative.document
    asked = list(document.consultations.select_related("item"))
    is_over = bool(asked) and all(one.status != ConsultationStatus.OPEN for one in asked)
    met = {
        "consultation_over": is_over,
        "consultation_public": is_over and all(was_public(one) for one in asked),
        "consultation_answered": is_over and all(one.status == ConsultationStatus.ANSWERED for one in asked),
        "attribute_agreed": document.opinion_verdict == OpinionOnAttribute.AGREED,
        "may_make_rules": document.organ.has_rule_making_power,
    }
    return {fact for fact, is_met in met.items() if is_met}


def _settle_period(normative: NormativeDocument, filled: Step) -> None:
    """From when until when it binds; not longer than the law data let it. Raises Refused."""
    effective, until = filled.effective_on, filled.valid_until_on
    if effective is None or until is None:
        return
    if until < effective:
        raise Refused("有效期截止日期早于施行日期。", "请核对这两个日期。")
    longest = normative_law().limits.longest_until_on(effective, is_trial=normative.is_trial)
    if until > longest:
        kind = "标注“暂行”“试行”的" if normative.is_trial else "行政规范性文件"
        raise Refused(
            f"有效期过长：{kind}最迟到{day(longest)}。",
            "请缩短有效期；期满前经评估需要继续执行的，可以延长。",
        )
    normative.effective_on, normative.valid_until_on = effective, until


def _register(pen: Pen, normative: NormativeDocument, filled: Step) -> None:
    """The uniform number: with it the document is issued, on the day when it was signed."""
    _settle_period(normative, filled)
    signed_on = selectors.standing_of(normative).done["sign"]
    document = held_document(normative.document)
    registering.issued(pen, document, doc_no=filled.doc_no.strip(), formed_on=signed_on)
    normative.document = document


def _publish(pen: Pen, normative: NormativeDocument, filled: Step) -> None:
    law = normative_law().limits
    normative.published_on = filled.on
    normative.filing_due_on = law.filing_due_on(filled.on)
    normative.cleanup_due_on = law.cleanup_due_on(filled.on)


def _take_over(pen: Pen, normative: NormativeDocument, filled: Step) -> None:
    """It was published before this system was there: on the day of the step."""
    _settle_period(normative, filled)
    document = held_document(normative.document)
    if document.status != DocumentStatus.ISSUED:
        document.doc_no, document.status = filled.doc_no.strip() or document.doc_no, DocumentStatus.ISSUED
        document.formed_on = document.formed_on or min(filled.on, filled.effective_on or filled.on)
        document.drafted_on = min(document.drafted_on, document.formed_on)
        registering.must_be_sound(document, on=localdate(pen.at))
        pen.save(document, "documents.issued")
        normative.document = document
    _publish(pen, normative, filled)


def _file(pen: Pen, normative: NormativeDocument, filled: Step) -> None:
    normative.filed_on, normative.filed_with, normative.filing_receipt = filled.on, filled.party.strip(), ""


def _acknowledge(pen: Pen, normative: NormativeDocument, filled: Step) -> None:
    normative.filing_receipt = filled.reference.strip()


def _clean_up(pen: Pen, normative: NormativeDocument, filled: Step) -> None:
    normative.cleanup_due_on = normative_law().limits.cleanup_due_on(filled.on)


def _extend(pen: Pen, normative: NormativeDocument, filled: Step) -> None:
    if (
        normative.valid_until_on
        and filled.valid_until_on
        and filled.valid_until_on <= normative.valid_until_on
    ):
        raise Refused("新的截止日期没有晚于现在的截止日期。", "请核对新的有效期。")
    _settle_period(normative, filled)
    _clean_up(pen, normative, filled)


def _amend(pen: Pen, normative: NormativeDocument, filled: Step) -> None:
    normative.changed_by = filled.changed_by
    _mark_item(pen, normative, Validity.AMENDED, filled)


def _repeal(pen: Pen, normative: NormativeDocument, filled: Step) -> None:
    normative.ended_on, normative.cleanup_due_on = filled.on, None
    normative.changed_by = filled.changed_by
    _mark_item(pen, normative, Validity.REPEALED, filled)


def _expire(pen: Pen, normative: NormativeDocument, filled: Step) -> None:
    """It ends on the day after its last valid one, however late that is found."""
    normative.ended_on = (normative.valid_until_on or filled.on) + timedelta(days=1)
    normative.cleanup_due_on = None
    _mark_item(pen, normative, Validity.EXPIRED, replace(filled, on=normative.ended_on))


def _mark_item(pen: Pen, normative: NormativeDocument, validity: Validity, filled: Step) -> None:
    """What the public reads tells it, too: it stays public, with the mark."""
    item = normative.document.item
    if item is not None:
        by_item = filled.changed_by.item if filled.changed_by else None
        disclosure.set_validity(pen, item, validity, on=filled.on, by_item=by_item)


def _abandon(pen: Pen, normative: NormativeDocument, filled: Step) -> None:
    document = held_document(normative.document)
    registering.voided(pen, document, reason=filled.reason)


_FOLLOW: dict[str, Callable[[Pen, NormativeDocument, Step], None]] = {
    "register": _register,
    "publish": _publish,
    "take_over": _take_over,
    "file": _file,
    "acknowledge": _acknowledge,
    "clean_up": _clean_up,
    "extend": _extend,
    "amend": _amend,
    "repeal": _repeal,
    "expire": _expire,
    "abandon": _abandon,
}
