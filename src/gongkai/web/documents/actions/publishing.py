"""From the register to what the public reads: an item is drafted from a document, or an existing one is matched."""

from datetime import datetime

from django.db.models import Q
from django.utils.timezone import localdate

from gongkai.kernel.duties import Viewer
from gongkai.kernel.normative import Phase
from gongkai.kernel.problems import Refused
from gongkai.lawbook.normative import normative_law
from gongkai.web.catalogue.models import Row
from gongkai.web.disclosure import actions as disclosure
from gongkai.web.disclosure.content import Content, File
from gongkai.web.disclosure.models import Item, ItemKind, ItemStatus, Release
from gongkai.web.documents.models import Document, DocumentStatus, DocumentType, NormativeDocument
from gongkai.web.documents.models.document import KEEPERS
from gongkai.web.ledger.actions import Pen, act

from .normative import Step, stepped
from .normative import held as held_normative
from .rows import held, must_be

# As what kind of item a type of document is published; all others as general information.
ITEM_KINDS = {
    DocumentType.NORMATIVE: ItemKind.NORMATIVE,
    DocumentType.POLICY: ItemKind.POLICY,
    DocumentType.NOTICE: ItemKind.NOTICE,
}


def draft_item(
    document: Document,
    *,
    summary: str,
    body: str = "",
    attachments: tuple[File, ...] = (),
    row: Row | None = None,
    by: Viewer,
    at: datetime,
) -> Item:
    """起草公开的信息: begin the item as which an issued document will be public, or be determined not to be."""
    with act("documents.draft_item", document.organ_id, by=by, at=at, subject=document) as pen:
        stored = held(document)
        pen.duty = by.must_hold(*KEEPERS, path=stored.organ.path)
        must_be(stored, DocumentStatus.ISSUED)
        _must_have_no_item(stored)
        item = Item(
            organ=stored.organ,
            kind=ITEM_KINDS.get(DocumentType(stored.doc_type), ItemKind.INFORMATION),
            row=row,
            section=stored.section,
        )
        stored.item = disclosure.drafted(pen, item, _content(stored, summary, body, attachments))
        pen.save(stored, "documents.item_drafted")
    return stored.item


def link(document: Document, item: Item, *, by: Viewer, at: datetime) -> Document:
    """对应: say that an item is this document, where it was drafted or imported without the register."""
    with act("documents.link", document.organ_id, by=by, at=at, subject=document) as pen:
        stored = held(document)
        pen.duty = by.must_hold(*KEEPERS, path=stored.organ.path)
        must_be(stored, DocumentStatus.ISSUED)
        _must_have_no_item(stored)
        if item.organ_id != stored.organ_id:
            raise Refused("这条信息不属于这个机关。", "请选择本机关的信息。")
        _join(pen, stored, Item.objects.get(pk=item.pk))
    return stored


def must_be_in_order(item: Item) -> None:
    """Before an item goes live: what binds everybody is reviewed and registered, and the register agrees. Raises Refused.

    What an item is, the register says; the kind that somebody gave to the item cannot say less.
    """
    for one in _meant_by(item):
        _must_be_for_the_public(one)
        if one.doc_type == DocumentType.NORMATIVE and item.kind != ItemKind.NORMATIVE:
            raise Refused(
                f"“{one.title}”在发文台账中是行政规范性文件，不能作为“{item.get_kind_display()}”公开。",
                "请在台账中办完合法性审核、集体审议、签发和统一登记，由“起草公开的信息”起草，按行政规范性文件审签后发布。",
            )
    if item.kind != ItemKind.NORMATIVE:
        return
    document = document_of(item)
    normative = NormativeDocument.objects.filter(document=document).first() if document else None
    if normative is None:
        raise Refused(
            "这份行政规范性文件没有登记在发文台账中。",
            "请先登记，经合法性审核、统一登记以后再公布；以前公布的，请登记为存量文件。",
        )
    _must_be_registered(normative)


def follow_release(pen: Pen, item: Item, release: Release) -> None:
    """When an item goes live: the register knows which document it is, and a normative one counts as published."""
    document = document_of(item)
    if document is None:
        return
    if document.item_id is None:
        _join(pen, held(document), item)
    normative = NormativeDocument.objects.filter(document=document).first()
    if normative is not None and normative.state == "registered":
        move = normative_law().lifecycle.moves["publish"]
        stepped(pen, held_normative(normative), move, Step(on=localdate(pen.at)))


def document_of(item: Item) -> Document | None:
    """The document that an item is: the one it was drafted from, or the one of the organ with its number."""
    if known := Document.objects.select_related("organ").filter(item=item).first():
        return known
    doc_no = item.latest.doc_no if item.latest else ""
    if not doc_no:
        return None
    issued = Document.objects.select_related("organ").filter(organ=item.organ_id, item=None)
    return issued.filter(doc_no=doc_no, status=DocumentStatus.ISSUED).first()


def _meant_by(item: Item) -> list[Document]:
    """The documents of the register that an item is or says it is: by its entry, its number; without them by its title.

    The same title is used year after year: of documents that bind nobody, the day of making must be the same, too.
    """
    register = Document.objects.filter(organ=item.organ_id).exclude(status=DocumentStatus.VOID)
    version = item.latest
    numbered = Q(doc_no=version.doc_no) if version.doc_no else Q(pk__in=())
    if known := list(register.filter(Q(item=item) | numbered)):
        return known
    is_same = Q(doc_type=DocumentType.NORMATIVE) | Q(formed_on=None) | Q(formed_on=version.formed_on)
    # A number that the register does not know: the document may still be on its way to its own.
    unnumbered = Q(doc_no="") if version.doc_no else Q()
    return list(register.filter(is_same, unnumbered, title=version.title))


def _must_be_for_the_public(document: Document) -> None:
    """The register lets it be published. Raises Refused."""
    if not document.is_to_be_published:
        raise Refused(
            f"发文台账中，“{document.title}”的公开属性是“{document.get_attribute_display()}”。",
            "确需公开的，请先在发文台账中评估并改为主动公开。",
        )


def _join(pen: Pen, document: Document, item: Item) -> None:
    if Document.objects.filter(item=item).exists():
        raise Refused("这条信息已经对应另一份文件。", "请核对文号。")
    document.item = item
    pen.save(document, "documents.linked", organ=document.organ_id)


def _must_have_no_item(document: Document) -> None:
    """One document is one item. Raises Refused."""
    if document.item_id and document.item.status != ItemStatus.DISCARDED:
        raise Refused(f"这份文件已经对应信息“{document.item.title}”。", "请到那条信息的页面办理。")


def _must_be_registered(normative: NormativeDocument) -> None:
    """未经合法性审核、统一登记的不得公布. Raises Refused."""
    if normative.phase is Phase.BEFORE and normative.state != "registered":
        raise Refused(
            f"这份行政规范性文件还在“{normative.get_state_display()}”环节。",
            "未经合法性审核、集体审议、签发和统一登记的，不得公布；请先办完这些步骤。",
        )


def _content(document: Document, summary: str, body: str, attachments: tuple[File, ...]) -> Content:
    normative = NormativeDocument.objects.filter(document=document).first()
    return Content(
        title=document.title,
        summary=summary,
        body=body,
        doc_no=document.doc_no,
        formed_on=document.formed_on,
        effective_on=normative.effective_on if normative else None,
        attribute=document.attribute,
        reason_code=document.reason_code,
        reason=document.reason if document.reason_code else "",
        attachments=attachments,
    )
