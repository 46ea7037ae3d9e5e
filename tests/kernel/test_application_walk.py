"""Applications walked at random by their table: nothing outside it, one result a closed case, the fold says the same."""

import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from gongkai.kernel.application import CaseStanding, happen, lawful, state
from gongkai.kernel.case import CaseEvent, Happened
from gongkai.kernel.lifecycle import begun
from gongkai.kernel.problems import NotLawful
from tests.kernel.applications import IN_TIME, START, TABLE, TOO_LATE


def _filled(move, case, chance):
    """An event for a move, with what it needs."""
    ids = sorted(case.asked)
    new = f"c{len(case.consultations) + 1}"
    is_new = move.event is Happened.CONSULTATION_SENT
    undelivered = [one for one in ids if not case.asked[one]]
    open_ids = undelivered if move.event is Happened.CONSULTATION_RECEIVED else ids
    outcome = chance.choice(move.outcomes) if move.outcomes else case.reply
    return {
        "reason": "理由",
        "days": 20,
        "of": move.of,
        "by": move.by,
        "id": new if is_new or not open_ids else chance.choice(open_ids),
        "outcome": outcome if "outcome" in move.needs else "",
    }


# Taken less often, or hardly any case would live to its reply.
SIDE_EXITS = {Happened.WITHDRAWN, Happened.VOIDED, Happened.SPLIT, Happened.REPORTED_UP, Happened.SEARCHED}


def _chosen(among, chance):
    weights = [0.05 if one.move.event in SIDE_EXITS else 1 for one in among]
    return chance.choices(among, weights)[0]


def _walk(chance, *, length):
    """One case: any move on any day, lawful or not; what is offered goes through, what is not is refused."""
    case, told, on, stood = CaseStanding(standing=begun(TABLE)), [], START, []
    for _ in range(length):
        on += timedelta(chance.randint(1, 9))
        facts = chance.choice([IN_TIME, TOO_LATE, replace(IN_TIME, is_late_notice=True)])
        offered = lawful(told, on=on, facts=facts, lifecycle=TABLE)
        open_ones = [one for one in offered if one.is_lawful]
        one = _chosen(open_ones if open_ones and chance.random() < 0.8 else offered, chance)
        limits = {"limit_on": on + timedelta(5), "until": on + timedelta(30)}
        new = CaseEvent(kind=one.move.event, on=on, **limits, **_filled(one.move, case, chance))
        taken = TABLE.move_of(new, state=case.state.code)
        try:
            after = happen(case, new, lifecycle=TABLE, facts=facts)
        except NotLawful:
            assert not one.is_lawful
            continue
        # An event may be lawful by another move of its kind.
        assert one.is_lawful or taken is not one.move
        there = taken.steps[case.state.code]
        assert after.state.code in (there, case.state.code if taken.awaits_all else there)
        case = after
        told.append(new)
        stood.append(case)
        _must_hold(case)
    return told, stood


def _must_hold(case):
    assert case.state is TABLE.states[case.state.code]
    has_result = case.outcome != ""
    if not case.state.is_open:
        assert has_result is case.state.has_outcome
        assert case.concluded_on is not None
    elif case.round == 1:
        assert not has_result
    assert bool(case.asked) is (case.state.code == "consulting")


def _many(moves, *, seed):
    chance, reached, refused = random.Random(seed), Counter(), 0
    count = 0
    while count < moves:
        length = chance.randint(5, 40)
        told, stood = _walk(chance, length=length)
        for place, case in enumerate(stood, 1):
            assert state(told[:place], lifecycle=TABLE) == case
            reached[case.state.code] += 1
        mixed = chance.sample(told, len(told))
        if stood:
            assert state(mixed, lifecycle=TABLE) == stood[-1]
        refused += length - len(told)
        count += length
    return reached, refused


def test_a_walk_at_random():
    reached, refused = _many(2_500, seed=7)
    assert set(reached) == set(TABLE.states)
    assert refused > 100


@pytest.mark.soak
def test_100_000_moves():
    reached, refused = _many(100_000, seed=2026)
    assert set(reached) == set(TABLE.states)
    assert min(reached.values()) > 20
    assert refused > 3_000
