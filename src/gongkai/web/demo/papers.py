"""The county's register of documents: from the first day of drafting to the item as which a document is public."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from gongkai.kernel.duties import Viewer
from gongkai.web.disclosure.actions import Content
from gongkai.web.disclosure.models import Item
from gongkai.web.documents import actions as documents
from gongkai.web.documents.actions import Entry, Step
from gongkai.web.documents.models import Document, DocumentType, NormativeDocument, OpinionOnAttribute

from .county import Toml
from .scene import Deed, Scene

_DRAFTING = timedelta(days=7)  # from its first day until it is signed
_YEARS = timedelta(days=5 * 365)  # for which a normative document binds
_FILED_WITH = "上一级人民政府、县人民代表大会常务委员会"


def deeds(scene: Scene, raw: Toml, place: int) -> Iterator[Deed]:
    """A document that is no item yet, entered unless it is there."""
    if scene.has("clerk") and not scene.organ.documents.filter(title=raw["title"]).exists():
        days_ago = raw.get("formed", raw["drafted"])
        yield scene.moment(days_ago, place), lambda at: _entered(scene, raw, at=at)


def drafted(scene: Scene, raw: Toml, content: Content, *, at: datetime) -> Item:
    """The item that is drafted from a document, which is registered and issued for it."""
    formed = content.formed_on
    entry = Entry(
        content.title,
        drafted_on=formed - _DRAFTING,
        doc_type=raw["register"],
        section=scene.section(raw["section"]),
    )
    document = documents.register(entry, organ=scene.organ, by=scene.viewer("clerk", at=at), at=at)
    if entry.doc_type == DocumentType.NORMATIVE:
        _taken_over(scene, document, content, at=at)
    else:
        verdict = OpinionOnAttribute.AGREED
        documents.give_opinion(document, verdict, by=scene.viewer("office_head", at=at), at=at)
        documents.issue(
            document, doc_no=content.doc_no, formed_on=formed, by=scene.viewer("clerk", at=at), at=at
        )
    return documents.draft_item(
        document,
        summary=content.summary,
        body=content.body,
        attachments=content.attachments,
        row=scene.row(raw["row"]),
        by=scene.viewer("clerk", at=at),
        at=at,
    )


def _taken_over(scene: Scene, document: Document, content: Content, *, at: datetime) -> None:
    """It was made before the county had this system."""
    normative = NormativeDocument.objects.select_related("document__organ").get(document=document)
    filled = Step(
        on=content.formed_on,
        reason="启用本系统以前已经登记、印发。",
        doc_no=content.doc_no,
        effective_on=content.effective_on,
        valid_until_on=content.effective_on + _YEARS,
    )
    office_head = scene.viewer("office_head", at=at)
    documents.step(normative, "take_over", filled, by=office_head, at=at)
    documents.step(normative, "file", Step(on=at.date(), party=_FILED_WITH), by=office_head, at=at)


def repealed(item: Item, *, by: Viewer, at: datetime) -> None:
    """A normative document that others have replaced."""
    normative = NormativeDocument.objects.select_related("document__organ").get(document__item=item)
    filled = Step(on=at.date(), reference="文件清理结果", reason="所依据的上级文件已经废止。")
    documents.step(normative, "repeal", filled, by=by, at=at)


def _entered(scene: Scene, raw: Toml, *, at: datetime) -> None:
    clerk = scene.viewer("clerk", at=at)
    entry = Entry(
        raw["title"],
        drafted_on=scene.ago(raw["drafted"]),
        doc_type=raw["doc_type"],
        section=scene.section(raw["section"]),
    )
    document = documents.register(entry, organ=scene.organ, by=clerk, at=at)
    if "formed" in raw:
        formed = scene.ago(raw["formed"])
        doc_no = raw["doc_no"].format(year=formed.year)
        documents.issue(document, doc_no=doc_no, formed_on=formed, by=clerk, at=at)
