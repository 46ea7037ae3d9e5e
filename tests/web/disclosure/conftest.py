"""An organ whose people can take an item through a chain."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from gongkai.kernel.duties import Viewer
from gongkai.kernel.review import State
from gongkai.web.disclosure import actions
from gongkai.web.disclosure.actions import Content
from gongkai.web.disclosure.models import Item
from gongkai.web.reviews import actions as reviews
from gongkai.web.reviews import selectors
from gongkai.web.reviews.models import Review
from tests.web.told_again import told_again

NOW = datetime(2026, 2, 3, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
CONTENT = Content(
    title="枕溪镇2026年防汛值班安排",
    summary="公布全镇防汛值班的时间和电话。",
    body="<p>值班时间为每日八时至次日八时。</p>",
    formed_on=date(2026, 2, 2),
)


@dataclass(frozen=True, slots=True)
class Town:
    """Three people and what they do."""

    clerk: Viewer
    reviewer: Viewer
    leader: Viewer
    publisher: Viewer

    def draft(
        self, organ, content: Content = CONTENT, *, kind: str = "information", at=NOW, **fields
    ) -> Item:
        """The clerk's draft."""
        return actions.draft(content, organ=organ, kind=kind, by=self.clerk, at=at, **fields)

    def approve(self, item: Item, *, at=NOW, **said) -> Review:
        """Through the small chain."""
        review = actions.submit(item, by=self.clerk, at=at, chain="small", **said)
        reviews.pass_stage(review, by=self.reviewer, checklist=answers(review), at=at)
        review = reviews.pass_stage(Review.objects.get(pk=review.pk), by=self.leader, at=at)
        item.refresh_from_db()
        assert review.state == State.APPROVED
        return review

    def publish(self, item: Item, *, at=NOW, **said) -> Item:
        """Approved and public."""
        self.approve(item, at=at, **said)
        return actions.publish(item, by=self.publisher, at=at)

    def change(self, item: Item, *, at=NOW, **said) -> None:
        """The clerk's next version."""
        item.refresh_from_db()
        content = replace(actions.content_of(item.latest), **said)
        actions.edit(item, content, based_on=item.latest.number, by=self.clerk, at=at)
        item.refresh_from_db()


def answers(review: Review) -> dict[str, str]:
    """Every question of the next stage answered so that it passes."""
    stage = selectors.standing(review).stage
    return {
        question.code: max(question.passes)  # 是 or 否 before 不涉及
        for checklist in stage.checklists
        for question in checklist.questions
    }


@pytest.fixture
def town(organ, viewer_of) -> Town:
    """枕溪镇 with a clerk, a reviewer, a leader and a publisher."""
    return Town(
        clerk=viewer_of("clerk", organ),
        reviewer=viewer_of("secrecy_reviewer", organ),
        leader=viewer_of("chief_leader", organ),
        publisher=viewer_of("publisher", organ),
    )


@pytest.fixture
def live(organ, town) -> Item:
    """An item that is public."""
    return told_again(("live",), lambda: town.publish(town.draft(organ)))


@pytest.fixture
def approved(organ, town) -> Item:
    """An item that is approved and not yet public."""

    def tell() -> Item:
        item = town.draft(organ)
        town.approve(item)
        return item

    return told_again(("approved",), tell)


@pytest.fixture
def draft(organ, town) -> Item:
    """An item that nobody has judged."""
    return town.draft(organ)
