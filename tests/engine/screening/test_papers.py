"""Screening of 600 labelled files: every planted number is found in its place, and hardly anything else is."""

import random
from collections import Counter

import pytest

from gongkai.engine.screening import Mark, screen_file
from tests.engine.screening.labelled.papers import papers
from tests.engine.screening.labelled.planting import Paper, Planted
from tests.engine.screening.made import KEY

ALL, SAMPLE = 600, 60
LEAST = {"id18": 1.0, "bank_card": 1.0, "mobile": 0.99, "address": 0.99}
LEAST_PRECISE = 0.99


@pytest.mark.parametrize(("seed", "count"), [(1, SAMPLE), pytest.param(2, ALL, marks=pytest.mark.soak)])
def test_recall_and_precision(seed: int, count: int) -> None:
    planted: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    marked = wrong = 0
    missed, taken = [], []
    for paper in papers(count, random.Random(seed)):
        marks = [
            mark for mark in screen_file(paper.data, name=paper.name, key=KEY).marks if mark.level != "info"
        ]
        for one in paper.planted:
            planted[one.kind] += 1
            is_caught = any(_is(mark, one) for mark in marks)
            caught[one.kind] += is_caught
            missed += [] if is_caught else [(paper.name, one, [(mark.code, mark.place) for mark in marks])]
        blocked = [mark for mark in marks if mark.level == "block"]
        false = [mark for mark in blocked if not _is_planted(mark, paper)]
        marked, wrong = marked + len(blocked), wrong + len(false)
        taken += [(mark.code, mark.level, mark.place, mark.context) for mark in false]
    shares = {kind: caught[kind] / planted[kind] for kind in LEAST}
    print(
        f"{count} files; {sum(planted.values())} planted; recall {shares}; {wrong} wrong of {marked} that block"
    )
    assert all(shares[kind] >= LEAST[kind] for kind in LEAST), missed[:8]
    assert marked - wrong >= LEAST_PRECISE * marked, taken[:8]


def _is(mark: Mark, planted: Planted) -> bool:
    is_value = planted.kind == "address" or mark.found[-3:] == planted.value[-3:]
    return mark.code == planted.kind and is_value and planted.place in mark.place


def _is_planted(mark: Mark, paper: Paper) -> bool:
    return any(_is(mark, one) for one in paper.planted)
