"""Entering documents, and what is decided about each until it is issued: above all whether it will be public."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.web.documents.limits import next_look_on
from gongkai.web.documents.models import Document, DocumentStatus, DocumentType, OpinionOnAttribute
from gongkai.web.documents.models.document import JUDGES, KEEPERS
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.organs.actions.rows import must_exist
from gongkai.web.organs.models import Organ, Section

from .rows import begin_normative, held, must_be, must_be_sound, settle_attribute

REASSESSORS = ("clerk", "office_head")


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody writes down of a document when he begins it, or corrects later."""

    title: str
    drafted_on: date
    doc_type: str = DocumentType.ORDINARY
    doc_no: str = ""
    section: Section | None = None
    attribute: str = "active"
    reason_code: str = ""
    reason: str = ""
    forwarded_from: Document | None = None


def register(entry: Entry, *, organ: Organ, by: Viewer, at: datetime) -> Document:
    """登记: enter a document on the first day of its drafting, with its attribute. Raises Refused."""
    with act("documents.register", organ.pk, by=by, at=at) as pen:
        organ = Organ.objects.select_for_update().get(pk=organ.pk)
        pen.duty = by.must_hold(*KEEPERS, path=organ.path)
        must_exist(organ)
        document = Document(organ=organ, drafter_id=by.person, **_told(entry))
        _write_new(pen, document)
    return document


def change(document: Document, entry: Entry, *, by: Viewer, at: datetime) -> Document:
    """修改: correct what was entered. The attribute is changed by an act of its own."""
    with act("documents.change", document.organ_id, by=by, at=at, subject=document) as pen:
        stored = held(document)
        pen.duty = by.must_hold(*KEEPERS, path=stored.organ.path)
        must_be(stored, DocumentStatus.DRAFTING, DocumentStatus.ISSUED)
        _must_keep(stored, entry)
        for name in ("title", "drafted_on", "doc_type", "doc_no", "section"):
            setattr(stored, name, getattr(entry, name))
        must_be_sound(stored, on=localdate(at))
        pen.save(stored, "documents.changed")
        begin_normative(pen, stored)
    return stored


def change_attribute(
    document: Document, attribute: str, *, reason_code: str = "", reason: str = "", by: Viewer, at: datetime
) -> Document:
    """更改公开属性 before it is issued. What the 工作机构 said of the old one counts no more."""
    with act("documents.change_attribute", document.organ_id, by=by, at=at, subject=document) as pen:
        stored = held(document)
        pen.duty = by.must_hold(*KEEPERS, path=stored.organ.path)
        if stored.status == DocumentStatus.ISSUED:
            raise Refused(
                "文件已经印发，公开属性不再直接更改。",
                "要改为公开的，请办理“评估是否可以公开”；已公开而不应公开的，请撤回信息。",
            )
        must_be(stored, DocumentStatus.DRAFTING)
        stored.attribute, stored.reason_code, stored.reason = attribute, reason_code, reason.strip()
        settle_attribute(stored, on=localdate(at))
        _forget_opinion(stored)
        pen.save(stored, "documents.attribute_changed", facts={"attribute": stored.get_attribute_display()})
    return stored


def give_opinion(
    document: Document, verdict: str, *, opinion: str = "", by: Viewer, at: datetime
) -> Document:
    """提出意见: the 工作机构 agrees with the attribute of a document of policy, or sends it back with what is amiss."""
    with act("documents.give_opinion", document.organ_id, by=by, at=at, subject=document) as pen:
        stored = held(document)
        pen.duty = by.must_hold(*JUDGES, path=stored.organ.path)
        must_be(stored, DocumentStatus.DRAFTING)
        if verdict == OpinionOnAttribute.AGREED and stored.lacks_reason:
            raise Refused("这份文件没有写明不公开的理由。", "请退回修改，并说明须补写理由。")
        if verdict == OpinionOnAttribute.RETURNED and not opinion.strip():
            raise Refused("退回时没有写意见。", "请写明公开属性或者理由有什么问题、应当怎样改。")
        stored.opinion_verdict, stored.opinion = verdict, opinion.strip()
        stored.opinion_on, stored.opinion_by_id = localdate(at), by.person
        pen.save(stored, "documents.opinion_given")
    return stored


