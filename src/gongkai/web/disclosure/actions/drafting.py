"""Drafting an item and changing it: every edit is a version of its own and makes earlier judgements void."""

from dataclasses import replace
from datetime import datetime

from gongkai.engine.content import clean
from gongkai.kernel.checklist import must_be_reasoned
from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Problem, Refused
from gongkai.kernel.review import State
from gongkai.lawbook.chains import review_law
from gongkai.web.catalogue.models import Row
from gongkai.web.disclosure import registry
from gongkai.web.disclosure.content import Content, changed, content_of
from gongkai.web.disclosure.limits import set_due
from gongkai.web.disclosure.models import Item, ItemKind, ItemStatus, Version
from gongkai.web.disclosure.models.item import DRAFTERS
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.organs.actions.rows import must_exist
from gongkai.web.organs.models import Organ, Section
from gongkai.web.reviews import actions as reviews
from gongkai.web.reviews.models import Review

from .rows import held, must_be, write_version

LABEL = "disclosure.item"
EDITABLE = (
    ItemStatus.DRAFT,
    ItemStatus.IN_REVIEW,
    ItemStatus.APPROVED,
    ItemStatus.LIVE,
    ItemStatus.KEPT,
    ItemStatus.EXPIRED,
    ItemStatus.WITHDRAWN,
)


class Overtaken(Problem):
    """Somebody else has changed the same places meanwhile; `theirs` is what stands there now."""

    code = "overtaken"

    def __init__(self, theirs: Version, names: tuple[str, ...]) -> None:
        who = theirs.drafted_by.name if theirs.drafted_by else "系统"
        super().__init__(
            f"{who}在您修改期间已经改过同一处（现为第{theirs.number}稿）。",
            "您填写的内容还在下面，没有丢失；对照列出的现稿改好后再保存。",
        )
        self.theirs, self.names = theirs, names


def draft(
    content: Content,
    *,
    organ: Organ,
    kind: str,
    by: Viewer,
    at: datetime,
    row: Row | None = None,
    section: Section | None = None,
    interprets: Item | None = None,
    interpretation_form: str = "",
) -> Item:
    """起草: begin an item with its first version."""
    item = Item(
        organ=organ,
        kind=kind,
        row=row,
        section=section,
        interprets=interprets,
        interpretation_form=interpretation_form,
    )
    with act("disclosure.draft", organ.pk, by=by, at=at) as pen:
        pen.duty = by.must_hold(*DRAFTERS, path=organ.path)
        return drafted(pen, item, content)


def drafted(pen: Pen, item: Item, content: Content) -> Item:
    """Begin an item inside the act of somebody else."""
    must_exist(Organ.objects.get(pk=item.organ_id))
    content = _tidy(content)
    must_be_sound(content)
    must_fit(item)
    item.drafter_id = pen.by.person
    pen.save(item, "disclosure.drafted")
    _take(pen, item, write_version(pen, item, content, by=pen.by))
    return item


def edit(item: Item, content: Content, *, based_on: int, by: Viewer, at: datetime) -> Version:
    """修改: write the next version. `based_on` is the version that the editor had before his eyes.

    What two people changed in different places is put together; where they changed the same, the second is told.
    Raises Overtaken, and Refused.
    """
    with act("disclosure.edit", item.organ_id, by=by, at=at, subject=item) as pen:
        stored = held(item)
        pen.duty = by.must_hold(*DRAFTERS, path=stored.organ.path)
        must_exist(stored.organ)
        must_be(stored, *EDITABLE)
        content = _together(stored, _tidy(content), based_on=based_on)
        must_be_sound(content)
        if not set(changed(content_of(stored.latest), content)):
            return stored.latest
        version = write_version(pen, stored, content, by=by)
        reviews.void(pen, LABEL, stored.pk, because="内容已经修改")
        _take(pen, stored, version)
    item.refresh_from_db()
    return version


def judgements(item: Item) -> tuple[str, ...]:
    """What an edit of an item makes void, in words: a review under way, an approval that is not used yet, a plan."""
    stands = Item.objects.select_related("latest").get(pk=item.pk)
    of_latest = Review.objects.filter(
        subject_label=LABEL, subject_id=item.pk, content_hash=stands.latest.content_hash
    )
    is_waiting = stands.latest_id != stands.live_version_id and stands.status != ItemStatus.KEPT
    found = (
        ("审核", of_latest.open().exists()),
        ("批准", is_waiting and of_latest.filter(state=State.APPROVED).exists()),
        ("定时发布", stands.go_live_at is not None),
    )
    return tuple(word for word, stood in found if stood)


