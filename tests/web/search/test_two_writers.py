"""Several publish at once: numbers are given out in the order in which they become visible, and a reader misses none."""

import threading
import time
from contextlib import closing

import pytest
from django.db import connection

from gongkai.kernel.duties import SYSTEM
from gongkai.web.ledger.actions import act
from gongkai.web.search import selectors
from gongkai.web.search.actions import put
from gongkai.web.search.models import Entry
from gongkai.web.search.registry import Found
from tests.web.conftest import NOW

from .conftest import LABEL, listed, removed

pytestmark = pytest.mark.django_db(transaction=True)
SECONDS = 60


def _started(work, *said):
    """Somebody at work, with a connection of his own."""

    def run():
        with closing(connection):
            work(*said)

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def _found(organ, pk):
    return Found(LABEL, pk, organ.pk, "notice", f"防汛安排{pk}", f"/{pk}/", published_on=NOW.date())


def test_the_second_gets_his_number_when_the_first_is_through(townships):
    first, second, _ = townships
    is_written, may_end = threading.Event(), threading.Event()

    def write_slowly():
        with act("test.list", first.pk, by=SYSTEM, at=NOW) as pen:
            put(pen, _found(first, 1))
            is_written.set()
            assert may_end.wait(SECONDS)

    slow = _started(write_slowly)
    assert is_written.wait(SECONDS)
    quick = _started(listed, second, 2, "低保名单")
    quick.join(0.5)
    assert quick.is_alive()
    assert selectors.changes(0, 10) == []
    may_end.set()
    for one in (slow, quick):
        one.join(SECONDS)
    assert [(one.number, one.subject_id) for one in selectors.changes(0, 10)] == [(1, 1), (2, 2)]


def test_whoever_follows_the_numbers_meanwhile_misses_nothing(townships):
    is_over, seen = threading.Event(), {}

    def write(organ, begin):
        for pk in range(begin, begin + 9):
            listed(organ, pk, f"防汛安排{pk}")
            if pk % 3 == 0:
                removed(organ, pk)

    def follow():
        last, is_last_look = 0, False
        while not is_last_look:
            is_last_look = is_over.is_set()
            for entry in selectors.changes(last, 5 if not is_last_look else 1000):
                assert entry.number > last
                last = entry.number
                seen[entry.subject_id] = (entry.number, entry.removed_at is not None)
            time.sleep(0.005)

    reader = _started(follow)
    writers = [_started(write, organ, 100 * place) for place, organ in enumerate(townships, start=1)]
    for one in writers:
        one.join(SECONDS)
    is_over.set()
    reader.join(SECONDS)
    stored = Entry.objects.values_list("subject_id", "number", "removed_at")
    assert seen == {pk: (number, gone is not None) for pk, number, gone in stored}
    assert len(seen) == 27
