"""What is told of others: no title outlives the thing that bears it, and a new name of an organ arrives."""

import json
from dataclasses import replace

import pytest

from gongkai.kernel.duties import SYSTEM
from gongkai.web.disclosure import actions as disclosure
from gongkai.web.harvest import actions
from gongkai.web.harvest.models import Collected, Instance
from gongkai.web.organs import actions as organs
from gongkai.web.outbox.worker import drain
from gongkai.web.search import selectors as search
from gongkai.web.search.models import Entry
from tests.web.conftest import NOW
from tests.web.disclosure.conftest import CONTENT, town
from tests.web.harvest.conftest import TOWN, item

__all__ = ["town"]
pytestmark = pytest.mark.django_db(transaction=True)
LOST = "拾穗桥限行的规定"


@pytest.fixture
def relay(client, feed, source):
    """Collect what this site itself tells, as if a township told it."""

    def collect():
        own = str(Instance.own())
        said = client.get("/api/v1/changes").json()["entries"]
        for entry in (one for one in said if one["uid"].startswith(own)):
            told = json.loads(json.dumps(entry).replace(own, TOWN))
            feed.entries[told["uid"]] = told
        actions.collect(source, at=NOW)

    return collect


def test_the_title_of_what_was_withdrawn_lives_on_nowhere(organ, town, client, relay):
    lost = town.publish(town.draft(organ, replace(CONTENT, title=LOST), kind="policy"))
    said = replace(CONTENT, title="一图读懂")
    reading = town.draft(organ, said, kind="interpretation", interprets=lost, interpretation_form="picture")
    town.publish(reading)
    relay()
    row = Collected.objects.get(title="一图读懂")
    assert row.record["interprets"]["uid"] == f"{TOWN}/disclosure.item/{lost.pk}"
    other = Collected.objects.get(title=LOST)
    assert other.record["interpretations"][0]["form"] == "picture"
    disclosure.withdraw(lost, reason="内容有误", by=town.publisher, at=NOW)
    relay()
    assert [row.title for row in Collected.objects.filter(removed_at=None)] == ["一图读懂"]
    assert LOST not in json.dumps(list(Collected.objects.values("title", "record")), ensure_ascii=False)
    assert LOST not in json.dumps(client.get("/api/v1/changes").json(), ensure_ascii=False)


def test_titles_of_others_are_not_taken_from_whoever_tells_them(source, feed, client):
    named = {"id": 2, "title": LOST, "href": "https://zhenxi.example.cn/organs/zhenxi/items/2/"}
    feed.put(1, item(interprets=named, repealed_by=named, interpretations=[named]))
    actions.collect(source, at=NOW)
    record = Collected.objects.get().record
    assert record["interprets"]["href"] == named["href"]
    assert LOST not in json.dumps(record, ensure_ascii=False)


def test_a_new_name_of_an_organ_reaches_those_who_collect(organ, town, client, relay):
    town.publish(town.draft(organ, CONTENT))
    relay()
    assert Collected.objects.get().organ_name == "枕溪镇人民政府"
    tag = client.get("/api/v1/changes").headers["ETag"]
    organs.rename(organ, name="枕水镇人民政府", short_name="枕水镇", by=SYSTEM, at=NOW)
    assert not [done.problem for done in drain(now=lambda: NOW) if done.problem]
    relay()
    assert Collected.objects.get().organ_name == "枕水镇人民政府"
    assert client.get("/api/v1/changes", headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("change", "is_told"),
    [
        (lambda organ: organs.change_particulars(organ, level="county", by=SYSTEM, at=NOW), True),
        (lambda organ: organs.move(organ, None, by=SYSTEM, at=NOW), True),
        (lambda organ: organs.move(organ.parent, organ_above(organ), by=SYSTEM, at=NOW), True),
        (lambda organ: organs.change_contacts(organ, phone="0571-88880000", by=SYSTEM, at=NOW), False),
    ],
    ids=["level", "place", "place of the one above", "telephone"],
)
def test_entries_get_new_numbers_when_others_must_know_it_anew(organ, town, change, is_told):
    for _ in range(3):
        town.publish(town.draft(organ, CONTENT))
    before, last = list(Entry.objects.values("pk", "slot", "at", "title")), search.newest_number()
    change(organ)
    assert not [done.problem for done in drain(now=lambda: NOW) if done.problem]
    after = list(Entry.objects.order_by("pk").values("pk", "slot", "at", "title"))
    assert after == before
    numbers = list(Entry.objects.order_by("pk").values_list("number", flat=True))
    assert numbers == sorted(set(numbers))
    assert (min(numbers) > last) is is_told
    assert search.newest_number() == max(numbers)


def organ_above(organ):
    """A city over the county of a township."""
    city = type(organ)(
        slug="city", name="青浦山市人民政府", short_name="青浦山市", level="city", kind="government"
    )
    return organs.found(city, by=SYSTEM, at=NOW)
