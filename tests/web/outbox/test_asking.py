"""Asking: only in the transaction of the cause, once for each occasion, and with nothing but names of things."""

import pytest
from django.db import transaction

from gongkai.web.outbox.actions import ask, prune
from gongkai.web.outbox.models import Errand
from gongkai.web.outbox.running import run_next

from .conftest import MINUTE, NOON, asked


@pytest.mark.django_db(transaction=True)
def test_an_errand_shares_the_fate_of_its_cause(runs):
    def cause():
        with transaction.atomic():
            ask("test.exact", {"case": 17}, key="17", due_at=NOON)
            raise RuntimeError("the cause does not happen")

    with pytest.raises(RuntimeError):
        cause()
    assert not Errand.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_nobody_asks_outside_a_transaction(runs):
    with pytest.raises(transaction.TransactionManagementError):
        ask("test.exact", {}, key="17", due_at=NOON)


def test_the_same_occasion_is_asked_for_once_even_after_it_is_done(runs, db):
    asked("test.exact", "17-extended")
    asked("test.exact", "17-extended", due_at=NOON + MINUTE)
    assert run_next(at=NOON)
    asked("test.exact", "17-extended")
    assert not run_next(at=NOON)
    assert len(runs) == Errand.objects.count() == 1


def test_the_same_key_of_two_topics_is_two_occasions(runs, db):
    asked("test.exact")
    asked("test.outside")
    assert Errand.objects.count() == 2


def test_a_key_is_free_again_when_the_errand_is_forgotten(runs, db):
    asked("test.exact")
    asked("test.exact", "open")
    assert run_next(at=NOON)
    assert prune(before=NOON) == 0
    assert prune(before=NOON + MINUTE) == 1
    assert [errand.key for errand in Errand.objects.all()] == ["open"]


def test_a_topic_that_nobody_runs_is_a_mistake(topics, db):
    with pytest.raises(LookupError, match=r"test\.unknown"):
        ask("test.unknown", {}, key="1", due_at=NOON)


@pytest.mark.parametrize("item", [None, 1.5, ["17"], {"name": "x"}, "长" * 101])
def test_only_names_of_things_are_kept(runs, db, item):
    with pytest.raises(ValueError, match="ids, codes and days"):
        ask("test.exact", {"item": item}, key="1", due_at=NOON)


def test_two_handlers_of_one_topic_are_a_mistake(runs, topics):
    with pytest.raises(ValueError, match=r"test\.exact"):
        topics.handler("test.exact")(print)


def test_only_what_somebody_runs_can_be_daily(topics):
    with pytest.raises(LookupError):
        topics.daily("test.unknown")(print)
