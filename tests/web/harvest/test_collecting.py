"""What a source publishes is here, what it takes down is gone, however often and however far one reads."""

from dataclasses import astuple
from datetime import timedelta

import pytest

from gongkai.kernel.duties import PUBLIC
from gongkai.web.harvest.actions import collect, reading
from gongkai.web.harvest.models import Collected, Gap, Instance, Source
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.verify import verify
from gongkai.web.search import selectors as search
from gongkai.web.search.query import Query
from tests.web.conftest import NOW
from tests.web.harvest.conftest import OTHER, TOWN, Feed, add, item, report

pytestmark = pytest.mark.django_db(transaction=True)


def told(source: Source, **said) -> tuple[int, ...]:
    """Collect, and say what became of the entries: put, removed, unfit, passed."""
    counted = collect(source, at=NOW, **said)
    source.refresh_from_db()
    return astuple(counted)


def shown() -> dict[str, str]:
    """What everybody may read, by uid."""
    return dict(Collected.objects.visible_to(PUBLIC).values_list("uid", "title"))


def test_what_is_published_is_collected_and_found(source, feed):
    uid = feed.put(1)
    feed.put(2, report())
    assert told(source) == (2, 0, 0, 0)
    row = Collected.objects.get(uid=uid)
    assert (row.organ_name, row.validity, row.is_public) == ("枕溪镇人民政府", "valid", True)
    assert search.find(Query("值班时间")).hits[0].address == f"/collected/{row.pk}/"
    assert [hit.organ for hit in search.find(Query("防汛值班")).hits] == ["墨鹭县人民政府"]
    # Of a report only the moment is told: it stands among the others by its day.
    assert all(search.public().values_list("published_on", flat=True))
    assert verify() == []


def test_the_first_page_counts_what_is_collected_and_leads_there(source, feed, client):
    assert "采集" not in client.get("/").text
    feed.put(1)
    gone = feed.put(2, item("枕溪镇桥梁检测公告"))
    told(source)
    assert '<span class="note-beside">采集 2 条</span>' in client.get("/").text
    assert '采集的 2 条，<a href="/search/">' in client.get("/").text
    feed.remove(gone)
    told(source)
    assert '<span class="note-beside">采集 1 条</span>' in client.get("/").text


def test_repetition_finds_nothing_new(source, feed):
    feed.put(1)
    told(source)
    number, events = search.newest_number(), Event.objects.count()
    assert told(source) == (0, 0, 0, 0)
    assert (search.newest_number(), Event.objects.count()) == (number, events)


def test_changes_and_removals_follow(source, feed):
    uid, other = feed.put(1), feed.put(2, item("枕溪镇桥梁检测公告"))
    told(source)
    feed.put(1, item("枕溪镇防汛值班安排（更新）"))
    feed.remove(other)
    assert told(source) == (1, 1, 0, 0)
    assert shown() == {uid: "枕溪镇防汛值班安排（更新）"}
    gone = Collected.objects.get(uid=other)
    assert (gone.title, gone.body, gone.record, gone.href) == ("", "", None, "")
    assert not search.find(Query("桥梁检测")).hits
    feed.put(2, item("枕溪镇桥梁检测公告"))
    assert told(source) == (1, 0, 0, 0)
    assert set(shown()) == {uid, other}


def test_many_pages_are_read_one_act_each(source, feed):
    for pk in range(1, 451):
        feed.put(pk, item(f"第{pk}号公告"))
    assert told(source) == (450, 0, 0, 0)
    assert feed.asked == [(0, 200), (200, 200), (400, 200)]
    assert Event.objects.filter(kind="harvest.collected").count() == 3


def test_some_pages_at_a_time(source, feed):
    for pk in range(1, 251):
        feed.put(pk)
    next(reading(source, at=NOW))
    assert len(shown()) == 200
    source.refresh_from_db()
    assert told(source) == (50, 0, 0, 0)


def test_two_at_once_write_each_page_once(source, feed, monkeypatch):
    """The second reads and writes the same page while the first has it in hand."""
    for pk in range(1, 4):
        feed.put(pk)
    first = []

    def meanwhile(made: Feed, after: int, limit: int):
        if not first:
            first.append(after)
            collect(Source.objects.get(), at=NOW)
        return made.page(after, limit)

    feed.answer = meanwhile
    assert told(source) == (0, 0, 0, 0)
    assert len(shown()) == 3
    assert Event.objects.filter(kind="harvest.collected").count() == 1