def classify(item: Item, *, row: Row | None, section: Section | None, by: Viewer, at: datetime) -> Item:
    """归类: put an item to another row of the catalogue or another section; what it says stays approved.

    What a statement says is about its row: it is never moved to another one.
    """
    with act("disclosure.classify", item.organ_id, by=by, at=at, subject=item) as pen:
        stored = held(item)
        pen.duty = by.must_hold(*DRAFTERS, path=stored.organ.path)
        if stored.kind == ItemKind.STATEMENT and row != stored.row:
            raise Refused(
                "未涉及声明针对目录中的一项，批准的也是这一项，不能改归另一项。",
                "请撤回（没有公开的，作废）后另行声明。",
            )
        stored.row, stored.section = row, section
        must_fit(stored)
        set_due(stored, stored.latest)
        pen.save(stored, "disclosure.classified")
        registry.changed(pen, stored)
    return stored


def discard(item: Item, *, reason: str, by: Viewer, at: datetime) -> Item:
    """作废: give up a draft that was never public; it stays in the register."""
    with act("disclosure.discard", item.organ_id, by=by, at=at, subject=item) as pen:
        stored = held(item)
        pen.duty = by.must_hold(*DRAFTERS, path=stored.organ.path)
        must_be(stored, ItemStatus.DRAFT, ItemStatus.IN_REVIEW, ItemStatus.APPROVED)
        reviews.void(pen, LABEL, stored.pk, because="信息已经作废")
        stored.status, stored.ended_because, stored.go_live_at = ItemStatus.DISCARDED, reason, None
        pen.save(stored, "disclosure.discarded")
    return stored


def must_be_sound(content: Content) -> None:
    """What every draft must have, whatever becomes of it. Raises Refused."""
    if not content.title.strip():
        raise Refused("没有写名称。", "请写明这条信息的名称。")
    law = review_law()
    attribute = law.attributes.get(content.attribute)
    if attribute is None:
        raise Refused("没有确定公开属性。", "请选择主动公开、依申请公开或者不予公开。")
    must_be_reasoned(attribute, law.reasons.get(content.reason_code), words=content.reason)
    if content.notice_until_on and content.formed_on and content.notice_until_on < content.formed_on:
        raise Refused("公示截止日期早于成文日期。", "请核对这两个日期。")


def must_fit(item: Item) -> None:
    """Row, section and what is interpreted belong to the same organ. Raises Refused."""
    for other, name in ((item.row, "目录事项"), (item.section, "责任科室")):
        if other is not None and other.organ_id != item.organ_id:
            raise Refused(f"所选的{name}不属于这个机关。", "请选择本机关的。")
    if item.kind == ItemKind.STATEMENT and item.row is None:
        raise Refused("没有选择未涉及的目录事项。", "未涉及声明针对目录中的一项，请选择这一项。")
    if item.interprets_id and item.interprets_id == item.pk:
        raise Refused("一条信息不能解读它自己。", "请选择所解读的文件。")


def _tidy(content: Content) -> Content:
    """What is kept, approved and shown: the one safe subset of HTML, whoever hands it in."""
    return replace(content, title=" ".join(content.title.split()), body=clean(content.body))


def _take(pen: Pen, item: Item, version: Version) -> None:
    """Let a version be the latest. What is public stays public; whatever was approved and not yet public is not any more,
    nor is it scheduled."""
    kind = "disclosure.unscheduled" if item.go_live_at else "disclosure.edited"
    kind = "disclosure.begun" if version.number == 1 else kind
    item.latest, item.go_live_at = version, None
    set_due(item, version)
    if item.status != ItemStatus.LIVE:
        item.status = ItemStatus.DRAFT
    pen.save(item, kind, facts={"number": version.number})


def _together(item: Item, mine: Content, *, based_on: int) -> Content:
    """My wording and what others changed since I began; Overtaken where both changed the same."""
    if item.latest.number == based_on:
        return mine
    begun = item.versions.filter(number=based_on).first()
    if begun is None:
        raise Refused("没有所依据的这一稿。", "请重新打开修改页面。")
    before, theirs = content_of(begun), content_of(item.latest)
    my_changes, their_changes = set(changed(before, mine)), set(changed(before, theirs))
    clash = sorted(
        name for name in my_changes & their_changes if getattr(mine, name) != getattr(theirs, name)
    )
    if clash:
        raise Overtaken(item.latest, tuple(clash))
    return replace(theirs, **{name: getattr(mine, name) for name in my_changes})
