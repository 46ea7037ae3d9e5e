"""A source that ends: nothing of it is public any more at once, and its rows are emptied in the background."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongkai.kernel.duties import PUBLIC, SYSTEM
from gongkai.web.harvest import actions
from gongkai.web.harvest.indexing import LABEL
from gongkai.web.harvest.models import Collected, Gap
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.verify import verify
from gongkai.web.search import selectors as search
from gongkai.web.search.mending import difference
from gongkai.web.search.models import Passage
from gongkai.web.search.query import Query
from tests.web.conftest import NOW
from tests.web.harvest.conftest import add, item
from tests.web.harvest.test_collecting import shown
from tests.web.harvest.test_sources import ticked

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_was_collected_from_a_source_that_ends_is_gone_at_once(source, feed):
    uid = feed.put(1)
    feed.put(2, item(""))
    actions.collect(source, at=NOW)
    row = Collected.objects.get(uid=uid)
    assert Client().get(f"/collected/{row.pk}/").status_code == 200
    actions.end(source, by=SYSTEM, at=NOW)
    assert shown() == {}
    assert Client().get(f"/collected/{row.pk}/").status_code == 410
    ticked()
    row.refresh_from_db()
    assert (row.title, row.body, row.record) == ("", "", None)
    assert not Gap.objects.exists()
    assert not search.find(Query("值班时间")).hits
    assert verify() == []


def test_what_was_collected_from_a_source_that_ends_is_listed_nowhere_before_any_errand_runs(
    source, feed, county
):
    for pk in range(1, 6):
        feed.put(pk, item(f"柳湾渡口改造方案之{pk}"))
    actions.collect(source, at=NOW)
    last, pk = search.newest_number(), Collected.objects.first().pk
    asked = ("/search/?q=柳湾渡口", "/search/suggest?q=柳湾渡", "/feed.xml", "/api/v1/changes")
    assert [address for address in asked if "改造方案" not in _shown_at(address)] == []
    assert search.suggest("改造方案")
    actions.end(source, by=SYSTEM, at=NOW)
    for address in (*asked, "/sitemap-public-1.xml", f"/collected/{pk}/", "/organs/county/feed.xml"):
        assert "改造方案" not in _shown_at(address), address
    assert not search.find(Query("柳湾渡口")).hits
    assert not search.suggest("改造方案")
    gone = search.changes(last, 100)
    assert [entry.subject_id for entry in gone] == sorted(Collected.objects.values_list("pk", flat=True))
    assert {entry.title for entry in gone} == {""}
    assert not Passage.objects.filter(entry__label=LABEL).exists()
    found = difference()
    assert not found.missing
    assert found.adrift == 0
    assert search.newest_number() == gone[-1].number


def _shown_at(address: str) -> str:
    """What everybody reads there."""
    answer = Client().get(address)
    is_data = "json" in answer.headers["Content-Type"]
    return json.dumps(answer.json(), ensure_ascii=False) if is_data else answer.content.decode()


def test_a_source_that_ended_can_be_added_anew(source, feed, county):
    uid = feed.put(1)
    actions.collect(source, at=NOW)
    actions.end(source, by=SYSTEM, at=NOW)
    again = add(county, feed.address)
    actions.collect(again, at=NOW)
    assert list(shown()) == [uid]
    actions.clear(source, at=NOW)
    assert list(shown()) == [uid]
    assert Collected.objects.visible_to(PUBLIC).get().source == again


@pytest.mark.parametrize("act", [actions.end, actions.clear])
def test_ending_a_source_takes_no_more_questions_the_more_it_brought(county, feed, act):
    counts = []
    for name, many in (("枕溪镇", 3), ("柳湾镇", 30)):
        source = add(county, feed.address, name=name)
        for pk in range(many):
            feed.put(pk, item(f"{name}值班安排{pk}"))
        actions.collect(source, at=NOW)
        if act is actions.clear:
            actions.end(source, by=SYSTEM, at=NOW)
        with CaptureQueriesContext(connection) as asked:
            act(source, at=NOW, **({} if act is actions.clear else {"by": SYSTEM}))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_rows_of_an_ended_source_are_emptied_some_at_a_time(source, feed, monkeypatch):
    monkeypatch.setattr("gongkai.web.harvest.actions.sources._A_BATCH", 2)
    for pk in range(5):
        feed.put(pk)
    actions.collect(source, at=NOW)
    number = search.newest_number()
    actions.end(source, by=SYSTEM, at=NOW)
    actions.clear(source, at=NOW)
    assert Collected.objects.filter(removed_at=NOW, title="", body="", record__isnull=True).count() == 5
    told = Event.objects.filter(kind="harvest.cleared").order_by("pk")
    assert [json.loads(event.body)["facts"]["removed"] for event in told] == [2, 2, 1]
    assert search.newest_number() == number + 5
