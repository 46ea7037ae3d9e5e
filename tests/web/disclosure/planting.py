"""Many approved items at once, written in one act with everything that the database asks of an approval."""

from dataclasses import replace
from datetime import datetime

from gongkai.kernel.duties import SYSTEM, Viewer
from gongkai.web.disclosure.content import Content, content_hash
from gongkai.web.disclosure.models import Item, ItemStatus, Version
from gongkai.web.disclosure.models.version import CONTENT
from gongkai.web.ledger.actions import act
from gongkai.web.organs.models import Organ
from gongkai.web.reviews.models import Review, Step


def plant(
    organ: Organ,
    count: int,
    *,
    content: Content,
    people: tuple[Viewer, Viewer, Viewer],
    at: datetime,
    go_live_at: datetime,
) -> list[Item]:
    """`count` scheduled items, approved by three people (proposer, reviewer, leader)."""
    proposer, reviewer, leader = (viewer.person for viewer in people)
    with act("disclosure.write", organ.pk, by=SYSTEM, at=at):
        items = Item.objects.bulk_create(
            [Item(organ=organ, kind="information", drafter_id=proposer) for _ in range(count)]
        )
        versions = Version.objects.bulk_create([_version(item, content, proposer, at) for item in items])
        for item, version in zip(items, versions, strict=True):
            item.latest, item.status, item.go_live_at = version, ItemStatus.APPROVED, go_live_at
        Item.objects.bulk_update(items, ["latest", "status", "go_live_at"], batch_size=500)
        reviews = Review.objects.bulk_create([_review(version, organ, proposer, at) for version in versions])
        signers = (
            ("propose", "propose", proposer),
            ("review", "review", reviewer),
            ("approve", "approve", leader),
        )
        Step.objects.bulk_create(
            [_step(review, stage, part, person, at) for review in reviews for stage, part, person in signers],
            batch_size=500,
        )
        Review.objects.filter(organ=organ, state="open").update(state="approved", stage="", closed_at=at)
    return items


def _version(item: Item, content: Content, person: int, at: datetime) -> Version:
    content = replace(content, title=f"{content.title}（{item.pk}）")
    said = {name: getattr(content, name) for name in CONTENT}
    digest = content_hash(content, item=item.pk, number=1)
    return Version(item=item, number=1, content_hash=digest, drafted_by_id=person, drafted_at=at, **said)


def _review(version: Version, organ: Organ, person: int, at: datetime) -> Review:
    return Review(
        organ=organ,
        subject_label="disclosure.item",
        subject_id=version.item_id,
        kind="information",
        chain="small",
        title=version.title,
        content_hash=version.content_hash,
        attribute=version.attribute,
        proposer_id=person,
        stage="approve",
        opened_at=at,
    )


def _step(review: Review, stage: str, part: str, person: int, at: datetime) -> Step:
    return Step(
        review=review,
        stage=stage,
        part=part,
        person_id=person,
        duty="clerk",
        verdict="passed",
        content_hash=review.content_hash,
        means="office",
        signed_on=at.date(),
        entered_by_id=person,
        at=at,
    )
