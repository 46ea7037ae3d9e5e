"""Several people at once: the tree stays a tree, and everything below an organ goes with it."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Refused
from gongkai.web.organs.actions import Passing, move, pass_functions
from gongkai.web.organs.models import Organ
from tests.web.conftest import NOW

from .planting import is_sound, organ_below

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


def together(*works: Callable[[], object]) -> list[str]:
    """Do all of it at the same moment; how each ended."""
    ends: list[str] = []
    gate = threading.Barrier(len(works))

    def one(work: Callable[[], object]) -> None:
        try:
            gate.wait(60)
            work()
            ends.append("done")
        except Refused:
            ends.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)


def moving(organ: Organ, parent: Organ | None) -> Callable[[], object]:
    return lambda: move(Organ.objects.get(pk=organ.pk), parent, by=SYSTEM, at=NOW)


def test_two_moves_never_close_a_circle(county):
    a, c = organ_below(county, "a"), organ_below(county, "c")
    b, d = organ_below(c, "b"), organ_below(a, "d")  # a goes below b, c goes below d: each alone is fine
    for _ in range(ROUNDS):
        assert together(moving(a, b), moving(c, d)) == ["done", "refused"]
        assert is_sound()
        for organ in (a, c):
            move(organ, county, by=SYSTEM, at=NOW)


def test_an_organ_founded_while_its_parent_moves_goes_along(county, organ):
    zone = organ_below(county, "zone")
    for number in range(ROUNDS):
        ends = together(moving(organ, zone), lambda slug=f"s{number}": organ_below(organ, slug))
        assert ends == ["done", "done"]
        assert is_sound()
        move(organ, county, by=SYSTEM, at=NOW)


def test_organs_that_pass_functions_to_each_other_wait_in_no_ring(county, organ):
    def passing(one: Organ, other: Organ) -> Callable[[], object]:
        how = {"on": NOW.date(), "document": "文件", "by": SYSTEM, "at": NOW}
        return lambda: pass_functions(one, Passing(other, "甲"), **how)

    for _ in range(ROUNDS):
        assert together(passing(county, organ), passing(organ, county)) == ["done", "done"]
