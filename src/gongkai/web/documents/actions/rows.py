"""Rows as acts take hold of them, and the rules that every entry of the register must meet."""

from datetime import date

from gongkai.kernel.problems import Refused
from gongkai.lawbook.chains import review_law
from gongkai.lawbook.normative import normative_law
from gongkai.web.documents.limits import must_be_number, next_look_on
from gongkai.web.documents.models import Document, DocumentStatus, DocumentType, NormativeDocument, Origin
from gongkai.web.ledger.actions import Pen


def held(document: Document) -> Document:
    """The document as stored, held until the act ends."""
    return (
        Document.objects.select_for_update(of=("self",))
        .select_related("organ", "section", "forwarded_from")
        .get(pk=document.pk)
    )


def must_be(document: Document, *statuses: str) -> None:
    """The act is for documents that stand there. Raises Refused."""
    if document.status not in statuses:
        raise Refused(
            f"“{document.title}”{document.get_status_display()}，不能这样办理。",
            "请回到它的页面，看现在可以办理什么。",
        )


def settle_issue(document: Document) -> None:
    """What comes from another system with the day of its making was issued there."""
    if document.formed_on and document.status == DocumentStatus.DRAFTING:
        document.status = DocumentStatus.ISSUED


def settle_attribute(document: Document, *, on: date) -> None:
    """What holds of every attribute: it is one, it has its reason, it follows what is forwarded. Raises Refused.

    What came from another system may lack its reason: it is written down as it is, and told at the reconciliation.
    """
    law = review_law()
    attribute = law.attributes.get(document.attribute)
    if attribute is None:
        raise Refused("没有确定公开属性。", "起草时就要选择主动公开、依申请公开、不予公开或者删减后公开。")
    original = document.forwarded_from
    if original and document.attribute != original.attribute:
        raise Refused(
            f"转发的文件“{original.title}”的公开属性是“{original.get_attribute_display()}”。",
            "转发文件的公开属性随原文件；原文件的属性不当的，请先商制发机关更改。",
        )
    if attribute.needs_reason:
        _must_have_reason(document)
    else:
        document.reason_code = ""
        document.reason = document.reason if document.active_since_on else ""
    if attribute.is_published:
        document.reassess_on = None
    elif document.reassess_on is None:
        document.reassess_on = next_look_on(on)


def _must_have_reason(document: Document) -> None:
    name = document.get_attribute_display()
    reason = review_law().reasons.get(document.reason_code)
    if reason and document.attribute not in reason.attributes:
        raise Refused(
            f"理由“{reason.name}”不适用于公开属性“{name}”。", "请选择适用的理由，或者更改公开属性。"
        )
    if (document.lacks_reason and document.origin == Origin.OWN) or (document.reason_code and not reason):
        raise Refused(
            f"公开属性是“{name}”，没有写明理由。",
            "依申请公开、不予公开和删减后公开的，起草时就要选择理由并写明具体情况。",
        )


def must_be_sound(document: Document, *, on: date) -> None:
    """What every entry must have. Raises Refused."""
    if not document.title.strip():
        raise Refused("没有写标题。", "请写明文件的标题。")
    must_be_number(document.doc_no)
    for day, name in ((document.drafted_on, "起草日期"), (document.formed_on, "成文日期")):
        if day and day > on:
            raise Refused(f"{name}还没有到。", "请核对日期；发文台账只登记已经发生的事。")
    if document.formed_on and document.formed_on < document.drafted_on:
        raise Refused("成文日期早于起草日期。", "请核对这两个日期。")
    section = document.section
    if section is not None and section.organ_id != document.organ_id:
        raise Refused("所选的科室不属于这个机关。", "请选择本机关的科室。")
    settle_attribute(document, on=on)
    _must_be_alone(document)


def _must_be_alone(document: Document) -> None:
    """No other document of the organ has its number or its id elsewhere. Raises Refused."""
    others = Document.objects.filter(organ=document.organ_id).exclude(pk=document.pk)
    if document.doc_no:
        same = others.filter(doc_no=document.doc_no).exclude(status=DocumentStatus.VOID).first()
        if same:
            raise Refused(
                f"文号“{document.doc_no}”已经登记在“{same.title}”上。",
                "请核对文号；登记错了的，先作废那一份。",
            )
    if document.external_id and others.filter(external_id=document.external_id).exists():
        raise Refused(f"原系统编号“{document.external_id}”已经登记。", "请核对是否重复导入。")


def begin_normative(pen: Pen, document: Document) -> NormativeDocument | None:
    """A normative document has a life of its own from its first day; None for any other document."""
    if document.doc_type != DocumentType.NORMATIVE:
        return None
    known = NormativeDocument.objects.filter(document=document).first()
    if known:
        return known
    normative = NormativeDocument(document=document, state=normative_law().lifecycle.start.code)
    pen.save(normative, "documents.normative_begun", organ=document.organ_id)
    return normative
