"""The command: what it collects, what it says of a feed, and with what status it ends."""

import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from gongkai.web.harvest import client
from gongkai.web.harvest.models import Source
from tests.web.conftest import NOW
from tests.web.harvest.conftest import item
from tests.web.harvest.test_collecting import shown

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _that_day(monkeypatch):
    monkeypatch.setattr("gongkai.web.foundations.clock.now", lambda: NOW)
    monkeypatch.setattr("gongkai.web.foundations.clock.today", NOW.date)
    monkeypatch.setattr(client, "_PAUSE", 0)


def said(capsys, *arguments: str) -> tuple[int, str]:
    """The command: its status, and all that it says."""
    try:
        call_command("harvest", *arguments)
        status = 0
    except SystemExit as end:
        status = end.code
    except CommandError as error:
        return error.returncode, str(error)
    told = capsys.readouterr()
    return status, told.out + told.err


def test_a_key_is_read_from_the_standard_input_and_sent(feed, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("gk_key\n"))
    feed.put(1)
    assert said(capsys, "validate", feed.address, "--key-stdin")[0] == 0
    assert feed.headers["Authorization"] == "Bearer gk_key"
    monkeypatch.setattr("sys.stdin", io.StringIO("gk_key\n"))
    status, told = said(capsys, "validate", "http://zhenxi.example.cn", "--key-stdin")
    assert status == 2
    assert "不能经 http://" in told


def test_all_sources_are_collected(source, feed, capsys):
    uid = feed.put(1)
    status, told = said(capsys)
    assert status == 0
    assert "枕溪镇：收入或者更新 1 条，移出 0 条，没有收的 0 条。" in told
    assert list(shown()) == [uid]
    status, told = said(capsys, "--source", "枕溪镇", "--anew", "--at-once", "1")
    assert (status, "收入或者更新 0 条" in told) == (0, True)
    assert feed.asked[-1] == (0, 1)


def test_what_was_left_ends_with_one(source, feed, capsys):
    feed.put(1, item(""))
    status, told = said(capsys)
    assert status == 1
    assert "没有收的 1 条" in told
    assert "title：不能是空的" in told


def test_one_source_that_is_away_does_not_stop_the_others(source, feed, capsys):
    feed.put(1)
    said(capsys, "add", "没有人", "http://127.0.0.1:9", "--organ", "county")
    status, told = said(capsys)
    assert status == 1
    assert "没有人：对方网站连接不上" in told
    assert "枕溪镇：收入或者更新 1 条" in told


def test_sources_are_added_and_listed(county, feed, capsys):
    assert said(capsys, "add", "柳湾镇", feed.address, "--organ", "county")[0] == 0
    assert Source.objects.get().organ == county
    listed = said(capsys, "list")[1]
    assert feed.address in listed
    assert "还没有采集完一次。" in listed
    said(capsys)
    assert "上次采集完毕是20" in said(capsys, "list")[1]
    assert said(capsys, "add", "柳湾镇", feed.address, "--organ", "nowhere")[0] == 1
    assert "没有名称为“青箬镇”的来源" in said(capsys, "--source", "青箬镇")[1]


def test_a_good_feed_passes(feed, db, capsys):
    uid = feed.put(1, item(index_no="zx-1", summary="值班", formed_on="2026-01-19"))
    feed.put(2, item(index_no="zx-2", summary="值班", formed_on="2026-01-19"))
    feed.remove(uid)
    status, told = said(capsys, "validate", feed.address)
    assert (status, told) == (0, "读了 2 条，0 处不合格式，0 处提示。可以采集。\n")


@pytest.mark.parametrize(
    ("wrong", "place", "what"),
    [
        ({"at": "2026-02-01"}, "after=0 的 entries[0]", "at：没有写明时区"),
        ({"record": item(validity="有效")}, "after=0 的 entries[0]", "validity：不认得"),
        ({"kind": "公告"}, "after=0 的 entries[0]", "kind：不认得"),
        ({"uid": "zx/1"}, "after=0 的 entries[0]（没有 uid）", "uid：写法不对"),
    ],
)
def test_a_feed_with_faults_is_told_where_and_what(feed, db, capsys, wrong, place, what):
    feed.put(1, **wrong)
    status, told = said(capsys, "validate", feed.address)
    assert status == 1
    assert f"不合格式  {place}" in told
    assert what in told


def test_a_page_that_contradicts_itself_is_told(feed, db, capsys):
    feed.put(1)
    feed.answer = lambda made, after, limit: made.page(after, limit) | {"next": 9}
    status, told = said(capsys, "validate", feed.address)
    assert status == 1
    assert "不合格式  after=0 的 next：应为本页最后一条的编号 1" in told


def test_what_could_be_better_is_a_hint(feed, db, capsys):
    feed.put(1, item(body="<div><b>好</b></div>"))
    status, told = said(capsys, "validate", feed.address)
    assert status == 0
    assert "提示  after=0 的 entries[0]" in told
    assert "没有写索引号、内容概述、成文日期" in told
    assert "采集时会清理" in told


def test_numbers_that_are_given_anew_are_a_fault(feed, db, capsys):
    feed.put(1)
    feed.answer = lambda made, after, limit: (
        made.page(after, limit) if after != 0 or limit > 1 else made.page(1, 1) | {"after": 0, "next": 0}
    )
    status, told = said(capsys, "validate", feed.address)
    assert status == 1
    assert "编号不能重新编排" in told


def test_a_site_without_a_feed_ends_with_two(feed, db, capsys):
    feed.answer = lambda *_said: (404, {}, b"")
    status, told = said(capsys, "validate", feed.address)
    assert status == 2
    assert "没有变更接口" in told


@pytest.mark.parametrize("asked", [("validate",), ("add", "内网", "--organ", "county")])
def test_an_address_inside_our_walls_is_refused_with_what_may_be_set(county, capsys, settings, asked):
    settings.PRIVATE_HOSTS = []
    status, told = said(capsys, *asked, "http://10.0.0.5")
    assert status == 2
    assert "网址（10.0.0.5）指向内部网络。" in told
    assert "GONGKAI_PRIVATE_HOSTS" in told
    assert not Source.objects.exists()
