"""A tick: what is due, and once each day what happens every day; a second one finds nothing to do."""

from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from gongkai.web.outbox import sweeps
from gongkai.web.outbox.models import MOST_ATTEMPTS, Errand
from gongkai.web.outbox.worker import drain

from .conftest import NOON, asked


@pytest.fixture
def days(topics):
    """The days of which a daily sweep was told."""
    seen = []
    topics.handler("test.daily")(lambda task: seen.append(task.payload["on"]))
    topics.daily("test.daily")(print)
    return seen


def tick(at):
    return list(drain(now=lambda: at))


def said(*options):
    out = StringIO()
    call_command("tick", *options, stdout=out)
    return out.getvalue()


def test_a_daily_sweep_runs_once_each_day_of_shanghai(days, db):
    for hours in (0, 1, 11.9, 12.1, 24, 100):
        tick(NOON + timedelta(hours=hours))
    assert days == ["2026-03-05", "2026-03-06", "2026-03-09"]


def test_the_second_tick_of_a_day_asks_nothing_of_the_database_but_whether_there_is_work(
    days, db, django_assert_num_queries
):
    tick(NOON)
    with django_assert_num_queries(2):
        tick(NOON)


def test_what_was_done_long_ago_is_forgotten(topics, runs, db):
    topics.handler("outbox.prune")(sweeps.prune)
    asked("test.exact", "old")
    asked("test.exact", "open", due_at=NOON + timedelta(days=999))
    tick(NOON)
    topics.daily("outbox.prune")(sweeps.prune)
    tick(NOON + timedelta(days=settings.OUTBOX_DAYS - 1))
    assert Errand.objects.filter(key="old").exists()
    tick(NOON + timedelta(days=settings.OUTBOX_DAYS + 1))
    assert not Errand.objects.filter(key="old").exists()
    assert Errand.objects.filter(key="open").exists()


def test_the_command_says_what_it_did(runs, db):
    runs.fails = ValueError("planned")
    asked("test.exact", "1")
    asked("test.exact", "2")
    asked("test.failing")
    assert said() == (
        "办结 2 件后台事务（test.exact 2 件）。1 件没有办成（test.failing 1 件：ValueError），稍后会自动再试。\n"
    )
    assert said() == "没有到期的后台事务。\n"


def test_the_command_names_what_is_stuck_and_tries_it_anew_when_asked(runs, db):
    asked("test.failing")
    Errand.objects.update(attempts=MOST_ATTEMPTS, problem="unwritable")
    assert said() == "没有到期的后台事务。\n需要处理：test.failing 1，试过 12 次，unwritable。\n"
    assert said("--again").startswith("1 件多次没有办成的事务已重新排队。\n办结 1 件后台事务")


def test_a_worker_that_is_told_to_stop_ends_after_the_errand_in_its_hands(runs, db):
    asked("test.exact", "1")
    asked("test.exact", "2")
    assert len(list(drain(now=lambda: NOON, is_stopped=lambda: bool(runs)))) == 1
