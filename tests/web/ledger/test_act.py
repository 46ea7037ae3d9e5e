"""An act is written whole, with its events, or not at all; and the database itself lets nobody change what is written."""

import json

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from taggit.models import Tag

from gongkai.kernel.chain import first_break
from gongkai.kernel.duties import PUBLIC, SYSTEM, Viewer
from gongkai.kernel.problems import NotYourDuty, Problem, Refused
from gongkai.lawbook.articles import articles
from gongkai.web.ledger import actions, registry, triggers
from gongkai.web.ledger.actions import REFUSED, act
from gongkai.web.ledger.models import Event, Head
from gongkai.web.organs.actions.sections import OFFICE

from .conftest import NOW, ORGAN, keep

pytestmark = pytest.mark.django_db
EVERYTHING = "1 = 1"


def whole(organ=ORGAN):
    """Whether an organ's chain holds against its head."""
    head = Head.objects.get(pk=organ)
    links = [event.link() for event in Event.objects.filter(organ_id=organ).order_by("position")]
    return first_break(links, heads={head.position: head.hash}) is None


def test_an_act_is_an_event_with_what_changed():
    tag = keep("甲", by=Viewer(person=3))
    event = Event.objects.get()
    assert (event.organ_id, event.position, event.kind) == (ORGAN, 1, "tags.kept")
    assert (event.subject_type, event.subject_id) == ("taggit.tag", tag.pk)
    assert (event.person_id, event.article, event.on.isoformat()) == (3, "条例第四条", "2026-03-05")
    assert event.told()["after"]["name"] == "甲"
    assert "before" not in event.told()


def test_the_next_one_tells_before_and_after():
    tag = keep("甲")
    keep("乙", tag=tag)
    event = Event.objects.get(position=2)
    assert event.told() == {"before": {"name": "甲"}, "after": {"name": "乙"}}
    assert whole()


def test_of_a_digest_only_a_hash_is_kept():
    tag = keep("甲")
    [event] = Event.objects.all()
    assert tag.slug not in event.body
    assert len(event.told()["after"]["slug"]) == 64


def test_a_row_that_stays_as_it_was_is_no_event():
    tag = keep("甲")
    keep("甲", tag=tag)
    assert Event.objects.count() == 1


def test_facts_are_an_event_though_the_row_stays():
    tag = keep("甲")
    with act("tags.keep", ORGAN, by=SYSTEM, at=NOW) as pen:
        pen.save(tag, "tags.kept", facts={"seen": True})
    assert Event.objects.get(position=2).told() == {"after": {}, "before": {}, "facts": {"seen": True}}


def keep_and(then, by=SYSTEM):
    """An act that writes something, and then something happens."""
    with act("tags.keep", ORGAN, by=by, at=NOW) as pen:
        pen.save(Tag(name="甲", slug="a"), "tags.kept")
        then()


def test_an_error_undoes_the_act_and_its_events():
    with pytest.raises(ZeroDivisionError):
        keep_and(lambda: 1 / 0)
    assert not Tag.objects.exists()
    assert not Event.objects.exists()
    assert not Head.objects.exists()


def test_a_refused_act_leaves_nothing_but_that_it_was_refused():
    with pytest.raises(NotYourDuty):
        keep_and(lambda: PUBLIC.must_hold("admin", path="x/"), by=Viewer(person=3))
    assert not Tag.objects.exists()
    [event] = Event.objects.all()
    assert (event.kind, event.person_id) == (REFUSED, 3)
    assert event.told()["facts"] == {"act": "tags.keep", "code": "not_your_duty"}
    assert whole()


TELLING = ["长" * 101, "张三（330102199001011234）的要求", "电话１３８００１３８０００", "约法第12345条"]


@pytest.mark.parametrize("article", TELLING)
@pytest.mark.parametrize("write", ["save", "note"])
def test_an_article_has_no_room_for_a_person(article, write):
    tag = Tag(name="甲", slug="a")
    with pytest.raises(Refused, match="法律依据"), act("tags.keep", ORGAN, by=SYSTEM, at=NOW) as pen:
        pen.save(tag, "tags.kept", article=article) if write == "save" else pen.note(
            "tags.kept", article=article
        )
    assert not Tag.objects.exists()
    [event] = Event.objects.all()
    assert (event.kind, event.article) == (REFUSED, "")


def test_the_article_of_the_kind_comes_from_the_law_data(monkeypatch):
    monkeypatch.setattr(actions, "articles", lambda: {"tags.kept": "条例第十二条"})
    with act("tags.keep", ORGAN, by=SYSTEM, at=NOW) as pen:
        pen.save(Tag(name="甲", slug="a"), "tags.kept")
        pen.note("tags.kept", article="档案法第2020条")
        pen.note("tags.changed")
    assert [event.article for event in Event.objects.order_by("id")] == ["条例第十二条", "档案法第2020条", ""]


def test_every_article_of_the_law_data_is_of_a_kind_or_of_a_case_that_the_code_knows():
    assert not set(articles()) - set(registry.all_kinds()) - {OFFICE}


