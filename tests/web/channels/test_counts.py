"""One item through several channels: once as an item, once a channel."""

from datetime import date, timedelta

import pytest

from gongkai.kernel.problems import Refused
from gongkai.web.channels import actions
from gongkai.web.channels.models import Channel
from gongkai.web.channels.selectors import PORTAL, ByChannel, Through, by_channel
from tests.web.disclosure.conftest import NOW

TODAY = NOW.date()
WEEK = TODAY, TODAY + timedelta(days=6)


@pytest.fixture
def account(organ, town) -> Channel:
    """The organ's account."""
    channel = Channel(organ=organ, kind="new_media", name="枕溪发布", opened_on=date(2025, 1, 1))
    return actions.open_channel(channel, by=town.clerk, at=NOW)


def test_an_item_counts_once_and_once_a_channel(organ, notice, account, place, town):
    for name in ("东头公示栏", "西头公示栏"):
        planned = actions.plan(place("notice_board", name), notice, by=town.clerk, at=NOW)
        actions.post(planned, on=TODAY, posted_by="许知秋", by=town.clerk, at=NOW)
    actions.publish_through(account, notice, on=TODAY, address="第12期", by=town.clerk, at=NOW)
    town.publish(town.draft(organ))
    boards = "社区、企事业单位、村公示栏"
    assert by_channel(organ, *WEEK) == ByChannel(
        2, (Through(PORTAL, 2), Through("枕溪发布", 1), Through(boards, 1))
    )
    before = TODAY - timedelta(days=1)
    assert by_channel(organ, before, before) == ByChannel(0, (Through(PORTAL, 0),))


def test_the_same_item_is_not_recorded_twice(notice, account, town):
    actions.publish_through(account, notice, on=TODAY, address="", by=town.clerk, at=NOW)
    with pytest.raises(Refused, match="已经登记在“枕溪发布”发布"):
        actions.publish_through(account, notice, on=TODAY, address="", by=town.clerk, at=NOW)


def test_what_ended_may_be_recorded_again(notice, account, town):
    first = actions.publish_through(account, notice, on=TODAY, address="", by=town.clerk, at=NOW)
    actions.end_publication(first, on=TODAY, by=town.clerk, at=NOW)
    assert actions.publish_through(account, notice, on=TODAY, address="", by=town.clerk, at=NOW).pk


def test_a_closed_channel_takes_nothing(notice, account, town):
    actions.close_channel(account, on=TODAY, by=town.clerk, at=NOW)
    with pytest.raises(Refused, match="已经停用"):
        actions.publish_through(account, notice, on=TODAY, address="", by=town.clerk, at=NOW)


def test_what_is_not_public_goes_through_no_channel(organ, account, town):
    with pytest.raises(Refused, match="没有公开"):
        actions.publish_through(account, town.draft(organ), on=TODAY, address="", by=town.clerk, at=NOW)


def test_a_channel_of_places_counts_by_its_postings(notice, place, town):
    place("notice_board")
    boards = Channel.objects.get(kind="notice_board")
    with pytest.raises(Refused, match="请在场所的页面安排张贴"):
        actions.publish_through(boards, notice, on=TODAY, address="", by=town.clerk, at=NOW)
    with pytest.raises(Refused, match="还有在用的场所"):
        actions.close_channel(boards, on=TODAY, by=town.clerk, at=NOW)


def test_a_channel_is_registered_once(organ, account, town):
    again = Channel(organ=organ, kind="new_media", name="枕溪发布", opened_on=TODAY)
    with pytest.raises(Refused, match="已经登记了这个渠道"):
        actions.open_channel(again, by=town.clerk, at=NOW)
    changed = actions.change_channel(account, name="枕溪在线", address="zhenxi", by=town.clerk, at=NOW)
    assert (changed.name, changed.address) == ("枕溪在线", "zhenxi")