def issue(document: Document, *, doc_no: str, formed_on: date, by: Viewer, at: datetime) -> Document:
    """登记印发: it was signed on a day and has its number; its 20 workdays begin."""
    with act("documents.issue", document.organ_id, by=by, at=at, subject=document) as pen:
        stored = held(document)
        pen.duty = by.must_hold(*KEEPERS, path=stored.organ.path)
        if stored.doc_type == DocumentType.NORMATIVE:
            raise Refused(
                "行政规范性文件须经合法性审核、集体审议和签发以后统一登记、统一编号。",
                "请在“行政规范性文件”中逐步办理，登记编号时自动记为印发。",
            )
        issued(pen, stored, doc_no=doc_no, formed_on=formed_on)
    return stored


def issued(pen: Pen, document: Document, *, doc_no: str, formed_on: date) -> None:
    """Write down inside the act of somebody else that it was issued. Raises Refused."""
    must_be(document, DocumentStatus.DRAFTING)
    if document.is_of_policy and document.opinion_verdict != OpinionOnAttribute.AGREED:
        raise Refused(
            "政策性文件印发前须由工作机构对公开属性提出意见。",
            "请先送政府信息公开工作机构；没有公开属性或者理由的，退回起草科室。",
        )
    document.doc_no, document.formed_on, document.status = doc_no, formed_on, DocumentStatus.ISSUED
    must_be_sound(document, on=localdate(pen.at))
    pen.save(document, "documents.issued")


def void(document: Document, *, reason: str, by: Viewer, at: datetime) -> Document:
    """作废: it came to nothing, or was entered twice. It stays in the register."""
    with act("documents.void", document.organ_id, by=by, at=at, subject=document) as pen:
        stored = held(document)
        pen.duty = by.must_hold(*KEEPERS, path=stored.organ.path)
        voided(pen, stored, reason=reason)
    return stored


def voided(pen: Pen, document: Document, *, reason: str) -> None:
    """Let a document be void inside the act of somebody else. Raises Refused."""
    must_be(document, DocumentStatus.DRAFTING, DocumentStatus.ISSUED)
    if document.item_id and document.item.is_live:
        raise Refused("这份文件已经公开。", "请先撤回公开的信息，再作废登记。")
    if not reason.strip():
        raise Refused("没有写作废的原因。", "请写明为什么作废，例如：重复登记。")
    document.status, document.voided_because = DocumentStatus.VOID, reason.strip()
    document.reassess_on = None
    pen.save(document, "documents.voided")


def reassess(
    document: Document, *, attribute: str, reason: str, by: Viewer, at: datetime, reason_code: str = ""
) -> Document:
    """动态调整: look again at an issued document that is not public. Released, its 20 workdays begin today."""
    with act("documents.reassess", document.organ_id, by=by, at=at, subject=document) as pen:
        stored, on = held(document), localdate(at)
        pen.duty = by.must_hold(*REASSESSORS, path=stored.organ.path)
        must_be(stored, DocumentStatus.ISSUED)
        if stored.is_to_be_published:
            raise Refused("这份文件本来就要公开。", "请起草为公开的信息，按程序发布。")
        if not reason.strip():
            raise Refused("没有写评估的理由。", "请写明情况有什么变化，或者为什么维持。")
        stored.attribute = attribute
        stored.reason_code, stored.reason = reason_code or stored.reason_code, reason.strip()
        stored.reassess_on = None
        settle_attribute(stored, on=on)
        if stored.is_to_be_published:
            stored.active_since_on, stored.reason = on, reason.strip()
        else:
            stored.reassess_on = next_look_on(on)
        pen.save(stored, "documents.reassessed", facts={"outcome": stored.get_attribute_display()})
    return stored


def _told(entry: Entry) -> dict[str, object]:
    return {one.name: getattr(entry, one.name) for one in fields(Entry)}


def _write_new(pen: Pen, document: Document, kind: str = "documents.registered") -> None:
    must_be_sound(document, on=localdate(pen.at))
    pen.save(document, kind, facts={"attribute": document.get_attribute_display()})
    begin_normative(pen, document)


def _must_keep(document: Document, entry: Entry) -> None:
    """What is issued keeps its number; what binds everybody stays a normative document. Raises Refused."""
    if document.status == DocumentStatus.ISSUED and document.doc_no and entry.doc_no != document.doc_no:
        raise Refused("文件已经印发，文号不再更改。", "登记错了的，请作废后重新登记。")
    is_normative = document.doc_type == DocumentType.NORMATIVE
    if is_normative and entry.doc_type != DocumentType.NORMATIVE:
        raise Refused("已经列为行政规范性文件，类型不再更改。", "登记错了的，请作废后重新登记。")


def _forget_opinion(document: Document) -> None:
    document.opinion_verdict, document.opinion = "", ""
    document.opinion_on = document.opinion_by = None