def test_a_source_that_was_restored_is_compared_anew(source, feed):
    kept, changed, lost = feed.put(1), feed.put(2), feed.put(3)
    copy = {uid: dict(entry) for uid, entry in list(feed.entries.items())[:2]}
    feed.put(2, item("后来改过"))
    told(source)
    feed.entries, feed.number = copy, 2  # the backup of the day before
    assert told(source) == (1, 1, 0, 0)
    assert shown() == {kept: item()["title"], changed: item()["title"]}
    assert lost not in shown()
    assert (source.round, source.is_comparing, source.cursor) == (1, False, 2)


def test_a_restored_source_that_has_gone_on_is_noticed_by_what_stands_at_our_mark(source, feed):
    feed.put(1)
    feed.put(2)
    told(source)
    feed.entries.popitem()
    feed.number = 1
    feed.put(7)
    feed.put(8)
    told(source)
    assert set(shown()) == set(feed.entries)


def test_an_entry_that_moved_on_is_no_sign_of_a_backup(source, feed):
    feed.put(1)
    told(source)
    feed.put(1, item("新的一稿"))
    told(source)
    assert source.round == 0


def test_another_installation_at_the_address_takes_the_place(source, feed):
    old = feed.put(1)
    told(source)
    feed.instance, feed.entries, feed.number = OTHER, {}, 0
    new = feed.put(5)
    assert told(source) == (1, 1, 0, 0)
    assert set(shown()) == {new}
    assert old not in shown()
    assert source.instance == OTHER


def test_everything_is_compared_from_time_to_time(source, feed):
    uid, lost = feed.put(1), feed.put(2)
    feed.put(3)
    told(source)
    del feed.entries[lost]  # without a word
    told(source)
    assert lost in shown()
    collect(source, at=NOW + timedelta(days=30))
    assert lost not in shown()
    assert uid in shown()


def test_comparing_goes_on_after_an_interruption(source, feed):
    for pk in range(1, 251):
        feed.put(pk)
    told(source)
    del feed.entries[f"{TOWN}/disclosure.item/7"]
    next(reading(source, at=NOW, anew=True))
    source.refresh_from_db()
    assert source.is_comparing
    assert len(shown()) == 250
    assert told(source) == (0, 1, 0, 0)
    assert set(shown()) == set(feed.entries)


def test_what_is_ours_is_not_collected(source, feed):
    feed.put(1, instance=str(Instance.own()))
    assert told(source) == (0, 0, 0, 1)
    assert shown() == {}


def test_what_a_source_has_collected_comes_under_its_first_name(source, feed):
    uid = feed.put(1, instance=OTHER)
    told(source)
    assert list(shown()) == [uid] == [f"{OTHER}/disclosure.item/1"]


def test_whoever_published_it_himself_goes_before_whoever_collected_it(source, feed, county):
    uid = feed.put(1, item("转来的"), instance=OTHER)
    told(source)
    first_hand = Feed(feed.address, instance=OTHER)
    first_hand.put(1, item("原来的"))
    feed.answer = lambda made, after, limit: first_hand.page(after, limit)
    direct = add(county, f"{feed.address}/other", name="柳湾镇")
    assert told(direct) == (1, 0, 0, 0)
    assert shown() == {uid: "原来的"}
    feed.answer = None
    feed.put(1, item("又转来的"), instance=OTHER)
    assert told(source) == (0, 0, 0, 1)
    assert shown() == {uid: "原来的"}


def test_what_two_others_have_collected_comes_from_the_first(source, feed, county):
    uid = feed.put(1, instance=OTHER)
    told(source)
    again = Feed(feed.address, instance="33333333-3333-4333-8333-333333333333")
    again.put(1, instance=OTHER)
    feed.answer = lambda made, after, limit: again.page(after, limit)
    second = add(county, f"{feed.address}/other", name="柳湾镇")
    assert told(second) == (0, 0, 1, 0)
    assert "已经从“枕溪镇”收入" in Gap.objects.get(source=second).why
    assert Collected.objects.get(uid=uid).source == source
