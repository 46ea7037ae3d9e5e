"""Reports of one organ for years that follow each other: what one does to the other, and to the stored sources."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from gongkai.engine.examine import examine
from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Unreadable
from gongkai.web.organs.models import Organ
from gongkai.web.reports import actions, sources
from gongkai.web.reports.actions import taking_in
from gongkai.web.reports.models import NAME_LENGTH, Report

from .conftest import NOW
from .test_actions import NEXT, codes, source

FIRST, SECOND = "dengxia-2024.txt", NEXT


def stored():
    return sorted(path for path in (settings.HOME / "sources").rglob("*") if path.is_file())


@pytest.fixture
def no_sources():
    for path in stored():
        path.unlink()


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Runs an action as if its transaction had ended."""

    def run(action, *args, **more):
        with django_capture_on_commit_callbacks(execute=True):
            return action(*args, by=SYSTEM, at=NOW, **more)

    return run


@pytest.fixture
def counted(monkeypatch):
    """The names of the sources that are examined, and whether a transaction was open."""
    seen = []

    def noted(source, *, last_year=None):
        seen.append((source.name, connection.in_atomic_block))
        return examine(source, last_year=last_year)

    monkeypatch.setattr(taking_in, "examine", noted)
    return seen


def test_a_lost_source_of_last_year_does_not_keep_this_year_out(organ):
    before = actions.take_in(organ, source(FIRST), by=SYSTEM, at=NOW)
    before.source.storage.delete(before.source.name)
    report = actions.take_in(organ, source(SECOND), by=SYSTEM, at=NOW)
    assert report.year == 2025
    assert "T3_CARRY" not in codes(report)


@pytest.mark.parametrize("content", [b"", b"\x00\x01" * 900, b"another text"])
def test_a_damaged_source_of_a_neighbour_does_not_either(organ, content):
    before = actions.take_in(organ, source(FIRST), by=SYSTEM, at=NOW)
    Path(before.source.path).write_bytes(content)
    assert actions.take_in(organ, source(SECOND), by=SYSTEM, at=NOW).year == 2025


@pytest.mark.parametrize(("kept", "sent"), [(FIRST, SECOND), (SECOND, FIRST)])
def test_a_neighbour_that_the_engine_refuses_today_does_not_either(organ, monkeypatch, kept, sent):
    actions.take_in(organ, source(kept), by=SYSTEM, at=NOW)

    def refuse(source, *, last_year=None):
        if Path(source.name).name == kept:
            raise Unreadable("读不了。", "请换一份。")
        return examine(source, last_year=last_year)

    monkeypatch.setattr(taking_in, "examine", refuse)
    actions.take_in(organ, source(sent), by=SYSTEM, at=NOW)
    assert set(organ.reports.values_list("year", flat=True)) == {2024, 2025}


def test_a_withdrawn_report_is_no_longer_last_year(organ, committed):
    before = actions.take_in(organ, source(FIRST), by=SYSTEM, at=NOW)
    actions.take_in(organ, source(SECOND), by=SYSTEM, at=NOW)
    assert "T3_CARRY" in codes(Report.objects.get(year=2025))
    committed(actions.withdraw, before, reason="版本有误")
    [left] = Report.objects.published()
    assert "T3_CARRY" not in codes(left)


def test_a_source_that_another_report_uses_stays(organ, committed, no_sources):
    other = Organ.objects.get(slug="county")
    committed(actions.take_in, organ, source(FIRST))
    committed(actions.take_in, other, source(FIRST))
    committed(actions.take_in, organ, source("zhenxi-2024.txt"))
    assert len(stored()) == 2
    committed(actions.take_in, other, source("zhenxi-2024.txt"))
    assert len(stored()) == 1


def test_the_source_of_a_withdrawn_report_stays_with_the_organ(organ, committed, no_sources):
    report = committed(actions.take_in, organ, source(FIRST))
    committed(actions.withdraw, report, reason="版本有误")
    assert len(stored()) == 1


def test_a_replaced_source_goes(organ, committed, no_sources):
    committed(actions.take_in, organ, source(FIRST))
    report = committed(actions.take_in, organ, source("zhenxi-2024.txt"))
    assert [path.stem for path in stored()] == [report.sha256]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_examined_while_other_writers_wait(organ, counted):
    for name in (FIRST, "zhenxi-2025.docx"):
        actions.take_in(organ, source(name), by=SYSTEM, at=NOW)
    actions.take_in(organ, source("zhenxi-2024.txt"), by=SYSTEM, at=NOW)
    actions.withdraw(Report.objects.get(year=2024), reason="版本有误", by=SYSTEM, at=NOW)
    assert not any(in_transaction for _, in_transaction in counted)


def test_each_source_is_examined_as_seldom_as_can_be(organ, counted):
    def names():
        seen = [Path(name).name for name, _ in counted]
        counted.clear()
        return sorted(seen)

    actions.take_in(organ, source(SECOND), by=SYSTEM, at=NOW)
    assert names() == [SECOND]
    actions.take_in(organ, source(FIRST), by=SYSTEM, at=NOW)
    assert names() == [FIRST, SECOND]
    actions.take_in(organ, source(SECOND), by=SYSTEM, at=NOW)
    assert names() == [FIRST, SECOND, SECOND]


def test_who_was_faster_is_taken_into_account(organ):
    examined = actions.prepare(organ, source(SECOND))
    actions.take_in(organ, source(FIRST), by=SYSTEM, at=NOW)
    assert "T3_CARRY" in codes(actions.keep(examined, by=SYSTEM, at=NOW))


def test_a_source_appears_whole_or_not_at_all(organ, monkeypatch, no_sources):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(sources.os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            sources.store(source(FIRST))
    assert stored() == []
    name = sources.store(source(FIRST))
    [file] = stored()
    file.write_bytes(file.read_bytes()[:100])  # what a crash of an older release left behind
    assert sources.store(source(FIRST)) == name
    assert file.read_bytes() == source(FIRST).data
    assert file.stat().st_mode & 0o077 == 0


def test_names_are_cut_where_the_columns_end(organ):
    long = replace(source(FIRST), name="年" * 300 + ".txt")
    report = actions.take_in(organ, long, by=SYSTEM, at=NOW)
    report.refresh_from_db()
    report.full_clean()
    assert len(report.source_name) == NAME_LENGTH
    assert report.source_name.endswith("年.txt")


def test_a_long_ending_does_not_reach_the_disk(organ):
    report = actions.take_in(organ, replace(source(FIRST), name="x." + "a" * 250), by=SYSTEM, at=NOW)
    assert report.source.read() == source(FIRST).data
