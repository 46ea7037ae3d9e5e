"""The feed: what another installation collects, in order, with what has gone."""

from datetime import timedelta

import pytest

from gongkai.kernel.duties import SYSTEM
from gongkai.web.disclosure import actions
from gongkai.web.harvest import format as collecting
from gongkai.web.harvest.models import Instance
from gongkai.web.reports import actions as reports

from .conftest import LATER

pytestmark = pytest.mark.django_db


def _page(client, after=0, limit=200):
    return client.get(f"/api/v1/changes?after={after}&limit={limit}").json()


def test_it_says_who_speaks(client, organ):
    said = _page(client)
    assert said["instance"] == {
        "id": str(Instance.own()),
        "name": "墨鹭县人民政府",
        "address": "http://127.0.0.1:8000",
    }
    assert (said["after"], said["next"], said["more"], said["entries"]) == (0, 0, False, [])


def test_an_item_is_told_as_its_own_address_tells_it(client, full):
    said = _page(client)
    (entry,) = said["entries"]
    assert entry["uid"] == f"{said['instance']['id']}/disclosure.item/{full.pk}"
    assert entry["verb"] == "put"
    assert entry["organ"]["name"] == "枕溪镇人民政府"
    assert entry["record"] == client.get(f"/api/v1/items/{full.pk}").json()
    assert entry["record"]["attachments"][0]["name"] == "值班表.pdf"
    assert entry["record"]["versions"] == 2


def test_what_is_withdrawn_is_a_tombstone_at_once(client, town, full):
    before = _page(client)["next"]
    actions.withdraw(full, reason="版本有误", by=town.publisher, at=LATER + timedelta(minutes=1))
    (entry,) = _page(client, after=before)["entries"]
    assert (entry["verb"], entry["record"]) == ("removed", None)
    assert full.title not in client.get("/api/v1/changes").text


def test_a_report_is_told_with_its_figures_and_withdrawn(client, printed):
    (entry,) = _page(client)["entries"]
    assert entry["kind"] == "annual_report"
    assert entry["record"]["data"]["schema"] == "gongkai.annual-report/1"
    assert entry["record"]["year"] == 2025
    reports.withdraw(printed, reason="版本有误", by=SYSTEM, at=LATER)
    (entry,) = _page(client)["entries"]
    assert (entry["verb"], entry["record"]) == ("removed", None)


def test_its_pages_follow_each_other_without_gap_or_repetition(client, organ, town):
    for _ in range(5):
        town.publish(town.draft(organ))
    seen, after, more = [], 0, True
    while more:
        page = _page(client, after=after, limit=2)
        seen += [entry["number"] for entry in page["entries"]]
        after, more = page["next"], page["more"]
    assert seen == sorted(set(seen))
    assert len(seen) == 5


def test_it_keeps_the_format_that_is_collected(client, full, withdrawn, printed):
    page = collecting.Page.model_validate(client.get("/api/v1/changes").json())
    for raw in page.entries:
        entry = collecting.Entry.model_validate(raw)
        if entry.verb == "put":
            collecting.record_class(entry).model_validate(entry.record)
    assert {raw["verb"] for raw in page.entries} == {"put", "removed"}


def test_a_whole_page_costs_no_more_questions_than_one_entry(
    client, organ, town, django_assert_max_num_queries
):
    for _ in range(6):
        town.publish(town.draft(organ))
    with django_assert_max_num_queries(14):
        assert len(_page(client, limit=1)["entries"]) == 1
    with django_assert_max_num_queries(14):
        assert len(_page(client)["entries"]) == 6
