"""Letting an item go live, and taking it down. Nothing else in the house does either."""

from datetime import datetime

from django.db.models import Max
from django.utils.timezone import localdate

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.lawbook.chains import review_law
from gongkai.lawbook.items import item_rules
from gongkai.web.disclosure import gate, registry
from gongkai.web.disclosure.models import Item, ItemStatus, Release, Target, Validity
from gongkai.web.disclosure.models.item import DRAFTERS, RELEASERS
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.organs.actions.rows import must_exist
from gongkai.web.organs.models import Organ
from gongkai.web.outbox.actions import ask
from gongkai.web.reviews import actions as reviews
from gongkai.web.reviews import selectors
from gongkai.web.reviews.models import Review

from .drafting import LABEL
from .rows import held, must_be

IN_FORCE = ("policy", "normative")
SWEEP = "disclosure.sweep"
# What the ledger says when something stops being public, by what it is from then on.
_ENDINGS = {
    ItemStatus.WITHDRAWN: "disclosure.withdrawn",
    ItemStatus.EXPIRED: "disclosure.expired",
    ItemStatus.KEPT: "disclosure.closed",
}


class NotApproved(Refused):
    """What is to be published has no approval of exactly these words."""

    code = "not_approved"

    def __init__(self, title: str) -> None:
        super().__init__(
            f"“{title}”的现有内容没有经过审核批准，不能公开。",
            "先审查、后公开（条例第十七条）。请送审，批准后再发布；批准后又改动的，要重新送审。",
        )


def publish(item: Item, *, by: Viewer, at: datetime) -> Item:
    """发布: make the approved version public now. Raises Refused."""
    with act("disclosure.publish", item.organ_id, by=by, at=at, subject=item) as pen:
        stored = held(item)
        pen.duty = by.must_hold(*RELEASERS, path=stored.organ.path)
        if target := Target.objects.filter(organ=stored.organ_id, is_open=True).first():
            raise Refused(
                f"这个机关在“{target.name}”上发布。",
                "请移交经批准的内容，在该平台发布后登记网址；核对一致才算公开。",
            )
        released(pen, stored)
    item.refresh_from_db()
    return stored


def schedule(item: Item, *, go_live_at: datetime, by: Viewer, at: datetime) -> Item:
    """定时发布: have the sweep publish the approved version at a moment to come."""
    with act("disclosure.schedule", item.organ_id, by=by, at=at, subject=item) as pen:
        stored = held(item)
        pen.duty = by.must_hold(*RELEASERS, path=stored.organ.path)
        must_be(stored, ItemStatus.APPROVED, ItemStatus.LIVE)
        approval_of(stored)
        if go_live_at <= at:
            raise Refused("定时发布的时间已经过去。", "请选择以后的时间，或者立即发布。")
        stored.go_live_at = go_live_at
        pen.save(stored, "disclosure.scheduled")
        ask(SWEEP, {}, key=f"{go_live_at:%Y-%m-%dT%H:%M%z}", due_at=go_live_at)
    return stored


def withdraw(item: Item, *, reason: str, by: Viewer, at: datetime) -> Item:
    """撤回: take an item down with a reason; its approval ends with it, so that it cannot come back unseen."""
    with act("disclosure.withdraw", item.organ_id, by=by, at=at, subject=item) as pen:
        stored = held(item)
        pen.duty = by.must_hold(*DRAFTERS, path=stored.organ.path)
        must_be(stored, ItemStatus.LIVE)
        if not reason.strip():
            raise Refused("没有写撤回的原因。", "请写明为什么撤回；这一页会告诉来访的人已经撤回。")
        taken_down(pen, stored, because=reason.strip(), status=ItemStatus.WITHDRAWN)
    return stored


def released(pen: Pen, item: Item, *, address: str = "") -> Release:
    """Make the latest version public inside the act of somebody else. Raises Refused."""
    must_exist(item.organ)
    must_be(item, ItemStatus.APPROVED, ItemStatus.LIVE)
    approval = approval_of(item)
    gate.must_pass(item.latest, approval.overrides)
    registry.allowed(item)
    today = localdate(pen.at)
    is_change = item.published_on is not None
    Release.objects.filter(item=item, ended_at=None).update(ended_at=pen.at)
    release = Release.objects.create(
        item=item,
        version=item.latest,
        approval=approval,
        row=item.row,
        is_statutory=_is_statutory(item),
        is_change=is_change,
        on=today,
        at=pen.at,
        address=address,
    )
    _go_live(item, approval, organ=item.organ, today=today)
    kind = "disclosure.changed" if is_change else "disclosure.published"
    pen.save(item, kind, facts={"number": item.latest.number, "release": release.pk})
    registry.released(pen, item, release)
    return release


def taken_down(pen: Pen, item: Item, *, because: str, status: str) -> None:
    """End what is public, and its approval, inside the act of somebody else."""
    approval = item.approval
    Release.objects.filter(item=item, ended_at=None).update(ended_at=pen.at)
    item.status, item.live_version, item.live_hash = status, None, ""
    item.approval, item.approved_hash, item.go_live_at = None, "", None
    item.ended_on, item.ended_because = localdate(pen.at), because
    pen.save(item, _ENDINGS[status])
    reviews.end(pen, approval, because=because)
    registry.ended(pen, item)


def approval_of(item: Item) -> Review:
    """The approval of exactly what the latest version says. Raises NotApproved."""
    review = selectors.approval(LABEL, item.pk, content_hash=item.latest.content_hash)
    if review is None or not review_law().attributes[review.attribute].is_published:
        raise NotApproved(item.title)
    return review


def _go_live(item: Item, approval: Review, *, organ: Organ, today: object) -> None:
    item.index_no = item.index_no or _next_index_no(organ, today)
    item.status, item.live_version = ItemStatus.LIVE, item.latest
    item.live_hash, item.approved_hash = item.latest.content_hash, approval.content_hash
    item.approval, item.go_live_at = approval, None
    item.notice_until_on = item.latest.notice_until_on
    item.changed_on = today if item.published_on else None
    item.published_on = item.published_on or today
    item.ended_on, item.ended_because = None, ""
    if item.kind in IN_FORCE and not item.validity:
        item.validity = Validity.VALID


def _is_statutory(item: Item) -> bool:
    return item.row.is_statutory if item.row else item.kind != "news"


def _next_index_no(organ: Organ, today: object) -> str:
    """The next index number of the organ and month; its row is held, so that no two acts take the same."""
    Organ.objects.select_for_update().get(pk=organ.pk)
    prefix = item_rules().index_prefix(code=organ.code or organ.slug, on=today)
    # A range, which the index answers at once; SQLite would read every row for a LIKE.
    taken = Item.objects.filter(organ=organ, index_no__gte=prefix, index_no__lt=f"{prefix}:")
    last = taken.aggregate(last=Max("index_no"))["last"]
    return item_rules().index_no(prefix, int(last.removeprefix(prefix)) + 1 if last else 1)
