"""Channels opened, changed and closed, and items that go through them."""

from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.web.channels.models import KEEPERS, Channel, Publication, PublicPlace
from gongkai.web.disclosure.models import Item
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.rows import checked, must_have_come
from gongkai.web.organs.actions.rows import must_exist

from .rows import (
    held,
    held_item,
    must_be_live,
    must_be_of,
    must_be_open,
    must_follow,
)


def open_channel(channel: Channel, *, by: Viewer, at: datetime) -> Channel:
    """启用渠道: an organ begins to make information public in this way."""
    with act("channels.open", channel.organ_id, by=by, at=at) as pen:
        pen.duty = by.must_hold(*KEEPERS, path=channel.organ.path)
        must_exist(channel.organ)
        must_have_come(channel.opened_on, at)
        checked(channel)
        pen.save(channel, "channels.opened")
    return channel


def change_channel(channel: Channel, *, name: str, address: str, by: Viewer, at: datetime) -> Channel:
    """更正渠道: another name or address."""
    with act("channels.change", channel.organ_id, by=by, at=at, subject=channel) as pen:
        stored = held(channel, "organ")
        pen.duty = by.must_hold(*KEEPERS, path=stored.organ.path)
        must_be_open(stored)
        stored.name, stored.address = name.strip(), address.strip()
        checked(stored)
        pen.save(stored, "channels.changed")
    return stored


def close_channel(channel: Channel, *, on: date, by: Viewer, at: datetime) -> Channel:
    """停用渠道: it stays in the register, with what went through it."""
    with act("channels.close", channel.organ_id, by=by, at=at, subject=channel) as pen:
        stored = held(channel, "organ")
        pen.duty = by.must_hold(*KEEPERS, path=stored.organ.path)
        must_be_open(stored)
        must_have_come(on, at)
        must_follow(on, stored.opened_on, "启用日期")
        if stored.rules.is_place and PublicPlace.objects.open().filter(
            organ=stored.organ_id, kind=stored.kind
        ):
            raise Refused(f"“{stored}”还有在用的场所。", "请先停用这些场所。")
        stored.closed_on = on
        pen.save(stored, "channels.closed")
    return stored


def publish_through(
    channel: Channel, item: Item, *, on: date, address: str, by: Viewer, at: datetime
) -> Publication:
    """登记渠道发布: write down that a public item went through a channel as well. Raises Refused."""
    with act("channels.publish", channel.organ_id, by=by, at=at, subject=item) as pen:
        stored, item = held(channel, "organ"), held_item(item)
        pen.duty = by.must_hold(*KEEPERS, path=stored.organ.path)
        if stored.rules.is_place:
            raise Refused(
                f"“{stored}”是张贴、播放或者查阅的场所。", "请在场所的页面安排张贴，贴出后会自动计入。"
            )
        publication = Publication(channel=stored, item=item, posted_on=on, address=address.strip())
        return published(pen, publication)


def published(pen: Pen, publication: Publication) -> Publication:
    """Write down a publication inside the act of somebody else. Raises Refused."""
    channel, item = publication.channel, publication.item
    must_exist(channel.organ)
    must_be_open(channel)
    must_be_of(channel.organ, item)
    must_be_live(item)
    must_have_come(publication.posted_on, pen.at)
    must_follow(publication.posted_on, item.published_on, "这条信息公开的日期")
    same = Publication.objects.filter(item=item, channel=channel, place=publication.place, ended_on=None)
    if same.exists():
        where = publication.place or channel
        raise Refused(f"“{item.title}”已经登记在“{where}”发布。", "结束以后才能再次登记。")
    publication.organ, publication.posted_by_id = channel.organ, pen.by.person
    pen.save(publication, "channels.published")
    return publication


def end_publication(publication: Publication, *, on: date, by: Viewer, at: datetime) -> Publication:
    """结束渠道发布: it is not to be seen there any more."""
    with act("channels.end", publication.organ_id, by=by, at=at, subject=publication) as pen:
        stored = held(publication, "organ")
        pen.duty = by.must_hold(*KEEPERS, path=stored.organ.path)
        if hasattr(stored, "posting"):
            raise Refused("这是在场所张贴的。", "请在张贴的页面登记撤下。")
        if stored.ended_on:
            raise Refused("这次渠道发布已经结束。", "不需要再办理。")
        must_have_come(on, at)
        must_follow(on, stored.posted_on, "发布日期")
        stored.ended_on = on
        pen.save(stored, "channels.ended")
    return stored


def channel_for(pen: Pen, place: PublicPlace) -> Channel:
    """The channel to which a place belongs; opened with the first place of its kind."""
    channel = Channel.objects.open().filter(organ=place.organ_id, kind=place.kind).first()
    if channel is None:
        channel = Channel(
            organ=place.organ, kind=place.kind, name=place.rules.name, opened_on=localdate(pen.at)
        )
        pen.save(channel, "channels.opened")
    return channel
