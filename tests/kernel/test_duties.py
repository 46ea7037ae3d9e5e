"""Duties as values: where they count, and that three people stand behind what is published."""

import pytest

from gongkai.kernel.duties import PUBLIC, SYSTEM, Duty, Held, Part, Reach, Step, Viewer, must_be_apart
from gongkai.kernel.problems import NotYourDuty, NotYourOwn, Refused

CLERK = Duty("clerk", "经办人", "起草。", Reach.ORGAN)
ADMIN = Duty("admin", "系统管理员", "维护。", Reach.SUBTREE, apart_from=frozenset({"auditor"}))
AUDITOR = Duty("auditor", "审计员", "查阅。", Reach.SUBTREE)


@pytest.mark.parametrize(
    ("duty", "path", "counts"),
    [
        (CLERK, "molu/", True),
        (CLERK, "molu/zhenxi/", False),
        (CLERK, "", False),
        (ADMIN, "molu/", True),
        (ADMIN, "molu/zhenxi/", True),
        (ADMIN, "molu-water/", False),
        (ADMIN, "", False),
    ],
)
def test_where_a_duty_counts(duty, path, counts):
    viewer = Viewer(person=1, held=(Held(duty, 7, "molu/"),))
    assert (viewer.holds(duty.code, path=path) is not None) is counts
    if not counts:
        with pytest.raises(NotYourDuty) as refused:
            viewer.must_hold(duty.code, path=path)
        assert refused.value.duties == (duty.code,)


def test_the_system_may_and_nobody_in_particular_may_not():
    assert SYSTEM.must_hold("admin", path="molu/") is None
    assert SYSTEM.ground("admin").everywhere
    assert PUBLIC.ground().is_empty
    with pytest.raises(NotYourDuty):
        PUBLIC.must_hold("clerk", path="molu/")


def test_the_ground_of_several_duties():
    viewer = Viewer(1, (Held(CLERK, 7, "a/b/"), Held(ADMIN, 8, "a/c/")))
    ground = viewer.ground()
    assert (ground.paths, ground.tops) == ({"a/b/"}, {"a/c/"})
    assert viewer.ground("clerk").tops == frozenset()
    assert viewer.ground("auditor").is_empty


def test_duties_are_apart_from_either_side():
    assert ADMIN.is_apart_from(AUDITOR)
    assert AUDITOR.is_apart_from(ADMIN)
    assert not CLERK.is_apart_from(ADMIN)


PROPOSED, REVIEWED, APPROVED = (Step(part, person) for part, person in zip(Part, (1, 2, 3), strict=True))


@pytest.mark.parametrize(
    ("taken", "step", "said"),
    [
        ([], Step(Part.PROPOSE, 1), None),
        ([PROPOSED], Step(Part.PROPOSE, 1), None),
        ([PROPOSED], Step(Part.REVIEW, 2), None),
        ([PROPOSED, REVIEWED], Step(Part.REVIEW, 2), None),
        ([PROPOSED, REVIEWED], Step(Part.APPROVE, 3), None),
        ([PROPOSED, REVIEWED, APPROVED], Step(Part.PROPOSE, 1), None),
        ([PROPOSED], Step(Part.REVIEW, 1), "您提出或者起草的事项须由另一人审核。"),
        ([PROPOSED, REVIEWED], Step(Part.APPROVE, 1), "您提出或者起草的事项须由另一人批准。"),
        ([PROPOSED, REVIEWED], Step(Part.APPROVE, 2), "您审核的事项须由另一人批准。"),
        ([REVIEWED], Step(Part.PROPOSE, 2), "您提出或者起草的事项须由另一人审核。"),
        # Whoever left his duty to a colleague stands behind what the colleague does under it.
        ([PROPOSED], Step(Part.REVIEW, 4, instead_of=1), "您提出或者起草的事项须由另一人审核。"),
        ([Step(Part.PROPOSE, 4, instead_of=1)], Step(Part.REVIEW, 1), "您提出或者起草的事项须由另一人审核。"),
        (
            [Step(Part.PROPOSE, 4, instead_of=1)],
            Step(Part.REVIEW, 5, instead_of=1),
            "您提出或者起草的事项须由另一人审核。",
        ),
        ([PROPOSED], Step(Part.REVIEW, 4, instead_of=2), None),
        # The system is nobody.
        ([Step(Part.PROPOSE, None)], Step(Part.REVIEW, None), None),
    ],
)
def test_proposer_reviewer_and_approver_are_three(taken, step, said):
    if said is None:
        must_be_apart(taken, step)
        return
    with pytest.raises(NotYourOwn) as refused:
        must_be_apart(taken, step)
    assert refused.value.message == said
    assert isinstance(refused.value, Refused)
