"""Cases taken at random through the database: nothing outside the table, caches equal a fresh fold, one result a case."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from gongkai.kernel.case import CaseEvent, Happened
from gongkai.kernel.duties import PUBLIC, SYSTEM
from gongkai.kernel.problems import Problem
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.lawbook.outcomes import outcome_law
from gongkai.web.applications.actions.charging import notice_fee, propose_fee, record_payment
from gongkai.web.applications.actions.consulting import Asked, consult, deliver, take_opinion
from gongkai.web.applications.actions.inquiring import SearchTold, record_search
from gongkai.web.applications.actions.intake import apply, confirm
from gongkai.web.applications.actions.moving import clock_of, derive, held, standing_of
from gongkai.web.applications.actions.steps import LOOKED_AT, SIMPLE, assign, offers, step, take
from gongkai.web.applications.actions.sweeping import sweep
from gongkai.web.applications.identity import Identity
from gongkai.web.applications.models import Application, Channel
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.verify import verify
from gongkai.web.organs.actions import add_section
from gongkai.web.organs.models import Section
from tests.web.conftest import NOW

from .happenings import moment

TABLE, LAW = case_lifecycle(), outcome_law()
# Taken less often, or hardly any case would live to its reply.
SIDE_EXITS = {Happened.WITHDRAWN, Happened.VOIDED, Happened.SPLIT, Happened.REPORTED_UP, Happened.SEARCHED}
SEARCH = {"places": "档案室", "terms": "补贴", "people": "林小溪", "result": "没有找到"}


class Walk:
    """One case, moved by chance on days that go on; each move through its own act where this test has it."""

    def __init__(self, case, *, chance, colleagues, section):
        self.case, self.chance, self.section = case, chance, section
        self.clerk, self.head = colleagues
        self.on = case.submitted_at.date()
        self.refused, self.reached = 0, Counter()

    def go(self, steps):
        for _ in range(steps):
            self.on += timedelta(self.chance.choice([0, 0, 1, 1, 2, 3, 9, 25]))
            if self.chance.random() < 0.2:
                sweep(on=self.on, at=moment(self.on))
            self._move()
            self.reached[must_hold(self.case.pk)] += 1

    def _move(self):
        self.case = Application.objects.get(pk=self.case.pk)
        offered = offers(self.case, on=self.on)
        lawful = [one for one in offered if one.is_lawful]
        among = lawful if lawful and self.chance.random() < 0.85 else offered
        weights = [0.05 if one.move.event in SIDE_EXITS else 1 for one in among]
        move = self.chance.choices(among, weights)[0].move
        before = Event.objects.filter(kind="ledger.refused").count()
        try:
            getattr(self, f"_{move.code}", self._entered)(move)
        except Problem:
            self.refused += 1
            assert Event.objects.filter(kind="ledger.refused").count() == before + 1

    def _entered(self, move):
        """A simple step, or the event alone of an act of somebody else's."""
        event, at = self._event(move), moment(self.on)
        if move.code in SIMPLE:
            step(self.case, event, by=SYSTEM, at=at)
            return
        with act(f"applications.{move.code}", self.case.organ_id, by=SYSTEM, at=at) as pen:
            take(pen, held(self.case), event, met=LOOKED_AT)

    def _event(self, move):
        outcome = self.chance.choice(move.outcomes) if move.outcomes else standing_of(self.case).reply
        limit = self.on + timedelta(self.chance.choice([10, 30]))
        filled = {
            "reason": "理由",
            "days": self.chance.choice([5, 20]),
            "limit_on": limit,
            "until": self.on + timedelta(60),
            "of": move.of,
            "by": move.by,
            "outcome": outcome,
        }
        told = {name: value for name, value in filled.items() if name in move.needs}
        reason = {"reason": "理由"} if self.chance.random() < 0.5 else {}
        return CaseEvent(kind=move.event, on=self.on, **{**reason, **told}, **self._asked(move))

    def _asked(self, move):
        return {"id": self.chance.choice([*standing_of(self.case).asked, "c9"])} if "id" in move.needs else {}

    def _receive(self, _move):
        confirm(self.case, on=self.on, by=self.clerk, at=moment(self.on))

    def _assign(self, _move):
        assign(self.case, section=self.section, handler=None, by=self.clerk, at=moment(self.on))

    def _search(self, _move):
        record_search(self.case, SearchTold(on=self.on, **SEARCH), by=self.clerk, at=moment(self.on))

    def _consult(self, move):
        asked = Asked(of=move.of, about="一行", identity=Identity(name="赵春生"))
        consult(self.case, asked, on=self.on, by=self.clerk, at=moment(self.on))

    _consult_third_party = _consult_organ = _consult_co_maker = _consult

    def _deliver_consultation(self, move):
        if consultation := self._consultation():
            deliver(consultation, on=self.on, by=self.clerk, at=moment(self.on))
        else:
            self._entered(move)

    def _close_consultation(self, move):
        if consultation := self._consultation():
            opinion = self.chance.choice(["agrees", "refuses", "silent", "returned"])
            told = {"opinion": opinion, "grounds": "不便公开。", "on": self.on, "by": self.clerk}
            take_opinion(consultation, **told, at=moment(self.on))
        else:
            self._entered(move)

    def _consultation(self):
        return self.chance.choice([*self.case.consultations.all(), None])

    def _notice_fee(self, _move):
        pages = self.chance.choice([20, 150])
        at = moment(self.on)
        fee = propose_fee(self.case, method="by_volume", quantity=pages, by=self.clerk, at=at)
        notice_fee(fee, on=self.on, by=self.head, at=at)

    def _pay(self, move):
        if hasattr(self.case, "fee"):
            record_payment(self.case.fee, on=self.on, receipt_no="1", by=self.clerk, at=moment(self.on))
        else:
            self._entered(move)


