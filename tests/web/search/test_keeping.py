"""The index is there after every migration, is looked after by verify, and can be made anew."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from gongkai.web.ledger.models import Event
from gongkai.web.ledger.verify import verify
from gongkai.web.outbox.running import run_next
from gongkai.web.search import mending, registry, selectors
from gongkai.web.search.index import index
from gongkai.web.search.models import Entry
from gongkai.web.search.query import Query
from tests.web.conftest import NOW

from .conftest import LABEL, listed, removed

pytestmark = pytest.mark.django_db(transaction=True)
SQLITE = pytest.mark.skipif(connection.vendor != "sqlite", reason="reads the file of SQLite")


@pytest.fixture
def public(monkeypatch):
    """What is public besides the list: a dictionary, by its ids."""
    things = {}
    kept = registry.Kept(LABEL, ids=lambda: list(things), found=things.get)
    monkeypatch.setattr(registry, "_kept", {LABEL: kept})
    return things


def _thing(organ, pk, title, text=""):
    return registry.Found(
        label=LABEL,
        subject_id=pk,
        organ=organ.pk,
        kind="information",
        title=title,
        address=f"/organs/{organ.slug}/items/{pk}/",
        published_on=NOW.date(),
        year=NOW.year,
        passages=(("正文", text),),
    )


def _codes():
    return [trouble.code for trouble in verify() if trouble.code.startswith("search")]


def _found(words):
    return [hit.subject_id for hit in selectors.find(Query(words)).hits]


def _sql(text):
    with connection.cursor() as cursor:
        cursor.execute(text)


def test_all_is_well(organ, public):
    public[1] = _thing(organ, 1, "防汛安排")
    mending.mend(at=NOW)
    assert _codes() == []
    events = Event.objects.count()
    assert mending.mend(at=NOW) == mending.Mended(1, 0, 0)
    assert Event.objects.count() == events


def test_what_is_public_and_not_listed_is_listed(organ, public):
    public[1] = _thing(organ, 1, "防汛安排")
    assert _codes() == ["search.missing"]
    assert mending.mend(at=NOW) == mending.Mended(1, 1, 0)
    assert _found("防汛") == [1]
    assert Event.objects.filter(kind="search.relisted").count() == 1


def test_what_is_listed_and_not_public_goes(organ, public):
    listed(organ, 1, "防汛安排")
    assert _codes() == ["search.surplus"]
    assert mending.mend(at=NOW) == mending.Mended(0, 0, 1)
    assert _found("防汛") == []


def test_a_rebuild_writes_all_words_anew(organ, public):
    public |= {1: _thing(organ, 1, "防汛安排", "石桥村"), 2: _thing(organ, 2, "低保名单")}
    mending.mend(at=NOW)
    Entry.objects.filter(subject_id=2).update(title="写错的名称")
    _sql("DELETE FROM search_words")
    assert _codes() == ["search.adrift"]
    assert mending.rebuild(at=NOW) == mending.Mended(2, 1, 0)
    assert (_found("石桥村"), _found("低保"), _codes()) == ([1], [2], [])
    number = selectors.newest_number()
    mending.rebuild(at=NOW)
    assert selectors.newest_number() == number  # whoever follows the feed need not fetch it all again


def test_parts_that_are_missing_are_told_and_made(organ, public):
    public[1] = _thing(organ, 1, "防汛安排")
    mending.mend(at=NOW)
    _sql("DROP TABLE search_words")
    assert _codes() == ["search.index"]
    call_command("migrate", interactive=False, verbosity=0)
    assert (index().missing(), _codes()) == ([], ["search.adrift"])
    out = StringIO()
    call_command("search", "rebuild", stdout=out)
    assert "重建完毕：1 条" in out.getvalue()
    assert "1 条公开内容都能搜索到" in out.getvalue()
    assert _found("防汛") == [1]


def test_the_command_says_what_is_wrong(organ, public):
    public[1] = _thing(organ, 1, "防汛安排")
    out = StringIO()
    with pytest.raises(SystemExit, match="1"):
        call_command("search", "check", stdout=out)
    assert "没有列入，搜索不到" in out.getvalue()


@SQLITE
def test_triggers_that_a_rebuilt_table_lost_are_missed(organ):
    _sql("DROP TRIGGER search_words_left")
    assert index().missing() == ["search_words_left"]
    index().install()
    assert index().missing() == []


def test_what_leaves_the_list_past_the_acts_leaves_the_index(organ):
    listed(organ, 1, "防汛安排")
    Entry.objects.all().delete()
    assert index().slots() == set()


@SQLITE
def test_nothing_of_it_is_left_in_the_file(organ):
    word = "绝无仅有的词语qzxv93751"
    listed(organ, 1, f"名称{word}", f"正文{word}")
    for pk in range(2, 40):
        listed(organ, pk, f"防汛安排{pk}", "其他内容" * 50)
    assert _bytes_with("qzxv", "绝无", "无仅")
    removed(organ, 1)
    while run_next(at=NOW):
        pass
    assert not _bytes_with("qzxv")
    assert not _bytes_with("绝无")
    assert _found("防汛安排17") == [17]


def _bytes_with(*parts):
    file = Path(connection.settings_dict["NAME"])
    files = (file, file.with_name(f"{file.name}-wal"))
    data = b"".join(one.read_bytes() for one in files if one.exists())
    return all(part.encode() in data for part in parts)


def test_a_migration_that_rebuilds_the_list_leaves_its_index_whole(organ, public):
    """SQLite makes such a table anew, and its triggers are gone with the old one."""
    public |= {1: _thing(organ, 1, "防汛安排", "石桥村"), 2: _thing(organ, 2, "低保名单")}
    mending.mend(at=NOW)
    slots = index().slots()
    try:
        call_command("migrate", "search", "0001", interactive=False, verbosity=0)
    finally:
        call_command("migrate", "search", interactive=False, verbosity=0)
    assert (index().missing(), index().slots(), _codes()) == ([], slots, [])
    assert (_found("石桥村"), _found("低保")) == ([1], [2])
    removed(organ, 1)
    Entry.objects.filter(subject_id=2).delete()
    assert index().slots() == set()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite overwrites what is deleted by itself")
def test_no_dead_rows_are_left_in_the_files_of_postgresql(organ):
    for pk in range(1, 40):
        listed(organ, pk, f"名称{pk}", f"正文{pk}" * 500)
    for pk in range(1, 40):
        removed(organ, pk)
    while run_next(at=NOW):
        pass
    for table in ("search_words", "search_passage"):
        assert (table, _pages(table)) == (table, 0)


def _pages(table):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size(%s)", [table])
        return cursor.fetchone()[0]
