"""Through the chain: each step by the right person, each over the same words, everything else refused with a sentence."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gongkai.kernel.duties import PUBLIC, SYSTEM
from gongkai.kernel.problems import NotYourDuty, NotYourOwn, Refused
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.selectors import history
from gongkai.web.ledger.verify import verify
from gongkai.web.organs.models import Section
from gongkai.web.people import actions as people
from gongkai.web.reviews import actions, selectors
from gongkai.web.reviews.models import Means, Review, Step
from gongkai.web.reviews.registry import Proposal
from tests.web.conftest import LONG_AGO, NOW
from tests.web.events import events_about

from .conftest import (
    ACTIVE,
    BOTH,
    HASH,
    LABEL,
    LEGALITY,
    OTHER_HASH,
    SECRECY,
    WITHHELD,
    propose,
    viewer,
)

pytestmark = pytest.mark.django_db


def test_three_people_approve(approved, papers, staff):
    assert (approved.state, approved.stage, approved.closed_at) == ("approved", "", NOW)
    assert papers.told == [("approved", 1, "")]
    assert selectors.approval(LABEL, 1, content_hash=HASH) == approved
    assert selectors.approval(LABEL, 1, content_hash=OTHER_HASH) is None
    steps = selectors.steps(approved)
    assert [(step.stage, step.part, step.person, step.duty) for step in steps] == [
        ("propose", "propose", staff["clerk"], "clerk"),
        ("review", "review", staff["reviewer"], "secrecy_reviewer"),
        ("approve", "approve", staff["leader"], "chief_leader"),
    ]
    assert {(step.content_hash, step.means) for step in steps} == {(HASH, Means.OFFICE)}
    assert steps[1].checklist == BOTH
    assert steps[0].duty == "clerk"
    assert selectors.standing(approved).open == ()


def test_the_ledger_tells_it_and_the_caches_agree(approved):
    told = "".join(reversed(history(approved)))
    parts = [
        f"提请审签第{approved.pk}号送审材料，公开属性拟为主动公开，按三人审签办理",
        "通过“保密和合法性审查”，转入“批准”",
        f"批准第{approved.pk}号送审材料，于",
    ]
    assert [part in told for part in parts] == [True] * 3
    assert told.index("提请审签") < told.index("转入“批准”") < told.index("批准第")
    assert "条例第十七条" in told
    assert verify() == []


def test_the_full_chain_with_two_sections_that_sign_along(papers, person_with, organ):
    named = [Section.objects.create(organ=organ, name=name) for name in ("财政所", "民政办")]
    own = Section.objects.create(organ=organ, name="党政办")
    clerk, chief = person_with("clerk", organ), person_with("chief_leader", organ)
    heads = [person_with("section_head", organ, section=section) for section in (*named, own)]
    deputy = person_with("deputy_leader", organ)
    for duty in ("secrecy_reviewer", "legality_reviewer"):
        people.appoint(deputy, duty, organ=organ, since_on=LONG_AGO, by=SYSTEM, at=NOW)
    paper = papers.new(organ, kind="normative", section=own.pk)
    proposal = replace(ACTIVE, cosigning=tuple(one.pk for one in named))
    review = propose(paper, clerk, proposal=proposal)
    assert (review.chain, review.stage) == ("full", "cosign")
    with pytest.raises(NotYourDuty):
        actions.pass_stage(review, by=viewer(heads[2]), at=NOW)
    for head in (heads[1], heads[0]):
        assert list(selectors.waiting_for(viewer(head))) == [review]
        review = actions.pass_stage(review, by=viewer(head), at=NOW)
        assert list(selectors.waiting_for(viewer(head))) == []
    assert review.stage == "section_head"
    review = actions.pass_stage(review, by=viewer(heads[2]), at=NOW)
    review = actions.pass_stage(review, checklist=SECRECY, by=viewer(deputy), at=NOW)
    review = actions.pass_stage(review, checklist=LEGALITY, by=viewer(deputy), at=NOW)
    review = actions.pass_stage(review, by=viewer(deputy), at=NOW)
    assert papers.told == []
    assert actions.pass_stage(review, by=viewer(chief), at=NOW).state == "approved"
    cosigned = Step.objects.filter(stage="cosign").values_list("section", flat=True)
    assert set(cosigned) == {one.pk for one in named}


def test_it_comes_back_with_a_reason_and_may_be_sent_in_again(proposed, papers, staff):
    with pytest.raises(Refused, match="没有写明理由"):
        actions.send_back(proposed, reason=" ", by=viewer(staff["reviewer"]), at=NOW)
    back = actions.send_back(proposed, reason="第三条写明标准。", by=viewer(staff["reviewer"]), at=NOW)
    assert (back.state, back.stage) == ("returned", "")
    assert papers.told == [("returned", 1, "第三条写明标准。")]
    assert selectors.standing(back).state == "returned"
    with pytest.raises(Refused, match="已退回"):
        actions.pass_stage(back, checklist=BOTH, by=viewer(staff["reviewer"]), at=NOW)
    assert propose(papers.now[1], staff["clerk"]).pk != back.pk
    assert verify() == []


def test_the_proposer_takes_it_back_and_nobody_else(proposed, papers, staff):
    with pytest.raises(NotYourOwn):
        actions.withdraw(proposed, by=viewer(staff["leader"]), at=NOW)
    assert actions.withdraw(proposed, by=viewer(staff["clerk"]), at=NOW).state == "void"
    assert papers.told == [("returned", 1, "提出人撤回")]
    assert verify() == []


@pytest.mark.parametrize(
    ("who", "checklist", "problem", "said"),
    [
        ("clerk", BOTH, NotYourDuty, "没有办理这件事的职责"),
        ("leader", BOTH, NotYourDuty, "没有办理这件事的职责"),
        ("reviewer", {}, Refused, "还有15项没有回答"),
        ("reviewer", SECRECY, Refused, "还有6项没有回答"),
        ("reviewer", BOTH | {"state_secret": "yes"}, Refused, "不能以“主动公开”通过"),
        ("reviewer", BOTH | {"privacy": "yes"}, Refused, "不能以“主动公开”通过"),
        ("reviewer", BOTH | {"wording": "yes"}, Refused, "不能以“主动公开”通过"),
        ("reviewer", BOTH | {"fair_competition": "no"}, Refused, "不能以“主动公开”通过"),
        ("reviewer", BOTH | {"colour": "no"}, Refused, "没有“colour”这一项"),
    ],
)
def test_what_may_not_pass(proposed, staff, who, checklist, problem, said):
    with pytest.raises(problem, match=said):
        actions.pass_stage(proposed, checklist=checklist, by=viewer(staff[who]), at=NOW)
    assert Step.objects.count() == 1
    assert events_about(proposed, "ledger.refused").count() == 1
    proposed.refresh_from_db()
    assert (proposed.state, proposed.stage) == ("open", "review")


def test_process_information_may_be_published_all_the_same(proposed, staff):
    answers = BOTH | {"process_info": "yes"}
    passed = actions.pass_stage(proposed, checklist=answers, by=viewer(staff["reviewer"]), at=NOW)
    assert passed.stage == "approve"


@pytest.mark.parametrize(("answer", "passes"), [("yes", True), ("no", False)])
def test_a_reason_must_be_found_so(papers, staff, organ, answer, passes):
    review = propose(papers.new(organ), staff["clerk"], proposal=WITHHELD)
    step = {"checklist": BOTH | {"privacy": answer}, "by": viewer(staff["reviewer"]), "at": NOW}
    if passes:
        assert actions.pass_stage(review, **step).stage == "approve"
    else:
        with pytest.raises(Refused, match="没有这样认定"):
            actions.pass_stage(review, **step)


@pytest.mark.parametrize("viewer_", [SYSTEM, PUBLIC])
def test_nobody_in_particular_signs(proposed, viewer_):
    with pytest.raises(NotYourDuty):
        actions.pass_stage(proposed, checklist=BOTH, by=viewer_, at=NOW)


def test_who_read_of_another_stage_is_told(reviewed, staff):
    with pytest.raises(Refused, match="现在可以办理的环节是：批准"):
        actions.pass_stage(reviewed, stage="review", checklist=BOTH, by=viewer(staff["reviewer"]), at=NOW)


def test_nobody_does_two_parts_whatever_his_duties(proposed, staff, organ):
    for who in ("clerk", "reviewer"):
        for duty in ("secrecy_reviewer", "chief_leader", "deputy_leader"):
            if (who, duty) != ("reviewer", "secrecy_reviewer"):
                people.appoint(staff[who], duty, organ=organ, since_on=LONG_AGO, by=SYSTEM, at=NOW)
    with pytest.raises(NotYourOwn, match="须由另一人审核"):
        actions.pass_stage(proposed, checklist=BOTH, by=viewer(staff["clerk"]), at=NOW)
    actions.pass_stage(proposed, checklist=BOTH, by=viewer(staff["reviewer"]), at=NOW)
    for who, said in (("clerk", "须由另一人批准"), ("reviewer", "须由另一人批准")):
        with pytest.raises(NotYourOwn, match=said):
            actions.pass_stage(proposed, by=viewer(staff[who]), at=NOW)


def test_a_duty_left_to_a_colleague_keeps_its_owner_apart(reviewed, staff, person_with, organ):
    colleague = person_with(None, organ, name="同事乙")
    reviewer, leader = staff["reviewer"], staff["leader"]
    own = people.appoint(reviewer, "chief_leader", organ=organ, since_on=LONG_AGO, by=SYSTEM, at=NOW)
    days = {"since_on": NOW.date(), "last_on": NOW.date() + timedelta(days=3), "at": NOW}
    people.delegate(own, colleague, by=viewer(reviewer), **days)
    with pytest.raises(NotYourOwn):
        actions.pass_stage(reviewed, by=viewer(colleague), at=NOW)
    another = person_with(None, organ, name="同事丙")
    people.delegate(leader.appointments.get(duty="chief_leader"), another, by=viewer(leader), **days)
    assert actions.pass_stage(reviewed, by=viewer(another), at=NOW).state == "approved"
    last = Step.objects.last()
    assert (last.person, last.instead_of) == (another, leader)


@pytest.mark.parametrize("stage", ["proposed", "reviewed"])
def test_an_edit_makes_it_void_at_the_next_step(request, papers, staff, stage):
    review = request.getfixturevalue(stage)
    who = {"proposed": "reviewer", "reviewed": "leader"}[stage]
    papers.edit()
    with pytest.raises(Refused, match="这次审签作废"):
        actions.pass_stage(review, checklist=BOTH if who == "reviewer" else {}, by=viewer(staff[who]), at=NOW)
    review.refresh_from_db()
    assert review.state == "void"
    assert papers.told == [("returned", 1, "内容在审签期间已经修改")]
    assert Step.objects.filter(person=staff[who]).count() == 0
    papers.edit(content_hash=HASH)  # what it said before does not bring the signatures back
    with pytest.raises(Refused, match="已作废"):
        actions.pass_stage(review, by=viewer(staff["leader"]), at=NOW)
    assert verify() == []


def _void(papers, by, because="内容已经修改"):
    with act("tests.edit", papers.now[1].organ, by=by, at=NOW) as pen:
        return actions.void(pen, LABEL, 1, because=because)


def test_whoever_edits_makes_it_void(proposed, papers, staff):
    assert _void(papers, viewer(staff["clerk"])) == 1
    assert _void(papers, viewer(staff["clerk"])) == 0
    proposed.refresh_from_db()
    assert (proposed.state, proposed.closed_because) == ("void", "内容已经修改")
    assert verify() == []


def test_an_approval_ends_with_an_edit_unless_something_public_rests_on_it(approved, papers, staff):
    papers.in_use = approved.pk
    assert _void(papers, viewer(staff["clerk"])) == 0
    assert selectors.approval(LABEL, 1, content_hash=HASH) == approved
    papers.in_use = None
    assert _void(papers, viewer(staff["clerk"])) == 1
    assert selectors.approval(LABEL, 1, content_hash=HASH) is None


def test_an_approval_ends_with_what_rested_on_it(approved, staff):
    for _ in range(2):
        with act("tests.end", approved.organ_id, by=viewer(staff["clerk"]), at=NOW) as pen:
            if Review.objects.get(pk=approved.pk).state == "approved":
                actions.end(pen, approved, because="撤回")
            else:
                with pytest.raises(Refused, match="没有批准可以终止"):
                    actions.end(pen, approved, because="撤回")
    approved.refresh_from_db()
    assert (approved.state, approved.closed_at) == ("void", NOW)


@pytest.mark.parametrize(
    ("proposal", "chain", "kind", "said"),
    [
        (Proposal(""), "", "policy", "还没有认定公开属性"),
        (Proposal("open"), "", "policy", "还没有认定公开属性"),
        (Proposal("withheld"), "", "policy", "须写明理由"),
        (Proposal("withheld", "privacy"), "", "policy", "须写明理由"),
        (Proposal("withheld", "narrow_audience", "只给村民。"), "", "policy", "不能作为"),
        (Proposal("withheld", "mood", "不想。"), "", "policy", "没有这一类理由"),
        (Proposal("active", "privacy", "有。"), "", "policy", "不写不公开的理由"),
        (ACTIVE, "none", "policy", "没有这种审签方式"),
        (ACTIVE, "small", "normative", "行政规范性文件不能按“三人审签”办理"),
        (Proposal("active", cosigning=(4711,)), "full", "policy", "会签的科室"),
    ],
)
def test_what_may_not_be_proposed(papers, staff, organ, proposal, chain, kind, said):
    with pytest.raises(Refused, match=said):
        propose(papers.new(organ, kind=kind), staff["clerk"], proposal=proposal, chain=chain)
    assert not Review.objects.exists()


def test_a_paper_is_in_one_chain_at_a_time(proposed, papers, staff):
    with pytest.raises(Refused, match="正在审签"):
        propose(papers.now[1], staff["clerk"])


def test_the_chain_of_three_has_no_place_for_sections(papers, staff, organ):
    section = Section.objects.create(organ=organ, name="财政所")
    with pytest.raises(Refused, match="没有会签环节"):
        propose(papers.new(organ), staff["clerk"], proposal=replace(ACTIVE, cosigning=(section.pk,)))


def test_who_has_no_duty_there_proposes_nothing(papers, staff, person_with, county, organ):
    stranger = person_with("clerk", county)
    for person in (stranger, staff["leader"]):
        with pytest.raises(NotYourDuty):
            propose(papers.new(organ), person)
    with pytest.raises(NotYourDuty), act("tests.submit", organ.pk, by=SYSTEM, at=NOW) as pen:
        actions.submit(pen, papers.new(organ), proposal=ACTIVE)


def test_privacy_with_consent_is_published(proposed, staff):
    """条例第十五条: the person concerned agrees, and the reviewer writes so."""
    said = BOTH | {"privacy": "excepted"}
    with pytest.raises(Refused, match="没有写明意见"):
        actions.pass_stage(proposed, checklist=said, by=viewer(staff["reviewer"]), at=NOW)
    opinion = "本人书面同意公开。"
    done = actions.pass_stage(proposed, checklist=said, opinion=opinion, by=viewer(staff["reviewer"]), at=NOW)
    assert done.stage == "approve"
