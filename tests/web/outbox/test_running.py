"""Running: what is due, each once, whatever becomes of the others."""

import logging
import threading
import time
from datetime import timedelta

import pytest
from django.db import connection, transaction

from gongkai.kernel.problems import Unwritable
from gongkai.web.foundations.models import User
from gongkai.web.outbox.actions import AlreadySettled, ask_again, pause, settle
from gongkai.web.outbox.models import MOST_ATTEMPTS, Errand
from gongkai.web.outbox.running import Outcome, run_next
from gongkai.web.outbox.selectors import stuck

from .conftest import MINUTE, NOON, asked


def drained(at=NOON):
    return list(iter(lambda: run_next(at=at), None))


def test_what_is_due_is_run_the_longest_waiting_first(runs, db):
    asked("test.exact", "late", due_at=NOON)
    asked("test.outside", "early", due_at=NOON - MINUTE, case=17)
    asked("test.exact", "future", due_at=NOON + MINUTE)
    assert drained() == [Outcome("test.outside"), Outcome("test.exact")]
    assert [(task.key, dict(task.payload), task.attempt) for task in runs] == [
        ("early", {"case": 17}, 1),
        ("late", {}, 1),
    ]
    assert runs[0].mark == "test.outside:early"
    assert [errand.key for errand in Errand.objects.open()] == ["future"]


def test_an_exact_effect_and_its_mark_are_one(topics, db):
    @topics.handler("test.half")
    def half(task):
        User.objects.create(username="half")
        raise RuntimeError("after the effect")

    asked("test.half")
    assert drained() == [Outcome("test.half", "RuntimeError")]
    assert not User.objects.exists()
    assert Errand.objects.get().done_at is None


def test_a_failure_is_tried_again_after_growing_pauses_until_it_is_stuck(runs, db):
    runs.fails = Unwritable("磁盘已满。", "请清理。")
    asked("test.failing")
    asked("test.exact", "other", due_at=NOON)
    assert drained() == [Outcome("test.failing", "unwritable"), Outcome("test.exact")]
    at, waits = NOON, []
    while drained(at) or not stuck().exists():
        waits.append(Errand.objects.get(topic="test.failing").next_at - at)
        at += waits[-1]
    assert waits == [pause(attempt) for attempt in range(1, MOST_ATTEMPTS + 1)]
    assert waits == sorted(waits)
    assert waits[0] == MINUTE / 2
    assert len(runs) == MOST_ATTEMPTS + 1
    assert stuck().get().problem == "unwritable"
    assert not drained(at + timedelta(days=365))

    runs.fails = None
    assert ask_again(at=at) == 1
    assert drained(at) == [Outcome("test.failing")]
    assert not stuck().exists()


def test_the_log_tells_where_it_failed_and_nothing_of_what_it_was_about(runs, db, caplog):
    runs.fails = ValueError("张三 110101199001011237")
    asked("test.failing")
    with caplog.at_level(logging.INFO):
        drained()
    assert "test.failing failed, attempt 1: ValueError in fail" in caplog.text
    assert "张三" not in caplog.text


def test_what_hangs_is_stopped_when_its_lease_ends(topics, db):
    topics.outside("test.hanging", lease=timedelta(seconds=0.2))(lambda task: time.sleep(300))
    asked("test.hanging")
    started = time.monotonic()
    assert drained() == [Outcome("test.hanging", "TookTooLong")]
    assert time.monotonic() - started < 100


def test_an_errand_that_kills_its_worker_is_counted_and_stands_behind_the_others(topics, db):
    @topics.handler("test.deadly")
    def die(task):
        raise SystemExit

    asked("test.deadly")
    for attempt in range(1, MOST_ATTEMPTS + 1):
        at = NOON + attempt * timedelta(hours=1)
        with pytest.raises(SystemExit):
            run_next(at=at)
        assert Errand.objects.get().attempts == attempt
        assert not drained(at), "its lease has not ended"
    assert stuck().exists()
    assert not drained(NOON + timedelta(days=365))


def test_what_another_worker_settled_meanwhile_is_undone_here(topics, db):
    @topics.outside("test.slow")
    def slow(task):
        Errand.objects.update(lease=None, done_at=NOON)  # the other worker, after our lease had ended
        with transaction.atomic():
            User.objects.create(username="twice")
            settle(task)

    asked("test.slow")
    assert drained() == [Outcome("test.slow")]
    assert not User.objects.exists()


def test_a_handler_may_settle_with_an_act_of_its_own(topics, db):
    @topics.outside("test.acting")
    def act(task):
        with transaction.atomic():
            settle(task)
            User.objects.create(username="once")
        raise RuntimeError("after everything was done")

    asked("test.acting")
    drained()
    assert Errand.objects.get().done_at == NOON
    assert User.objects.count() == 1
    assert not drained(NOON + timedelta(days=1))


def test_settling_what_is_not_in_our_hands_is_refused(runs, db):
    asked("test.outside")
    run_next(at=NOON)
    with pytest.raises(AlreadySettled):
        settle(runs[0])


def test_a_topic_that_is_gone_waits_and_is_shown(runs, topics, db):
    asked("test.exact")
    del topics._handlers["test.exact"]
    assert not drained()
    assert stuck().get().topic == "test.exact"


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_run_each_errand_once(topics):
    @topics.handler("test.counted")
    def count(task):
        User.objects.create(username=f"effect {task.key}")

    for key in range(60):
        asked("test.counted", str(key))

    def work():
        drained()
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert not Errand.objects.open().exists()
    assert set(Errand.objects.values_list("attempts", flat=True)) == {1}
    assert User.objects.count() == 60
