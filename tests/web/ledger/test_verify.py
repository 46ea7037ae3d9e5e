"""Whatever is done to the ledger behind its back, `gongkai verify` names it: what, where, and what to do."""

import json
from datetime import date

import pytest
from django.db import connection

from gongkai.kernel.chain import GENESIS, link_hash
from gongkai.web.ledger import heads, registry, triggers
from gongkai.web.ledger.models import Event, Head
from gongkai.web.ledger.troubles import Trouble
from gongkai.web.ledger.verify import verify

from .conftest import ORGAN, OTHER, codes, keep, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("exported")]


def test_a_sound_ledger_is_sound(chain):
    assert verify() == []
    status, words = told()
    assert status == 0
    assert "10 条" in words


def test_an_empty_one_too(db):
    assert verify() == []


BODY = '{"after":{"name":"丁"}}'
TAMPERED = [
    (
        f"UPDATE ledger_event SET body = '{BODY}' WHERE organ_id = 7 AND position = 3",
        ("ledger.altered", ORGAN, 3),
        "写入后被改动过",
    ),
    (
        "UPDATE ledger_event SET person_id = 99 WHERE organ_id = 7 AND position = 5",
        ("ledger.altered", ORGAN, 5),
        "写入后被改动过",
    ),
    (
        "DELETE FROM ledger_event WHERE organ_id = 7 AND position = 2",
        ("ledger.missing", ORGAN, 2),
        "少了记录",
    ),
    (
        "UPDATE ledger_event SET organ_id = 8, position = 6 WHERE organ_id = 7 AND position = 5",
        ("ledger.cut", ORGAN, 5),
        "末尾的记录被删去",
    ),
    (
        "DELETE FROM ledger_event WHERE organ_id = 7 AND position > 3",
        ("ledger.cut", ORGAN, 4),
        "末尾的记录被删去",
    ),
    ("DELETE FROM ledger_event WHERE organ_id = 7", ("ledger.cut", ORGAN, 1), "末尾的记录被删去"),
    ("DELETE FROM ledger_head WHERE organ_id = 7", ("ledger.no_head", ORGAN, None), "没有链头"),
    (
        "UPDATE ledger_head SET position = 4 WHERE organ_id = 7",
        ("ledger.rewritten", ORGAN, 4),
        "整段重写",
    ),
]


@pytest.mark.parametrize(("statement", "expected", "words"), TAMPERED)
def test_what_was_done_to_it_is_named(chain, forge, statement, expected, words):
    forge(statement)
    assert expected in codes()
    status, printed = told()
    assert status == 1
    assert words in printed


def test_an_entry_put_in_is_named(chain, forge):
    event = Event.objects.get(organ_id=ORGAN, position=3)
    event.pk, event.position, event.previous = None, 6, Head.objects.get(pk=ORGAN).hash
    event.hash = link_hash(event.previous, event.content())
    event.save()
    assert ("ledger.beyond", ORGAN, 6) in codes()


def test_an_entry_put_between_two_is_named(chain, forge):
    event = Event.objects.get(organ_id=ORGAN, position=3)
    forge(
        "UPDATE ledger_event SET position = position + 100 WHERE organ_id = 7 AND position > 2",
        "UPDATE ledger_event SET position = position - 99 WHERE organ_id = 7 AND position > 2",
    )
    event.pk, event.previous = None, Event.objects.get(organ_id=ORGAN, position=2).hash
    event.hash = link_hash(event.previous, event.content())
    event.save()
    assert ("ledger.altered", ORGAN, 4) in codes()


def test_two_entries_that_changed_places_are_named(chain, forge):
    forge(
        "UPDATE ledger_event SET position = 100 WHERE organ_id = 7 AND position = 2",
        "UPDATE ledger_event SET position = 2 WHERE organ_id = 7 AND position = 3",
        "UPDATE ledger_event SET position = 3 WHERE organ_id = 7 AND position = 100",
    )
    assert ("ledger.altered", ORGAN, 2) in codes()


def rewritten(forge, keeping=5):
    """The chain written anew as far as an entry, every hash and the head made to fit."""
    previous = GENESIS
    statements = [f"DELETE FROM ledger_event WHERE organ_id = {ORGAN} AND position > {keeping}"]
    for event in Event.objects.filter(organ_id=ORGAN, position__lte=keeping).order_by("position"):
        event.article, event.previous = "条例第五条", previous
        previous = link_hash(previous, event.content())
        statements.append(
            f"UPDATE ledger_event SET article = '{event.article}', previous = '{event.previous}', "
            f"hash = '{previous}' WHERE id = {event.pk}"
        )
    forge(
        *statements,
        f"DELETE FROM ledger_head WHERE organ_id = {ORGAN}",
        f"INSERT INTO ledger_head (organ_id, position, hash) VALUES ({ORGAN}, {keeping}, '{previous}')",
    )


def test_a_chain_written_anew_with_its_head_is_caught_by_an_exported_head(chain, forge, exported):
    heads.export_daily(date(2026, 3, 5))
    keep("甲9")
    rewritten(forge, keeping=6)
    assert ("ledger.rewritten", ORGAN, 5) in codes()
    status, printed = told()
    assert status == 1
    assert "与此前导出的链头对照得知" in printed


def test_without_an_exported_head_it_is_not(chain, forge):
    rewritten(forge)
    assert [code for code, *_ in codes()] == []


