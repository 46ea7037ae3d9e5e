"""What holds for every answer: open to everybody, without cookies, told apart by its mark, counted."""

import threading
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from gongkai.kernel.duties import SYSTEM
from gongkai.web.api import counting
from gongkai.web.api.actions import end_key, give_key
from gongkai.web.api.models import ApiKey
from tests.web.conftest import NOW

pytestmark = pytest.mark.django_db
ENDPOINTS = [
    "organs",
    "organs/zhenxi",
    "catalogue?organ=zhenxi",
    "items",
    "reports",
    "instance",
    "changes",
    "openapi.json",
]


@pytest.fixture
def at(monkeypatch):
    """A clock that stands in the middle of a minute, and can be moved."""
    moment = [datetime(2026, 3, 2, 10, 0, 30, tzinfo=ZoneInfo("Asia/Shanghai"))]
    monkeypatch.setattr("gongkai.web.api.serving.clock.now", lambda: moment[0])
    return moment


@pytest.mark.parametrize("path", ENDPOINTS)
def test_everybody_may_read_from_everywhere(client, organ, path):
    answer = client.get(f"/api/v1/{path}", headers={"origin": "https://elsewhere.example"})
    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer["Content-Type"].startswith("application/json")
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize("path", ENDPOINTS)
def test_what_has_not_changed_is_not_sent_again(client, organ, path, django_assert_max_num_queries):
    tag = client.get(f"/api/v1/{path}")["ETag"]
    with django_assert_max_num_queries(4):
        again = client.get(f"/api/v1/{path}", headers={"if-none-match": tag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)


def test_every_act_gives_another_mark(client, organ, town):
    tag = client.get("/api/v1/items")["ETag"]
    assert client.get("/api/v1/items?limit=3")["ETag"] != tag
    town.publish(town.draft(organ))
    answer = client.get("/api/v1/items", headers={"if-none-match": tag})
    assert answer.status_code == 200
    assert len(answer.json()["results"]) == 1


def test_a_moment_is_told_once_nothing_more_can_happen_in_it(client, organ, monkeypatch):
    monkeypatch.setattr("gongkai.web.api.serving.clock.now", lambda: NOW + timedelta(seconds=1))
    assert "Last-Modified" not in client.get("/api/v1/items").headers
    monkeypatch.setattr("gongkai.web.api.serving.clock.now", lambda: NOW + timedelta(seconds=2))
    moment = client.get("/api/v1/items")["Last-Modified"]
    assert moment == "Tue, 03 Feb 2026 01:30:00 GMT"
    assert client.get("/api/v1/items", headers={"if-modified-since": moment}).status_code == 304


def test_a_script_elsewhere_may_ask_first(client, db):
    answer = client.options("/api/v1/changes", headers={"origin": "https://elsewhere.example"})
    assert answer.status_code == 204
    assert "Authorization" in answer["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_written(client, db, method):
    answer = getattr(client, method)("/api/v1/items")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer.json()["title"] == "这里只能读取"


def test_head_says_the_same_without_the_words(client, organ):
    answer = client.head("/api/v1/organs")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["ETag"] == client.get("/api/v1/organs")["ETag"]


def test_who_asks_too_often_is_told_when_to_come_again(client, organ, settings, at):
    settings.API_PER_MINUTE = 3
    assert [client.get("/api/v1/items").status_code for _ in range(4)] == [200, 200, 200, 429]
    answer = client.get("/api/v1/items")
    assert answer["Retry-After"] == "30"
    assert "每分钟最多 3 次" in answer.json()["detail"]
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert client.get("/api/v1/items", REMOTE_ADDR="198.51.100.7").status_code == 200
    at[0] += timedelta(seconds=30)
    assert client.get("/api/v1/items").status_code == 200


def test_behind_a_proxy_each_visitor_counts_for_himself(client, organ, settings, at):
    settings.API_PER_MINUTE = 1
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for visitor in ("203.0.113.5", "203.0.113.6"):
        asked = {"x-forwarded-for": f"10.0.0.1, {visitor}"}
        assert client.get("/api/v1/items", headers=asked).status_code == 200
        assert client.get("/api/v1/items", headers=asked).status_code == 429


def test_a_key_lets_one_ask_more_often_and_is_noted_by_the_day(client, organ, settings, at):
    settings.API_PER_MINUTE, settings.API_KEY_PER_MINUTE = 1, 3
    key, written = give_key("信息屏", contact="沈听雨", organ=organ, by=SYSTEM, at=NOW)
    asked = {"authorization": f"Bearer {written}"}
    assert [client.get("/api/v1/items", headers=asked).status_code for _ in range(4)] == [200, 200, 200, 429]
    key.refresh_from_db()
    assert str(key.last_used_on) == "2026-03-02"
    at[0] += timedelta(minutes=1)
    end_key(key, by=SYSTEM, at=NOW)
    answer = client.get("/api/v1/items", headers=asked)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


@pytest.mark.parametrize(
    "sent", ["Bearer", "Bearer gk_00000000_" + "0" * 64, "Basic eDp5", "Bearer 密", "gk_x"]
)
def test_a_wrong_key_is_told_and_counted(client, organ, settings, at, sent):
    settings.API_PER_MINUTE = 1
    asked = {"HTTP_AUTHORIZATION": sent}
    assert client.get("/api/v1/items", **asked).status_code == 401
    assert client.get("/api/v1/items", **asked).status_code == 429


def test_a_secret_alone_or_another_ones_does_not_count(client, organ, at):
    one, written = give_key("甲", contact="沈听雨", organ=organ, by=SYSTEM, at=NOW)
    other, _ = give_key("乙", contact="沈听雨", organ=organ, by=SYSTEM, at=NOW)
    mixed = written.replace(one.ident, other.ident)
    assert client.get("/api/v1/items", HTTP_AUTHORIZATION=f"Bearer {mixed}").status_code == 401
    assert not ApiKey.objects.filter(digest__in=written.split("_")).exists()


def test_no_request_is_lost_between_workers():
    counts, together = [], threading.Barrier(8)

    def ask():
        together.wait()
        counts.extend(counting.counted("somebody", minute=7) for _ in range(50))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(counts) == list(range(1, 401))


def test_what_is_over_is_thrown_away(settings):
    for minute in (1, 2, 9):
        counting.counted("somebody", minute=minute)
    counting.counted("somebody", minute=10)
    assert sorted(int(folder.name) for folder in (settings.HOME / "counts").iterdir()) == [9, 10]
    assert "somebody" not in str(list((settings.HOME / "counts").rglob("*")))


@pytest.mark.parametrize("path", ["docs", ""])
def test_the_page_about_it_is_counted_with_it(client, organ, settings, at, path):
    settings.API_PER_MINUTE = 2
    assert client.get("/api/v1/items").status_code == 200
    page = client.get(f"/api/v1/{path}")
    assert (page.status_code, page["Cache-Control"]) == (200, "public, no-cache")
    refused = client.get(f"/api/v1/{path}")
    assert (refused.status_code, refused["Retry-After"]) == (429, "30")
    assert refused["Cache-Control"] == "no-store"
    at[0] += timedelta(seconds=30)
    assert client.get(f"/api/v1/{path}").status_code == 200
