"""Items as lists and one by one: narrowed, a page at a time, gone when they are gone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from gongkai.web.disclosure import actions
from tests.web.disclosure.conftest import CONTENT, NOW

from .conftest import LATER

pytestmark = pytest.mark.django_db


def _ids(client, query=""):
    answer = client.get(f"/api/v1/items?{query}")
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["results"]]


def test_an_item_says_all_that_its_page_says(client, full):
    said = client.get(f"/api/v1/items/{full.pk}").json()
    assert (said["title"], said["doc_no"], said["attribute"]) == (full.title, "枕政发〔2026〕3号", "active")
    assert said["body"] == "<p>值班时间另行通知。</p>"
    assert said["href"] == f"http://127.0.0.1:8000/organs/zhenxi/items/{full.pk}/"
    assert said["content_hash"] == full.live_hash == said["approval"]["content_hash"]
    (file,) = said["attachments"]
    assert (file["size"], file["media_type"]) == (8, "application/pdf")
    assert client.get(file["href"].removeprefix("http://127.0.0.1:8000")).status_code == 200
    assert [wording["until_on"] for wording in said["wordings"]] == [None, "2026-02-03"]
    for wording in said["wordings"]:
        assert client.get(wording["href"].removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_only_what_is_public_now_is_linked(client, organ, town):
    policy = town.publish(town.draft(organ, kind="policy"))
    text = replace(CONTENT, title="办法的解读")
    told = town.publish(town.draft(organ, text, kind="interpretation", interprets=policy))
    (interpretation,) = client.get(f"/api/v1/items/{policy.pk}").json()["interpretations"]
    assert interpretation["id"] == told.pk
    assert client.get(f"/api/v1/items/{told.pk}").json()["interprets"]["id"] == policy.pk
    actions.withdraw(policy, reason="版本有误", by=town.publisher, at=LATER)
    assert client.get(f"/api/v1/items/{told.pk}").json()["interprets"] is None


def test_a_withdrawn_item_is_gone_in_the_words_of_its_page(client, withdrawn):
    answer = client.get(f"/api/v1/items/{withdrawn.pk}")
    assert answer.status_code == 410
    assert answer["Content-Type"] == "application/problem+json; charset=utf-8"
    told = answer.json()
    page = client.get(reverse("portal:item", args=["zhenxi", withdrawn.pk])).text
    assert told["title"] in page
    assert told["detail"] in page
    assert "拾穗桥" not in answer.text


def test_a_draft_never_was(client, draft):
    answer = client.get(f"/api/v1/items/{draft.pk}")
    assert answer.status_code == 404
    assert answer.json()["title"] == "没有这一条"


@pytest.mark.parametrize(
    "path", ["items/0", "items/x", "items/-1", f"items/{10**30}", "nowhere", "organs/%00"]
)
def test_what_cannot_be_is_told_as_data(client, db, path):
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("application/problem+json")


@pytest.fixture
def several(county, organ, town):
    """A policy in force, a notice, and something of last year."""
    return [
        town.publish(town.draft(organ, content, kind=kind), at=at)
        for content, kind, at in (
            (replace(CONTENT, title="水稻种植补贴办法", formed_on=date(2025, 12, 30)), "policy", NOW),
            (replace(CONTENT, title="低保名单公示"), "notice", NOW + timedelta(days=1)),
            (
                replace(CONTENT, title="渡口停航通知", body="<p>因大风停航。</p>"),
                "information",
                NOW + timedelta(days=2),
            ),
        )
    ]


def test_the_newest_stand_first(client, several):
    policy, notice, information = several
    assert _ids(client) == [information.pk, notice.pk, policy.pk]


def test_lists_are_narrowed(client, several):
    policy, notice, information = (item.pk for item in several)
    assert _ids(client, "kind=policy") == [policy]
    assert _ids(client, "year=2025") == [policy]
    assert _ids(client, "organ=zhenxi&kind=notice") == [notice]
    assert _ids(client, "organ=county") == []
    assert len(_ids(client, "place=county")) == 3
    assert _ids(client, "validity=valid") == [policy]
    assert _ids(client, "changed_since=2026-02-05") == [information]


def test_lists_are_narrowed_to_words_also_of_the_text(client, several):
    _, notice, information = (item.pk for item in several)
    assert _ids(client, "q=大风停航") == [information]
    assert _ids(client, "q=低保 公示") == [notice]
    assert _ids(client, "q=没有这几个字") == []


def test_pages_follow_each_other_while_things_come_and_go(client, organ, town, several):
    first = client.get("/api/v1/items?limit=1")
    said = first.json()
    assert first["Link"] == f'<{said["next"]}>; rel="next"'
    town.publish(town.draft(organ, replace(CONTENT, title="后来的")), at=NOW + timedelta(days=3))
    actions.withdraw(several[1], reason="版本有误", by=town.publisher, at=NOW + timedelta(days=3))
    second = client.get(said["next"].removeprefix("http://127.0.0.1:8000"))
    assert [item["id"] for item in second.json()["results"]] == [several[0].pk]
    assert second.json()["next"] is None
    assert "Link" not in second.headers


def test_the_total_is_told_up_to_a_point(client, several, monkeypatch):
    assert client.get("/api/v1/items?limit=1").json()["total"] == 3
    monkeypatch.setattr("gongkai.web.api.listing.COUNTED_UP_TO", 2)
    said = client.get("/api/v1/items?limit=1&year=2026").json()
    assert (said["total"], said["is_total_capped"]) == (2, False)
    said = client.get("/api/v1/items?limit=2").json()
    assert (said["total"], said["is_total_capped"]) == (2, True)


@pytest.mark.parametrize(
    ("query", "name", "words"),
    [
        ("limit=0", "limit", "不能小于 1"),
        ("limit=201", "limit", "不能大于 200"),
        ("limit=many", "limit", "整数"),
        ("kind=poem", "kind", "应为以下之一"),
        ("changed_since=yesterday", "changed_since", "2026-03-05"),
        ("organ=nobody", "organ", "没有网址名为“nobody”的机关"),
        ("organ=%00", "organ", "写法不对"),
        ("orgn=zhenxi", "orgn", "没有这个参数"),
        ("after=x", "after", "整数"),
    ],
)
def test_a_bad_parameter_is_named_with_what_to_do(client, organ, query, name, words):
    answer = client.get(f"/api/v1/items?{query}")
    assert answer.status_code == 422
    (told,) = answer.json()["parameters"]
    assert told["name"] == name
    assert words in told["message"]


def test_questions_to_the_database_do_not_grow_with_the_list(
    client, organ, town, django_assert_max_num_queries
):
    for number in range(6):
        town.publish(town.draft(organ, replace(CONTENT, title=f"第{number}件")))
    for path in ("items?limit=1", "items", "items?q=值班&organ=zhenxi&place=county&kind=information"):
        with django_assert_max_num_queries(12):
            assert client.get(f"/api/v1/{path}").status_code == 200