def test_a_refusal_before_there_is_an_act_is_noted_too():
    actions.note_refused("tags.keep", ORGAN, by=Viewer(person=3), at=NOW, code="not_your_duty")
    [event] = Event.objects.all()
    assert (event.kind, event.person_id, event.organ_id) == (REFUSED, 3, ORGAN)
    assert event.told() == {"facts": {"act": "tags.keep", "code": "not_your_duty"}}
    assert whole()


def test_two_organs_get_an_entry_each():
    with act("tags.keep", 9, by=SYSTEM, at=NOW) as pen:
        pen.save(Tag(name="甲", slug="a"), "tags.kept")
        pen.note("tags.changed", organ=4)
        pen.note("tags.changed", organ=9)
    assert list(Event.objects.order_by("id").values_list("organ_id", "position")) == [(9, 1), (4, 1), (9, 2)]
    assert whole(4)
    assert whole(9)


def test_an_act_inside_another_is_refused():
    with pytest.raises(RuntimeError, match="durable"), act("tags.keep", ORGAN, by=SYSTEM, at=NOW):
        keep("甲")
    assert not Event.objects.exists()


def test_a_kind_without_a_registration_is_a_mistake_of_ours():
    with pytest.raises(KeyError, match=r"tags\.unheard"), act("tags.keep", ORGAN, by=SYSTEM, at=NOW) as pen:
        pen.note("tags.unheard")


def test_before_is_what_the_database_holds_and_not_what_python_held():
    tag = keep("甲")
    stale = Tag.objects.get(pk=tag.pk)
    keep("乙", tag=tag)
    keep("丙", tag=stale)
    assert json.loads(Event.objects.get(position=3).body)["before"] == {"name": "乙"}


FORBIDDEN = [
    "UPDATE ledger_event SET kind = 'x'",
    "UPDATE ledger_event SET id = id + 100",
    "DELETE FROM ledger_event",
    "UPDATE ledger_head SET position = position - 1",
    "UPDATE ledger_head SET hash = 'x'",
    "UPDATE ledger_head SET organ_id = 8, position = position + 1",
    "DELETE FROM ledger_head",
]
SQLITE_ONLY = [
    "INSERT OR REPLACE INTO ledger_event SELECT * FROM ledger_event",
    "REPLACE INTO ledger_event SELECT * FROM ledger_event",
    "UPDATE OR REPLACE ledger_event SET position = 1",
    "INSERT OR REPLACE INTO ledger_head SELECT * FROM ledger_head",
    "INSERT INTO ledger_head SELECT * FROM ledger_head WHERE true ON CONFLICT DO UPDATE SET position = 0",
]
POSTGRESQL_ONLY = [
    "TRUNCATE ledger_event",
    "TRUNCATE ledger_head CASCADE",
    "INSERT INTO ledger_head SELECT * FROM ledger_head ON CONFLICT (organ_id) DO UPDATE SET position = 0",
    "WITH gone AS (DELETE FROM ledger_event RETURNING *) SELECT count(*) FROM gone",
]


def refused(statement):
    """Whether the database refuses a statement, and why."""
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return str(error.value)


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_database_refuses_to_change_what_is_written(statement):
    keep("甲")
    assert "append-only" in refused(statement)


@pytest.mark.parametrize("statement", SQLITE_ONLY)
def test_sqlite_refuses_its_own_ways_too(statement):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite knows these words")
    keep("甲")
    assert "append-only" in refused(statement)


@pytest.mark.parametrize("statement", POSTGRESQL_ONLY)
def test_postgresql_refuses_its_own_ways_too(statement):
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL knows these words")
    keep("甲")
    assert "append-only" in refused(statement)


@pytest.mark.parametrize(
    "change",
    [
        lambda: Event.objects.update(kind="x"),
        lambda: Event.objects.get().save(),
        lambda: Event.objects.all().delete(),
        lambda: Event.objects.get().delete(),
        lambda: Head.objects.update(position=0),
        lambda: Head.objects.all().delete(),
        lambda: Event.objects.bulk_create(
            [Event.objects.get()],
            update_conflicts=True,
            update_fields=["kind"],
            unique_fields=["id"],
        ),
    ],
)
def test_the_models_cannot_either(change):
    keep("甲")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change()


@pytest.mark.django_db(transaction=True)
def test_the_guard_comes_back_with_every_migration():
    with connection.cursor() as cursor:
        for trigger in triggers._wanted():
            cursor.execute(triggers._dropping(trigger))
    assert triggers.missing() == [trigger.name for trigger in triggers._wanted()]
    assert len(triggers.missing()) >= 6
    call_command("migrate", verbosity=0)
    assert triggers.missing() == []


def test_a_problem_is_told_to_whoever_asked():
    with pytest.raises(Problem, match="没有办理这件事的职责"), act("tags.keep", ORGAN, by=SYSTEM, at=NOW):
        PUBLIC.must_hold("admin", path="x/")