def must_hold(pk):
    """The row says what its happenings say, and ends with exactly one result; the state in which it stands."""
    stored, fresh = Application.objects.get(pk=pk), Application.objects.get(pk=pk)
    standing = standing_of(stored)
    assert stored.state in TABLE.states
    derive(fresh, standing, clock_of(stored))
    for field in Application._meta.concrete_fields:
        assert getattr(fresh, field.attname) == getattr(stored, field.attname), field.name
    is_over = stored.concluded_on is not None
    assert is_over or standing.state.is_open
    if is_over and standing.state.has_outcome:
        row = LAW.outcomes[stored.outcome].row
        assert stored.is_counted == bool(row)
        assert stored.row in ((row, LAW.late) if stored.received_on else ("",)) or row is None
    else:
        assert (stored.outcome if standing.state.has_outcome else "") == ""
    must_stand_on_both_sides(stored)
    if not standing.state.is_open:
        assert stored.next_on is None
    open_ones = {one.ref for one in stored.consultations.filter(opinion="")}
    assert set(standing.asked) <= open_ones
    return stored.state


def must_stand_on_both_sides(stored):
    """A case that is counted came in before it went out, and went out in a row of the report."""
    assert stored.counted_in_on in (stored.received_on, None)
    assert bool(stored.row) == (stored.counted_out_on is not None)
    if stored.counted_out_on:
        assert stored.counted_in_on <= stored.counted_out_on


def _many(applied, cases, *, seed, colleagues, section):
    chance, reached, refused, taken = random.Random(seed), Counter(), 0, set()
    for _ in range(cases):
        on = date(2026, 1, 5) + timedelta(chance.randint(0, 200))
        channel = chance.choice([Channel.INTERNET, Channel.IN_PERSON, Channel.FAX])
        told = {"by": PUBLIC if channel == Channel.INTERNET else SYSTEM, "at": moment(on)}
        case = apply(replace(applied, channel=channel), **told).application
        walk = Walk(case, chance=chance, colleagues=colleagues, section=section)
        walk.go(chance.randint(5, 25))
        refused += walk.refused
        reached += walk.reached
        taken |= set(case.happenings.values_list("kind", flat=True))
    return reached, refused, taken


@pytest.fixture
def walked(applied, viewer_of, organ):
    section = add_section(Section(organ=organ, name="农业农村办"), by=SYSTEM, at=NOW)
    colleagues = viewer_of("clerk", organ), viewer_of("office_head", organ)

    def many(cases, *, seed):
        return _many(applied, cases, seed=seed, colleagues=colleagues, section=section)

    return many


def test_a_walk_at_random(walked):
    reached, refused, taken = walked(20, seed=11)
    assert len(reached) > 5
    assert refused > 10
    assert len(taken) > 15
    assert not verify()


@pytest.mark.soak
def test_three_hundred_cases(walked):
    reached, refused, taken = walked(300, seed=2026)
    assert set(reached) == set(TABLE.states)
    assert refused > 300
    assert taken == {move.event.value for move in TABLE.moves.values()}
    assert not verify()
