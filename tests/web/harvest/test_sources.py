"""Sources: who adds and ends them, what becomes of their keys, and that every day brings what is new."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import NotYourDuty, Refused
from gongkai.web.harvest import actions, keys
from gongkai.web.harvest.models import Collected, Instance, Source, SourceState
from gongkai.web.ledger.models import Event
from gongkai.web.outbox.worker import drain
from gongkai.web.portal.feedback_pages import owner_of
from gongkai.web.search import selectors as search
from tests.web.conftest import NOW, sign_in
from tests.web.harvest.conftest import add, item
from tests.web.harvest.test_collecting import shown

pytestmark = pytest.mark.django_db(transaction=True)
KEY = "gk_0123abcd_" + "f" * 64


def ticked(at=NOW) -> dict[str, str]:
    """Everything that is due is run; the errands that failed."""
    return {outcome.topic: outcome.problem for outcome in drain(now=lambda: at) if outcome.problem}


def test_a_new_source_is_read_at_once_and_then_every_day(county, feed):
    feed.put(1)
    source = add(county, feed.address)
    assert ticked() == {}
    assert len(shown()) == 1
    feed.put(2)
    assert ticked() == {}
    assert len(shown()) == 1
    assert ticked(NOW + timedelta(days=1)) == {}
    assert len(shown()) == 2
    source.refresh_from_db()
    assert source.collected_at == NOW + timedelta(days=1)


def test_a_long_feed_is_read_by_several_errands(county, feed, monkeypatch):
    monkeypatch.setattr("gongkai.web.harvest.sweeps.PAGES", 2)
    for pk in range(1, 7):
        feed.put(pk)
    feed.answer = lambda made, after, _limit: made.page(after, 1)
    add(county, feed.address)
    assert ticked() == {}
    assert len(shown()) == 6


def test_a_source_that_is_away_is_tried_again_later(county, feed):
    source = add(county, "http://127.0.0.1:9")
    assert ticked() == {"harvest.collect": "unreachable"}
    source.refresh_from_db()
    assert "连接不上" in source.problem
    assert ticked(NOW + timedelta(minutes=1)) == {"harvest.collect": "unreachable"}


def test_the_key_is_sent_and_seen_by_nobody(county, feed, settings):
    feed.put(1)
    source = add(county, feed.address, key=KEY)
    actions.collect(source, at=NOW)
    assert feed.headers["Authorization"] == f"Bearer {KEY}"
    file = settings.HOME / "harvest-keys" / source.key_name
    assert oct(file.stat().st_mode)[-3:] == "600"
    assert not [event for event in Event.objects.all() if KEY in event.body]
    assert KEY not in repr(actions.asking_of(source))
    actions.change(source, name="枕溪镇", address=feed.address, key="", by=SYSTEM, at=NOW)
    assert not file.exists()
    source.refresh_from_db()
    actions.collect(source, at=NOW)
    assert "Authorization" not in feed.headers


@pytest.mark.parametrize(
    "moved", ["https://127.0.0.1:{port}", "http://localhost:{port}", "http://127.0.0.1:9"]
)
def test_a_key_does_not_follow_to_another_site(county, feed, settings, moved):
    settings.PRIVATE_HOSTS = ["127.0.0.1", "localhost"]
    source = add(county, feed.address, key=KEY)
    file = settings.HOME / "harvest-keys" / source.key_name
    stays = actions.change(source, name="枕溪", address=f"{feed.address}/", key=None, by=SYSTEM, at=NOW)
    assert keys.read(stays.key_name) == KEY
    address = moved.format(port=feed.address.rpartition(":")[2])
    gone = actions.change(stays, name="枕溪", address=address, key=None, by=SYSTEM, at=NOW)
    assert gone.key_name == ""
    assert not file.exists()
    told = actions.change(gone, name="枕溪", address=feed.address, key=KEY, by=SYSTEM, at=NOW)
    assert keys.read(told.key_name) == KEY
    actions.end(told, by=SYSTEM, at=NOW)


def test_a_key_is_not_sent_where_others_can_read_it(county, feed, settings):
    with pytest.raises(Refused, match="不能经 http://") as refused:
        add(county, "http://zhenxi.example.cn", key=KEY)
    assert "GONGKAI_PRIVATE_HOSTS" in refused.value.advice
    plain = add(county, "http://zhenxi.example.cn")
    with pytest.raises(Refused, match="不能经 http://"):
        actions.change(plain, name="x", address=plain.address, key=KEY, by=SYSTEM, at=NOW)
    assert list((settings.HOME / "harvest-keys").glob("*")) == []
    settings.PRIVATE_HOSTS = ["zhenxi.example.cn"]
    kept = actions.change(plain, name="x", address=plain.address, key=KEY, by=SYSTEM, at=NOW)
    settings.PRIVATE_HOSTS = []
    with pytest.raises(Refused, match="不能经 http://"):
        actions.collect(kept, at=NOW)
    actions.end(kept, by=SYSTEM, at=NOW)


def test_what_was_collected_is_not_in_the_sitemap_and_belongs_to_who_collects_it(organ, feed):
    source = add(organ, feed.address)
    feed.put(1)
    actions.collect(source, at=NOW)
    address = f"/collected/{Collected.objects.get().pk}/"
    assert search.public().filter(address=address).exists()
    assert address not in Client().get("/sitemap-public-1.xml").content.decode()
    assert owner_of(address).organ == organ
    actions.end(source, by=SYSTEM, at=NOW)
    assert owner_of(address).organ == organ.parent


def test_once_it_has_its_id_reading_writes_nothing(county):
    own = str(Instance.own())
    with CaptureQueriesContext(connection) as asked:
        assert Client().get("/api/v1/instance").json()["id"] == own
    assert not [one["sql"] for one in asked if not one["sql"].startswith("SELECT")]


@pytest.mark.parametrize("key", ["两个字", "a b", "a\r\nHost: x", "x" * 201])
def test_what_is_no_key_is_refused(county, feed, key, settings):
    with pytest.raises(Refused, match="不是接口密钥"):
        add(county, feed.address, key=key)
    assert not Source.objects.exists()


def test_a_key_of_an_act_that_failed_is_not_left_behind(county, feed, settings):
    with pytest.raises(Refused, match="不是网页的地址"):
        add(county, "ftp://x", key=KEY)
    assert list((settings.HOME / "harvest-keys").glob("*")) == []
    assert keys.read("") == ""


@pytest.mark.parametrize(
    "address", ["https://a.cn/?x=1", "https://a.cn/#x", "zhenxi.example.cn", "https://u:p@a.cn", "http://[x"]
)
def test_only_the_address_of_a_site_is_taken(county, address):
    with pytest.raises(Refused):
        add(county, address)


def test_one_address_is_one_source(source, county, feed):
    with pytest.raises(Refused, match="已经是采集来源"):
        add(county, f"{feed.address}/", name="再来一次")


def test_a_paused_source_is_left_alone(source, feed):
    actions.pause(source, by=SYSTEM, at=NOW)
    feed.put(1)
    ticked()
    assert shown() == {}
    actions.resume(source, by=SYSTEM, at=NOW + timedelta(seconds=1))
    ticked(NOW + timedelta(seconds=1))
    assert len(shown()) == 1


@pytest.mark.parametrize("act", [actions.pause, actions.ask, actions.end])
def test_only_who_keeps_sources_may_do_this(source, viewer_of, organ, county, act):
    for duty, where in (("clerk", county), ("authority", county), ("office_head", organ), ("admin", organ)):
        with pytest.raises(NotYourDuty):
            act(source, by=viewer_of(duty, where), at=NOW)
    act(source, by=viewer_of("admin", county), at=NOW)
    source.refresh_from_db()
    assert source.state in SourceState


def test_what_does_not_suit_the_state_is_refused(source):
    with pytest.raises(Refused, match="没有暂停"):
        actions.resume(source, by=SYSTEM, at=NOW)
    actions.end(source, by=SYSTEM, at=NOW)
    for act in (actions.pause, actions.ask, actions.end):
        with pytest.raises(Refused):
            act(source, by=SYSTEM, at=NOW)


def test_the_room_tells_how_a_source_is_doing(source, feed, person_with, county):
    feed.put(1)
    feed.put(2, item(published_on="9999-12-31"))
    actions.collect(source, at=NOW)
    client = sign_in(Client(), person_with("office_head", county))
    sheet = client.get(f"/office/sources/{source.pk}/").content.decode()
    assert "1条" in sheet
    assert "没有收的（1条）" in sheet
    assert "不在 1900 年到 2199 年之间" in sheet
    said = {"organ": county.pk, "name": "柳湾镇", "address": "https://liuwan.example.cn/", "key": KEY}
    answer = client.post("/office/sources/add/", said, follow=True)
    added = Source.objects.get(name="柳湾镇")
    assert added.address == "https://liuwan.example.cn"
    assert KEY not in answer.content.decode()
    assert KEY not in client.get(f"/office/sources/{added.pk}/change/").content.decode()
    changed = {"name": "柳湾镇", "address": "https://liuwan.example.cn", "key": ""}
    client.post(f"/office/sources/{added.pk}/change/", changed)
    added.refresh_from_db()
    assert keys.read(added.key_name) == KEY
    assert "枕溪镇" in client.get("/office/sources/").content.decode()


def test_the_page_says_whose_it_is(source, feed):
    file = {"name": "值班表.pdf", "size": 2048, "sha256": "b" * 64, "href": "https://zhenxi.example.cn/1.pdf"}
    uid = feed.put(1, item(attachments=[file], index_no="zx/2026-1", summary="全镇值班"))
    actions.collect(source, at=NOW)
    page = Client().get(f"/collected/{Collected.objects.get(uid=uid).pk}/").content.decode()
    for words in (
        "采集的信息",
        "由枕溪镇人民政府发布",
        "zhenxi.example.cn 看原文",
        "值班时间为每日八时",
        "在外部网站",
        "zx/2026-1",
    ):
        assert words in page
    assert f'href="{file["href"]}"' in page
