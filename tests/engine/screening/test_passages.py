"""The detectors against 3,000 labelled passages: what is caught of each kind, and what is held to be certain and is not."""

import random
from collections import Counter

import pytest

from gongkai.engine.screening.detect import Found, Text, find
from gongkai.engine.screening.marks import judged
from tests.engine.screening.labelled.passages import Labelled, Planted, labelled

ALL = 3000
SAMPLE = 800
LEAST = {"id18": 1.0, "bank_card": 1.0, "mobile": 0.99, "address": 0.99}
LEAST_PRECISE = 0.99


@pytest.mark.parametrize(("seed", "count"), [(1, SAMPLE), pytest.param(2, ALL, marks=pytest.mark.soak)])
def test_recall_and_precision(seed: int, count: int) -> None:
    chance = random.Random(seed)
    planted: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    blocked = wrong = confirmed = doubted = 0
    missed, taken = [], []
    for _ in range(count):
        passage = labelled(chance)
        every = find(Text(passage.text))
        for one in passage.planted:
            planted[one.kind] += 1
            is_caught = any(_is(found, one, passage) for found in every)
            caught[one.kind] += is_caught
            missed += [] if is_caught else [(one.kind, passage.text[one.start - 12 : one.stop + 8])]
        for found in every:
            is_true = any(_overlaps(found, one) for one in passage.planted)
            level = judged(found)[0]
            blocked += level == "block"
            wrong += level == "block" and not is_true
            confirmed += level == "confirm"
            doubted += level == "confirm" and not is_true
            if level != "info" and not is_true:
                taken.append((found.detector.code, level, passage.text[found.start - 12 : found.stop + 8]))
    shares = {kind: caught[kind] / planted[kind] for kind in LEAST}
    print(
        f"{count} passages; recall {shares}; block: {wrong} wrong of {blocked}; confirm: {doubted} of {confirmed}"
    )
    assert all(shares[kind] >= LEAST[kind] for kind in LEAST), (shares, missed[:12])
    assert blocked - wrong >= LEAST_PRECISE * blocked, taken[:12]
    assert confirmed - doubted >= LEAST_PRECISE * confirmed, taken[:12]


def _is(found: Found, planted: Planted, passage: Labelled) -> bool:
    """Whether all digits of what was planted are found, as what it is and not as a mere hint."""
    shown = [place for place in range(planted.start, planted.stop) if passage.text[place].isdecimal()]
    return found.detector.code == planted.kind and judged(found)[0] != "info" and set(shown) <= set(found.at)


def _overlaps(found: Found, planted: Planted) -> bool:
    return found.start < planted.stop and planted.start < found.stop