def test_a_tail_cut_with_the_head_moved_back_is_caught_by_an_exported_head(chain, forge):
    heads.export_daily(date(2026, 3, 5))
    last = Event.objects.get(organ_id=ORGAN, position=3)
    forge(
        "DELETE FROM ledger_event WHERE organ_id = 7 AND position > 3",
        f"UPDATE ledger_head SET position = 3, hash = '{last.hash}' WHERE organ_id = 7",
    )
    assert ("ledger.cut", ORGAN, 4) in codes()


def test_a_whole_chain_that_is_gone_is_caught_by_an_exported_head(chain, forge):
    heads.export_daily(date(2026, 3, 5))
    forge("DELETE FROM ledger_event WHERE organ_id = 7", "DELETE FROM ledger_head WHERE organ_id = 7")
    assert ("ledger.cut", ORGAN, 1) in codes()


def test_a_heads_folder_from_another_disk_is_a_witness(chain, forge, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    heads.export_heads(elsewhere, date(2026, 3, 5))
    rewritten(forge)
    assert codes() == []
    assert ("ledger.rewritten", ORGAN, 5) in codes(folders=[elsewhere])
    assert told("--heads", str(elsewhere))[0] == 1


def test_files_of_heads_vouch_for_each_other(chain, exported):
    for number, on in enumerate([date(2026, 3, 5), date(2026, 3, 6), date(2026, 3, 9)]):
        keep(f"丙{number}")
        heads.export_daily(on)
    assert verify() == []
    first = exported / "2026-03-05.json"
    first.chmod(0o600)
    kept = first.read_text("utf-8")
    first.write_text(kept.replace('"on"', '"on" '))
    [trouble] = verify()
    assert trouble.code == "ledger.head_file"
    assert "2026-03-06.json" in trouble.where
    first.unlink()
    assert verify() == []  # the oldest ones may go
    (exported / "2026-03-06.json").unlink()
    first.write_text(kept)
    assert [code for code, *_ in codes()] == ["ledger.head_file"]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"heads": 3}', '{"heads": [[1]], "previous": ""}'])
def test_a_file_of_heads_that_cannot_be_read_is_named(chain, exported, content):
    exported.mkdir()
    (exported / "2026-03-05.json").write_text(content)
    [trouble] = verify()
    assert "读不出来" in trouble.what


def test_the_first_export_of_a_day_stays(chain, exported):
    heads.export_daily(date(2026, 3, 5))
    before = (exported / "2026-03-05.json").read_bytes()
    keep("甲9")
    heads.export_daily(date(2026, 3, 5))
    assert (exported / "2026-03-05.json").read_bytes() == before
    assert json.loads(before)["heads"][0][:2] == [ORGAN, 5]
    assert [path.name for path in exported.iterdir()] == ["2026-03-05.json"]


def test_heads_are_exported_to_another_disk_too(chain, settings, tmp_path):
    settings.HEADS_DIR = str(tmp_path / "disk")
    assert len(heads.export_daily(date(2026, 3, 5))) == 2
    assert (tmp_path / "disk" / "2026-03-05.json").exists()


def test_a_missing_and_a_switched_off_trigger_are_named(chain):
    first, second = triggers._wanted()[:2]
    with connection.cursor() as cursor:
        cursor.execute(triggers._dropping(first))
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {second.table} DISABLE TRIGGER {second.name}")
    named = [first.name] + ([second.name] if connection.vendor == "postgresql" else [])
    assert triggers.missing() == named
    printed = told()[1]
    assert all(name in printed for name in named)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {second.table} ENABLE TRIGGER {second.name}")
    triggers.install()
    assert verify() == []


def test_a_trigger_that_guards_nothing_is_named(chain):
    guard = triggers._wanted()[2]
    with connection.cursor() as cursor:
        cursor.execute(triggers._dropping(guard))
        cursor.execute(triggers._text(guard).replace(guard.when, "NEW.position < 0"))
    assert triggers.missing() == [guard.name]
    triggers.install()


@pytest.mark.parametrize("table", ["ledger_event", "ledger_head", "taggit_tag"])
def test_a_foreign_trigger_is_named(chain, table):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE FUNCTION evil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$"
            )
            cursor.execute(
                f"CREATE TRIGGER evil BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION evil()"
            )
        else:
            cursor.execute(f"CREATE TRIGGER evil BEFORE INSERT ON {table} BEGIN SELECT 1; END")
    [trouble] = verify()
    assert (trouble.code, f"{table}.evil" in trouble.where) == ("ledger.foreign_trigger", True)


def test_a_rule_of_postgresql_that_drops_what_is_written_is_named(chain):
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has rules")
    with connection.cursor() as cursor:
        cursor.execute("CREATE RULE evil AS ON INSERT TO ledger_event DO INSTEAD NOTHING")
    assert [trouble.where for trouble in verify()] == ["数据库触发器或者规则 ledger_event.evil"]


def test_one_organ_alone(chain, forge):
    forge("DELETE FROM ledger_event WHERE organ_id = 7 AND position = 2")
    assert codes(organ=OTHER) == []
    assert codes(organ=ORGAN) == [("ledger.missing", ORGAN, 2)]


def test_other_apps_add_their_checks(chain):
    registry.check("people", lambda: [Trouble("people.duties", "张三", "兼任了两项职责。", "请免去一项。")])
    assert [code for code, *_ in codes()] == ["people.duties"]
