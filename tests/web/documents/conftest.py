"""A township with rule-making power and people for every step of a document's life."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.kernel.duties import SYSTEM, Viewer
from gongkai.kernel.review import State
from gongkai.web.disclosure import actions as disclosure
from gongkai.web.disclosure.models import Item
from gongkai.web.documents import actions
from gongkai.web.documents.actions import Entry, Step
from gongkai.web.documents.models import Document, NormativeDocument
from gongkai.web.foundations.models import User
from gongkai.web.ledger.caches import differences
from gongkai.web.organs.actions import change_particulars
from gongkai.web.organs.models import Organ
from gongkai.web.reviews import actions as reviews
from gongkai.web.reviews.models import Review
from tests.web.conftest import NOW, sign_in
from tests.web.disclosure.conftest import answers

TODAY = NOW.date()
DAY = timedelta(days=1)
TITLE = "枕溪镇河道采砂管理办法"
WITHHELD = {"attribute": "withheld", "reason_code": "process_info", "reason": "还在讨论，尚未决定。"}


@dataclass(frozen=True, slots=True)
class Town:
    """The organ and its people; what they usually do with a document."""

    organ: Organ
    clerk: Viewer
    section_head: Viewer
    office_head: Viewer
    legality_reviewer: Viewer
    secrecy_reviewer: Viewer
    deputy_leader: Viewer
    chief_leader: Viewer
    publisher: Viewer

    def entry(self, title: str = TITLE, **said) -> Entry:
        """A document as somebody begins it."""
        return Entry(**{"title": title, "drafted_on": TODAY - 30 * DAY} | said)

    def register(self, title: str = TITLE, *, at=NOW, **said) -> Document:
        """A document in the register."""
        return actions.register(self.entry(title, **said), organ=self.organ, by=self.clerk, at=at)

    def issued(
        self, title: str = TITLE, *, doc_no: str = "枕政发〔2026〕1号", formed_on=TODAY - DAY, **said
    ) -> Document:
        """An ordinary document that was signed."""
        document = self.register(title, **said)
        return actions.issue(document, doc_no=doc_no, formed_on=formed_on, by=self.clerk, at=NOW)

    def normative(self, title: str = TITLE, **said) -> NormativeDocument:
        """A normative document that was just begun."""
        return self.register(title, doc_type="normative", **said).normative

    def step(
        self, normative: NormativeDocument, move: str, *, on=TODAY, at=NOW, **filled
    ) -> NormativeDocument:
        """One step, by somebody whose duty it is."""
        by = self.office_head
        if move in {"pass_review", "sign"}:
            by = self.legality_reviewer if move == "pass_review" else self.chief_leader
        return actions.step(normative, move, Step(on=on, **filled), by=by, at=at)

    def registered(
        self, title: str = TITLE, *, doc_no: str = "枕政发〔2026〕1号", on=TODAY, **filled
    ) -> NormativeDocument:
        """One that went the whole way up to its number."""
        normative = self.normative(title)
        self.step(normative, "skip_consultation", on=on, reason="内容简单，不涉及公众权利义务的增减。")
        self.step(normative, "send_to_review", on=on)
        self.step(normative, "pass_review", on=on, reference="枕司审1号意见")
        self.step(normative, "deliberate", on=on, reference="镇长办公会议纪要")
        actions.give_opinion(normative.document, "agreed", by=self.office_head, at=NOW)
        self.step(normative, "sign", on=on)
        period = {"effective_on": on, "valid_until_on": on.replace(year=on.year + 2)} | filled
        return self.step(normative, "register", on=on, doc_no=doc_no, **period)

    def approve(self, item: Item, *, at=NOW) -> None:
        """Through the full chain."""
        review = disclosure.submit(item, by=self.clerk, at=at, chain="full")
        chain = (
            self.section_head,
            self.secrecy_reviewer,
            self.legality_reviewer,
            self.deputy_leader,
            self.chief_leader,
        )
        for by in chain:
            reviews.pass_stage(review, by=by, checklist=answers(review), at=at)
            review = Review.objects.get(pk=review.pk)
        item.refresh_from_db()
        assert review.state == State.APPROVED

    def publish(self, document: Document, *, at=NOW) -> Item:
        """As an item, drafted, approved and public."""
        document.refresh_from_db()
        item = actions.draft_item(
            document, summary="规定全镇的办法。", body="<p>第一条。</p>", by=self.clerk, at=at
        )
        self.approve(item, at=at)
        disclosure.publish(item, by=self.publisher, at=at)
        item.refresh_from_db()
        return item


@pytest.fixture
def town(organ, viewer_of) -> Town:
    """枕溪镇 with everybody whom it takes."""
    organ = change_particulars(organ, has_rule_making_power=True, by=SYSTEM, at=NOW)
    names = [name for name in Town.__dataclass_fields__ if name != "organ"]
    return Town(organ, **{name: viewer_of(name, organ) for name in names})


@pytest.fixture
def browser_of(town):
    """`browser_of("clerk")`: the browser of the town's own."""
    return lambda duty: sign_in(Client(), User.objects.get(pk=getattr(town, duty).person))


@pytest.fixture
def clerk(browser_of):
    return browser_of("clerk")


@pytest.fixture
def head(browser_of):
    return browser_of("office_head")


def done(browser, address, **said):
    """Send a form that goes through; the page that follows."""
    answer = browser.post(address, said, follow=True)
    assert answer.redirect_chain, answer.text[answer.text.find("error") - 200 :][:2000]
    return answer.text


def address(room, act, row=None):
    return reverse(f"{room}:{act}", args=[row.pk] if row else [])


def is_sound() -> bool:
    """Whether every column is what the ledger says."""
    return not [*differences()]


def day(text: str) -> date:
    """A day as ISO writes it."""
    return date.fromisoformat(text)
