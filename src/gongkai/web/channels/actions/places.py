"""Places registered, changed and closed, and what hangs there: planned, posted, taken down."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.web.channels.models import KEEPERS, Posting, PostingStatus, Publication, PublicPlace
from gongkai.web.disclosure.models import Item
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.rows import checked, must_have_come
from gongkai.web.ledger.sentences import day
from gongkai.web.organs.actions.rows import must_exist

from .rows import (
    held,
    held_item,
    kept_picture,
    must_be_live,
    must_be_of,
    must_be_open,
    must_follow,
)
from .through import channel_for, published


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph as it was sent."""

    data: bytes
    name: str


def add_place(place: PublicPlace, *, by: Viewer, at: datetime) -> PublicPlace:
    """登记场所: a place where people find what the organ makes public."""
    with act("channels.add_place", place.organ_id, by=by, at=at) as pen:
        pen.duty = by.must_hold(*KEEPERS, path=place.organ.path)
        must_exist(place.organ)
        must_have_come(place.opened_on, at)
        checked(place)
        pen.save(place, "channels.place_added")
        channel_for(pen, place)
    return place


def change_place(place: PublicPlace, *, by: Viewer, at: datetime) -> PublicPlace:
    """更正场所: what is known of it has changed; of which kind it is does not."""
    with act("channels.change_place", place.organ_id, by=by, at=at, subject=place) as pen:
        stored = held(place, "organ")
        pen.duty = by.must_hold(*KEEPERS, path=stored.organ.path)
        must_be_open(stored)
        for name in ("name", "village", "location", "keeper"):
            setattr(stored, name, getattr(place, name))
        checked(stored)
        pen.save(stored, "channels.place_changed")
    return stored


def close_place(place: PublicPlace, *, on: date, by: Viewer, at: datetime) -> PublicPlace:
    """停用场所: only when nothing hangs there any more."""
    with act("channels.close_place", place.organ_id, by=by, at=at, subject=place) as pen:
        stored = held(place, "organ")
        pen.duty = by.must_hold(*KEEPERS, path=stored.organ.path)
        must_be_open(stored)
        must_have_come(on, at)
        must_follow(on, stored.opened_on, "启用日期")
        if count := stored.postings.filter(status__in=[PostingStatus.PLANNED, PostingStatus.UP]).count():
            raise Refused(f"“{stored}”还有{count}件没有撤下。", "请先登记撤下，或者取消张贴。")
        stored.closed_on = on
        pen.save(stored, "channels.place_closed")
    return stored


def plan(place: PublicPlace, item: Item, *, by: Viewer, at: datetime) -> Posting:
    """安排张贴: have a public item posted, shown or read out at a place. Raises Refused."""
    with act("channels.plan", place.organ_id, by=by, at=at, subject=item) as pen:
        stored, item = held(place, "organ"), held_item(item)
        pen.duty = by.must_hold(*KEEPERS, path=stored.organ.path)
        must_exist(stored.organ)
        must_be_open(stored)
        must_be_of(stored.organ, item)
        must_be_live(item)
        if stored.postings.filter(item=item, status__in=[PostingStatus.PLANNED, PostingStatus.UP]).exists():
            raise Refused(f"“{item.title}”已经安排在“{stored}”张贴。", "请在张贴的页面继续办理。")
        posting = Posting(
            organ=stored.organ,
            item=item,
            version=item.live_version,
            place=stored,
            planned_on=localdate(at),
        )
        pen.save(posting, "channels.planned")
    return posting


def post(
    posting: Posting, *, on: date, posted_by: str, by: Viewer, at: datetime, photo: Photo | None = None
) -> Posting:
    """登记张贴: it hangs, or was read out, since a day. Raises Refused."""
    with act("channels.post", posting.organ_id, by=by, at=at, subject=posting) as pen:
        stored = held(posting, "organ", "item", "version", "place")
        pen.duty = by.must_hold(*KEEPERS, path=stored.organ.path)
        item = held_item(stored.item)
        _must_be(stored, PostingStatus.PLANNED)
        if item.is_live and item.live_version_id != stored.version_id:
            raise Refused("这条信息的内容在安排以后已经变更。", "请取消这次张贴，按新的内容重新安排、打印。")
        if stored.version.notice_until_on and on > stored.version.notice_until_on:
            until = day(stored.version.notice_until_on)
            raise Refused(f"公示期到{until}为止，已经结束。", "不要再张贴；请取消这次张贴。")
        channel = channel_for(pen, stored.place)
        publication = Publication(channel=channel, item=item, place=stored.place, posted_on=on)
        stored.publication = published(pen, publication)
        stored.status, stored.posted_on, stored.posted_by = PostingStatus.UP, on, posted_by.strip()
        stored.photo = kept_picture(photo.data, name=photo.name) if photo else None
        pen.save(stored, "channels.posted")
    return stored


def take_down(posting: Posting, *, on: date, down_by: str, by: Viewer, at: datetime) -> Posting:
    """登记撤下: it does not hang any more."""
    with act("channels.take_down", posting.organ_id, by=by, at=at, subject=posting) as pen:
        stored = held(posting, "organ", "version", "place", "publication")
        pen.duty = by.must_hold(*KEEPERS, path=stored.organ.path)
        _must_be(stored, PostingStatus.UP)
        must_have_come(on, at)
        must_follow(on, stored.posted_on, "张贴日期")
        publication = stored.publication
        publication.ended_on = on
        pen.save(publication, "channels.ended")
        stored.status, stored.down_on, stored.down_by = PostingStatus.DOWN, on, down_by.strip()
        pen.save(stored, "channels.taken_down")
    return stored


def drop(posting: Posting, *, by: Viewer, at: datetime) -> Posting:
    """取消张贴: what was planned is not posted."""
    with act("channels.drop", posting.organ_id, by=by, at=at, subject=posting) as pen:
        stored = held(posting, "organ", "version", "place")
        pen.duty = by.must_hold(*KEEPERS, path=stored.organ.path)
        _must_be(stored, PostingStatus.PLANNED)
        stored.status = PostingStatus.DROPPED
        pen.save(stored, "channels.dropped")
    return stored


def _must_be(posting: Posting, status: PostingStatus) -> None:
    if posting.status != status:
        raise Refused(f"“{posting}”{posting.get_status_display()}。", "请回到它的页面，看现在可以办理什么。")
