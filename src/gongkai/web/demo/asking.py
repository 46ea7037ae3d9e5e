"""The county asks its people about a draft: announced, opinions taken in and answered, told what became of them."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from gongkai.engine.content import clean
from gongkai.web.disclosure.models import Item
from gongkai.web.documents import actions as documents
from gongkai.web.documents.actions import Entry, Step
from gongkai.web.documents.models import (
    Consultation,
    Document,
    DocumentType,
    NormativeDocument,
    OpinionOnAttribute,
)

from .county import Toml
from .scene import Deed, Scene
from .story import Story

_CHANNELS = "书面意见寄{address}；发电子邮件至{email}；拨打{phone}"
_YEARS = timedelta(days=5 * 365)
_STATES = ("published", "closed", "answered", "made")
_PREPARED = 4  # days before the announcement
# Days after the last one, for what follows.
_ANSWERED, _SUMMARISED, _ASSESSED = 2, 5, 12


def deeds(scene: Scene, raw: Toml, place: int) -> Iterator[Deed]:
    """What is done for a consultation, as far as it has come, unless the organ has it already."""
    if not scene.has("clerk") or scene.organ.documents.filter(title=_title(scene, raw)).exists():
        return
    asked = _Asked(scene, raw)
    came = _STATES.index(raw["told"])
    over = raw["since"] - raw["days"]
    told = [(raw["since"] + _PREPARED, asked.begin), (raw["since"], asked.announce)]
    told += [(raw["since"] - 2 * n, asked.receiving(one)) for n, one in enumerate(raw["opinions"], 1)]
    if came:
        told += [(over - _ANSWERED, asked.close)]
    if came > 1:
        told += [(over - _SUMMARISED, asked.summarise)]
    if came > 2:
        told += [(over - _ASSESSED, asked.decide), (over - _ASSESSED - 7, asked.publish)]
    for step, (ago, do) in enumerate(told):
        yield scene.moment(ago, place, step), do


class _Asked:
    """One consultation, and what has become of it."""

    def __init__(self, scene: Scene, raw: Toml) -> None:
        self.scene, self.raw = scene, raw

    def begin(self, at: datetime) -> None:
        """The document is registered, the consultation opened, its announcement reviewed."""
        raw, scene, clerk = self.raw, self.scene, self.scene.viewer("clerk", at=at)
        since = scene.ago(raw["since"])
        entry = Entry(
            _title(scene, raw),
            drafted_on=at.date(),
            doc_type=raw["doc_type"],
            section=scene.section(raw["section"]),
        )
        document = documents.register(entry, organ=scene.organ, by=clerk, at=at)
        if raw["doc_type"] == DocumentType.NORMATIVE:
            documents.step(_normative(document), "consult", Step(on=at.date()), by=clerk, at=at)
        asked = Consultation(
            document=document,
            is_major=raw.get("is_major", False),
            since_on=since,
            until_on=since + timedelta(days=raw["days"]),
            channels=_CHANNELS.format_map(scene.words() | {"email": scene.organ.email}),
        )
        self.asked = documents.open_consultation(asked, by=clerk, at=at)
        item = documents.publish_draft(self.asked, body=clean(raw["announced"]), by=clerk, at=at)
        self.announcement = self._reviewed(item, at)

    def announce(self, at: datetime) -> None:
        """The draft is public."""
        self.announcement.tell("publish", at)

    def receiving(self, raw: Toml) -> Callable[[datetime], None]:
        """An opinion comes in."""

        def receive(at: datetime) -> None:
            clerk = self.scene.viewer("clerk", at=at)
            documents.receive(
                self.asked, raw["text"], sender=raw["sender"], received_on=at.date(), by=clerk, at=at
            )

        return receive

    def close(self, at: datetime) -> None:
        """The last day is over: each opinion is looked at."""
        clerk = self.scene.viewer("clerk", at=at)
        self.announcement.tell("expire", at)
        documents.close(self.asked, by=clerk, at=at)
        for opinion, raw in zip(self.asked.opinions.order_by("number"), self.raw["opinions"], strict=True):
            if raw["verdict"]:
                documents.answer(opinion, raw["verdict"], reason=raw["reason"], by=clerk, at=at)

    def summarise(self, at: datetime) -> None:
        """What was adopted is told."""
        clerk = self.scene.viewer("clerk", at=at)
        item = documents.summarise(self.asked, self.raw["summary"], by=clerk, at=at)
        self._reviewed(item, at).tell("publish", at)

    def decide(self, at: datetime) -> None:
        """From the assessment to the uniform number."""
        document, on = self.asked.document, at.date()
        normative = _normative(document)
        steps = (
            ("assess", "clerk", Step(on=on)),
            ("send_to_review", "clerk", Step(on=on)),
            ("pass_review", "legality_reviewer", Step(on=on, reference="合法性审核意见书")),
            ("deliberate", "clerk", Step(on=on, reference="县人民政府常务会议纪要")),
            ("sign", "chief_leader", Step(on=on)),
            ("register", "clerk", self._numbered(on)),
        )
        agreed = OpinionOnAttribute.AGREED
        documents.give_opinion(document, agreed, by=self.scene.viewer("office_head", at=at), at=at)
        for move, duty, filled in steps:
            documents.step(normative, move, filled, by=self.scene.viewer(duty, at=at), at=at)

    def publish(self, at: datetime) -> None:
        """The document is public as an item of its own."""
        item = documents.draft_item(
            Document.objects.get(pk=self.asked.document_id),
            summary=f"经公开征求意见和集体审议通过的《{self.asked.document.title}》。",
            body=clean(self.raw["body"]),
            row=self.scene.row("art20_01"),
            by=self.scene.viewer("clerk", at=at),
            at=at,
        )
        self._reviewed(item, at).tell("publish", at)

    def _reviewed(self, item: Item, at: datetime) -> Story:
        story = Story({"steps": []}, self.scene, item)
        for step in ("submit", "approve"):
            story.tell(step, at)
        return story

    def _numbered(self, on: date) -> Step:
        number = self.raw["doc_no"].format(year=on.year)
        return Step(on=on, doc_no=number, effective_on=on, valid_until_on=on + _YEARS)


def _normative(document: Document) -> NormativeDocument:
    return NormativeDocument.objects.select_related("document__organ").get(document=document)


def _title(scene: Scene, raw: Toml) -> str:
    return raw["title"].format(year=scene.today.year)
