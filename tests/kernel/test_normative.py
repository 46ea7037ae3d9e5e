"""The life of a normative document: walked at random by its table, and its periods."""

from collections import deque
from datetime import date, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from gongkai.kernel.lifecycle import MoveTaken, begun, fold, open_moves, take
from gongkai.kernel.normative import Phase
from gongkai.kernel.problems import Refused
from gongkai.kernel.workdays import add_months
from gongkai.lawbook.normative import normative_law

LAW = normative_law()
TABLE = LAW.lifecycle
START = date(2026, 1, 5)
USUAL = "consult assess send_to_review pass_review deliberate sign register publish file acknowledge interpret".split()
ALL = set(TABLE.requirements)


def walked(*codes, facts=ALL):
    standing = begun(TABLE)
    for place, code in enumerate(codes):
        standing = take(standing, MoveTaken(code, START + timedelta(place)), lifecycle=TABLE, facts=facts)
    return standing


def test_the_usual_way():
    standing = walked(*USUAL)
    assert (standing.state.code, standing.since_on) == ("filed", START + timedelta(8))
    assert standing.done["publish"] == START + timedelta(7)
    assert {"repeal", "clean_up", "extend", "amend", "expire"} <= {
        move.code for move in open_moves(standing, lifecycle=TABLE)
    }


def test_a_clean_up_leaves_the_state_as_it_is():
    before = walked(*USUAL)
    after = walked(*USUAL, "clean_up")
    assert (after.state, after.since_on) == (before.state, before.since_on)
    assert "clean_up" in after.done


@pytest.mark.parametrize("code", ["publish", "register", "sign", "deliberate", "file", "repeal", "expire"])
def test_nothing_is_skipped(code):
    with pytest.raises(Refused, match="处于“起草”环节"):
        walked(code)


def test_what_is_sent_back_is_reviewed_anew():
    way = [
        "skip_consultation",
        "send_to_review",
        "pass_review",
        "send_back",
        "skip_consultation",
        "send_to_review",
    ]
    with pytest.raises(Refused, match="还没有办过“通过合法性审核”"):
        walked(*way, "deliberate")
    assert walked(*way, "pass_review", "deliberate").state.code == "deliberated"


@pytest.mark.parametrize("lacking", sorted(ALL))
def test_what_must_be_so_is_told_when_it_is_not(lacking):
    with pytest.raises(Refused, match=TABLE.requirements[lacking].refusal):
        walked(*USUAL, facts=ALL - {lacking})


def test_days_go_forward():
    with pytest.raises(Refused, match="早于前一步"):
        fold([MoveTaken("consult", START), MoveTaken("assess", START - timedelta(1))], lifecycle=TABLE)


def test_every_state_is_reached_and_what_is_over_stays_over():
    """The table itself, state by state, without the moves that must come before."""
    seen, waiting = {TABLE.start.code}, deque([TABLE.start.code])
    while waiting:
        here = waiting.popleft()
        for move in TABLE.moves.values():
            there = move.steps.get(here)
            if there and there not in seen:
                seen.add(there)
                waiting.append(there)
    assert seen == set(TABLE.states)
    over = {code for code, state in TABLE.states.items() if state.phase is Phase.OVER}
    assert not any(over & set(move.steps) for move in TABLE.moves.values())


class Life(RuleBasedStateMachine):
    """Any moves in any order: whatever comes into force went through review, signature and registration first."""

    @initialize()
    def begin(self):
        self.standing, self.taken, self.on = begun(TABLE), [], START

    @rule(
        code=st.sampled_from(sorted(TABLE.moves)),
        days=st.integers(0, 400),
        facts=st.sets(st.sampled_from(sorted(ALL))),
    )
    def whatever(self, code, days, facts):
        self._try(code, self.on + timedelta(days), facts)

    @precondition(lambda self: open_moves(self.standing, lifecycle=TABLE))
    @rule(data=st.data(), days=st.integers(0, 60))
    def offered(self, data, days):
        """What is offered goes through when all requirements are met."""
        move = data.draw(st.sampled_from(open_moves(self.standing, lifecycle=TABLE)))
        assert self._try(move.code, self.on + timedelta(days), ALL)

    def _try(self, code, on, facts):
        is_offered = code in {move.code for move in open_moves(self.standing, lifecycle=TABLE)}
        is_met = set(TABLE.moves[code].requires) <= set(facts)
        try:
            after = take(self.standing, MoveTaken(code, on), lifecycle=TABLE, facts=facts)
        except Refused:
            assert not (is_offered and is_met)
            return False
        assert is_offered
        assert is_met
        self.standing, self.on = after, on
        self.taken.append(MoveTaken(code, on))
        return True

    @invariant()
    def the_fold_says_the_same(self):
        assert fold(self.taken, lifecycle=TABLE) == self.standing

    @invariant()
    def what_binds_went_the_whole_way(self):
        codes = {one.move for one in self.taken}
        has_bound = self.standing.state.phase is Phase.IN_FORCE or self.standing.state.code in {
            "repealed",
            "expired",
        }
        if has_bound and "take_over" not in codes:
            assert {"pass_review", "deliberate", "sign", "register", "publish"} <= codes
            order = [one.move for one in self.taken]
            last_back = max((place for place, code in enumerate(order) if code == "send_back"), default=-1)
            assert "pass_review" in order[last_back + 1 :]

    @invariant()
    def what_is_over_offers_nothing(self):
        if self.standing.state.phase is Phase.OVER:
            assert not open_moves(self.standing, lifecycle=TABLE)


TestLife = Life.TestCase


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 60, date(2029, 2, 28)),
        (date(2026, 8, 31), -6, date(2026, 2, 28)),
        (date(2026, 1, 15), -6, date(2025, 7, 15)),
        (date(2025, 12, 31), 24, date(2027, 12, 31)),
    ],
)
def test_months(day, months, then):
    assert add_months(day, months) == then


def test_the_periods():
    limits = LAW.limits
    assert limits.filing_due_on(date(2026, 2, 20)) == date(2026, 3, 7)
    assert limits.longest_until_on(date(2026, 7, 1), is_trial=False) == date(2031, 6, 30)
    assert limits.longest_until_on(date(2026, 3, 1), is_trial=True) == date(2028, 2, 29)
    assert limits.longest_until_on(date(2028, 2, 29), is_trial=False) == date(2033, 2, 28)
    assert limits.alert_on(date(2028, 3, 1)) == date(2027, 9, 1)
    assert limits.cleanup_due_on(date(2026, 3, 1)) == date(2028, 3, 1)
