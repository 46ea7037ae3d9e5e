"""The chain as a fold: every lawful walk comes to its end, every other step is refused with what would be lawful."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kernel.duties import Duty, Held, Part, Reach, Step, Viewer
from gongkai.kernel.problems import NotYourDuty, NotYourOwn, Refused
from gongkai.kernel.review import (
    Approval,
    Chain,
    Seat,
    Stage,
    State,
    Turn,
    Verdict,
    begun,
    seat,
    standing,
    take,
    vacant,
)

HASH, OTHER = "a" * 64, "b" * 64
PATH = "molu/zhenxi/"
SMALL = Chain(
    "small",
    "三人审签",
    (
        Stage("propose", "提出", Part.PROPOSE, ("clerk",)),
        Stage("review", "审查", Part.REVIEW, ("secrecy_reviewer",)),
        Stage("approve", "批准", Part.APPROVE, ("deputy_leader", "chief_leader")),
    ),
)
FULL = Chain(
    "full",
    "逐级审签",
    (
        Stage("propose", "提出", Part.PROPOSE, ("clerk",)),
        Stage("cosign", "会签", Part.REVIEW, ("section_head",), seat=Seat.NAMED),
        Stage("section_head", "科室审核", Part.REVIEW, ("section_head",), seat=Seat.OWN),
        Stage("secrecy", "保密审查", Part.REVIEW, ("secrecy_reviewer",)),
        Stage("approve", "批准", Part.APPROVE, ("chief_leader",)),
    ),
)
PROPOSER, REVIEWER, APPROVER = 1, 2, 3


def signed(turn, person, *, instead_of=None, content_hash=HASH, verdict=Verdict.PASSED):
    step = Step(turn.stage.part, person, instead_of)
    return Approval(turn.stage.code, step, content_hash, turn.section, verdict)


def walked(chain=SMALL, people=(PROPOSER, REVIEWER, APPROVER), **begin):
    """The standing after these people have signed the first turns, one after the other."""
    now = begun(chain, content_hash=HASH, **begin)
    for person in people:
        now = take(now, signed(now.open[0], person))
    return now


def holding(person, *duties, section=None, instead_of=None, path=PATH):
    held = (
        Held(Duty(code, code, "。", Reach.ORGAN), 7, path, section=section, instead_of=instead_of)
        for code in duties
    )
    return Viewer(person, tuple(held))


def test_three_people_come_to_the_end():
    assert [walked(people=range(1, count + 1)).state for count in range(4)] == [
        State.OPEN,
        State.OPEN,
        State.OPEN,
        State.APPROVED,
    ]
    assert walked().open == ()


def test_one_person_may_take_several_stages_of_review():
    assert walked(FULL, (PROPOSER, REVIEWER, REVIEWER, APPROVER)).state is State.APPROVED


def test_sections_sign_along_only_when_they_are_named_and_in_any_order():
    plain = begun(FULL, content_hash=HASH)
    assert [turn.stage.code for turn in plain.ahead] == ["propose", "section_head", "secrecy", "approve"]
    now = walked(FULL, (PROPOSER,), cosigning=(11, 12, 11), section=5)
    assert [turn.section for turn in now.open] == [11, 12]
    assert [turn.section for turn in now.ahead] == [11, 12, 5, None, None]
    for turn in reversed(now.open):
        now = take(now, signed(turn, REVIEWER))
    assert now.stage.code == "section_head"


def test_a_chain_without_that_stage_refuses_sections():
    with pytest.raises(Refused, match="没有会签环节"):
        begun(SMALL, content_hash=HASH, cosigning=(11,))


@pytest.mark.parametrize(
    ("taken", "stage", "person", "said"),
    [
        ((), "review", REVIEWER, "现在可以办理的环节是：提出"),
        ((), "approve", APPROVER, "现在可以办理的环节是：提出"),
        ((PROPOSER,), "propose", PROPOSER, "现在可以办理的环节是：审查"),
        ((PROPOSER,), "approve", APPROVER, "现在可以办理的环节是：审查"),
        ((PROPOSER, REVIEWER), "review", REVIEWER, "现在可以办理的环节是：批准"),
        ((PROPOSER, REVIEWER, APPROVER), "approve", APPROVER, "这一件已经批准"),
        ((PROPOSER,), "nowhere", REVIEWER, "现在可以办理的环节是：审查"),
    ],
)
def test_a_step_out_of_turn_is_refused_with_the_lawful_one(taken, stage, person, said):
    part = {"propose": Part.PROPOSE, "review": Part.REVIEW}.get(stage, Part.APPROVE)
    with pytest.raises(Refused, match=said):
        take(walked(people=taken), Approval(stage, Step(part, person), HASH))


@pytest.mark.parametrize(
    ("taken", "step"),
    [
        ((PROPOSER,), Step(Part.REVIEW, PROPOSER)),
        ((PROPOSER,), Step(Part.REVIEW, 9, instead_of=PROPOSER)),
        ((PROPOSER, REVIEWER), Step(Part.APPROVE, REVIEWER)),
        ((PROPOSER, REVIEWER), Step(Part.APPROVE, PROPOSER)),
        ((PROPOSER, REVIEWER), Step(Part.APPROVE, 9, instead_of=REVIEWER)),
    ],
)
def test_nobody_has_two_parts(taken, step):
    now = walked(people=taken)
    with pytest.raises(NotYourOwn):
        take(now, Approval(now.stage.code, step, HASH))


def test_the_system_signs_nothing_and_a_part_is_not_another():
    now = begun(SMALL, content_hash=HASH)
    with pytest.raises(Refused, match="具体的人"):
        take(now, signed(now.open[0], None))
    with pytest.raises(Refused, match="不是这样的环节"):
        take(now, Approval("propose", Step(Part.APPROVE, PROPOSER), HASH))


def test_what_is_sent_back_is_over():
    now = walked(people=(PROPOSER,))
    back = take(now, signed(now.open[0], REVIEWER, verdict=Verdict.RETURNED))
    assert (back.state, back.open) == (State.RETURNED, ())
    with pytest.raises(Refused, match="已经退回"):
        take(back, signed(now.open[0], REVIEWER))


@pytest.mark.parametrize("count", [0, 1, 2])
def test_any_edit_makes_it_void(count):
    now = walked(people=(PROPOSER, REVIEWER, APPROVER)[:count])
    after = take(now, signed(now.open[0], 9, content_hash=OTHER))
    assert after.state is State.VOID
    assert now.is_over(OTHER)
    assert not now.is_over(HASH)
    with pytest.raises(Refused, match="已经作废"):
        take(after, signed(now.open[0], 9))


_STEPS = st.builds(
    Approval,
    stage=st.sampled_from(["propose", "cosign", "section_head", "review", "secrecy", "approve"]),
    step=st.builds(
        Step,
        part=st.sampled_from(Part),
        person=st.sampled_from([None, 1, 2]),
        instead_of=st.sampled_from([None, None, 1, 2]),
    ),
    content_hash=st.sampled_from([HASH, HASH, HASH, OTHER]),
    section=st.sampled_from([None, None, 11]),
    verdict=st.sampled_from([Verdict.PASSED, Verdict.PASSED, Verdict.RETURNED]),
)


@given(st.sampled_from([(SMALL, ()), (FULL, ()), (FULL, (11,))]), st.lists(_STEPS, max_size=12))
def test_no_steps_of_two_people_make_an_approval(chain, steps):
    now = begun(chain[0], content_hash=HASH, cosigning=chain[1])
    for step in steps:
        try:
            now = take(now, step)
        except Refused:
            continue
    assert now.state is not State.APPROVED


@given(st.data())
def test_a_walk_is_refused_exactly_where_the_model_says(data):
    """The model: a list of the turns still to come, who has which part, and whether it is over."""
    chain, cosigning = data.draw(st.sampled_from([(SMALL, ()), (FULL, ()), (FULL, (11, 12))]))
    now = begun(chain, content_hash=HASH, cosigning=cosigning)
    ahead, parts, over = list(now.ahead), {}, None
    for _ in range(data.draw(st.integers(1, 14))):
        turn = data.draw(st.sampled_from(list(now.ahead) or [Turn(chain.stages[0])]))
        person = data.draw(st.integers(1, 4))
        verdict = data.draw(st.sampled_from([Verdict.PASSED] * 9 + [Verdict.RETURNED]))
        content_hash = data.draw(st.sampled_from([HASH] * 19 + [OTHER]))
        is_next = over is None and turn in ahead and turn.stage == ahead[0].stage
        is_apart = parts.get(person, turn.stage.part) is turn.stage.part
        step = signed(turn, person, verdict=verdict, content_hash=content_hash)
        if not is_next or (content_hash == HASH and not is_apart):
            with pytest.raises(Refused):
                take(now, step)
            continue
        now = take(now, step)
        if content_hash != HASH:
            over = State.VOID
        elif verdict is Verdict.RETURNED:
            over = State.RETURNED
        else:
            ahead.remove(turn)
            parts[person] = turn.stage.part
            over = None if ahead else State.APPROVED
        assert now.state is (over or State.OPEN)
    if over is State.APPROVED:
        assert set(parts.values()) == set(Part)


def test_the_order_of_three_people_is_the_only_one():
    start = begun(SMALL, content_hash=HASH)
    steps = [signed(Turn(stage), person) for person, stage in enumerate(SMALL.stages, 1)]
    whole = [order for order in permutations(steps) if _comes_through(start, order)]
    assert whole == [tuple(steps)]


def _comes_through(start, order):
    try:
        return standing(start, order).state is State.APPROVED
    except Refused:
        return False


def test_who_may_take_the_next_step():
    now = walked(people=(PROPOSER,))
    turn, held = seat(now, holding(2, "clerk", "secrecy_reviewer"), path=PATH)
    assert (turn.stage.code, held.duty.code) == ("review", "secrecy_reviewer")
    with pytest.raises(NotYourDuty):
        seat(now, holding(2, "clerk"), path=PATH)
    with pytest.raises(NotYourDuty):
        seat(now, holding(2, "secrecy_reviewer"), path="molu/")
    with pytest.raises(NotYourOwn):
        seat(now, holding(PROPOSER, "secrecy_reviewer"), path=PATH)
    with pytest.raises(NotYourOwn):
        seat(now, holding(2, "secrecy_reviewer", instead_of=PROPOSER), path=PATH)
    with pytest.raises(Refused, match="现在可以办理的环节是：审查"):
        seat(now, holding(3, "chief_leader"), path=PATH, stage="approve")
    with pytest.raises(NotYourDuty):
        seat(now, Viewer(None, is_system=True), path=PATH)


def test_ones_own_duty_comes_before_one_that_was_left_to_him():
    left = holding(2, "secrecy_reviewer", instead_of=PROPOSER).held
    own = holding(2, "secrecy_reviewer").held
    now = walked(people=(PROPOSER,))
    assert seat(now, Viewer(2, left + own), path=PATH)[1] is own[0]


@pytest.mark.parametrize(("section", "may"), [(11, True), (None, True), (12, False)])
def test_a_section_is_signed_for_by_its_head(section, may):
    now = walked(FULL, (PROPOSER,), cosigning=(11,))
    head = holding(2, "section_head", section=section)
    if may:
        assert seat(now, head, path=PATH)[0].section == 11
    else:
        with pytest.raises(NotYourDuty):
            seat(now, head, path=PATH)


def _vacant(now, **holders):
    by_turn = {turn: [frozenset(one) for one in holders.get(turn.stage.code, [])] for turn in now.ahead}
    return [turn.stage.code for turn in vacant(now, by_turn)]


def test_a_stage_without_anybody_is_named():
    now = walked(people=(PROPOSER,))
    assert _vacant(now, review=[{2}], approve=[{3}]) == []
    assert _vacant(now, review=[{2}]) == ["approve"]
    assert _vacant(now) == ["review", "approve"]
    assert _vacant(now, review=[{PROPOSER}], approve=[{3}]) == ["review"]
    assert _vacant(now, review=[{4, PROPOSER}], approve=[{3}]) == ["review"]


def test_two_people_are_one_too_few():
    now = walked(people=(PROPOSER,))
    assert _vacant(now, review=[{2}], approve=[{2}]) == ["approve"]
    assert _vacant(now, review=[{2}, {3}], approve=[{2}]) == []
    assert _vacant(walked(people=(PROPOSER, REVIEWER)), approve=[{REVIEWER}, {PROPOSER}]) == ["approve"]
