"""What waits for whom, who may see it, and who is missing."""

from datetime import timedelta

import pytest

from gongkai.kernel.duties import PUBLIC, SYSTEM
from gongkai.web.organs.models import Section
from gongkai.web.people import actions as people
from gongkai.web.reviews import actions, selectors
from gongkai.web.reviews.models import Review, Step
from tests.web.conftest import LONG_AGO, NOW

from .conftest import ACTIVE, BOTH, LABEL, propose, viewer

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def _waiting(staff):
    return {name: list(selectors.waiting_for(viewer(person))) for name, person in staff.items()}


def test_it_waits_for_one_after_the_other(papers, staff, organ):
    review = propose(papers.new(organ), staff["clerk"])
    assert _waiting(staff) == {"clerk": [], "reviewer": [review], "leader": []}
    actions.pass_stage(review, checklist=BOTH, by=viewer(staff["reviewer"]), at=NOW)
    assert _waiting(staff) == {"clerk": [], "reviewer": [], "leader": [review]}
    actions.pass_stage(review, by=viewer(staff["leader"]), at=NOW)
    assert _waiting(staff) == {"clerk": [], "reviewer": [], "leader": []}


def test_it_waits_for_nobody_who_must_keep_apart(reviewed, staff, organ):
    for who in ("clerk", "reviewer"):
        people.appoint(staff[who], "chief_leader", organ=organ, since_on=LONG_AGO, by=SYSTEM, at=NOW)
    assert _waiting(staff) == {"clerk": [], "reviewer": [], "leader": [reviewed]}
    assert list(selectors.waiting_for(SYSTEM)) == []
    assert list(selectors.waiting_for(PUBLIC)) == []


def test_what_waits_costs_the_same_for_many(papers, staff, organ, django_assert_num_queries):
    for pk in range(1, 8):
        propose(papers.new(organ, pk=pk), staff["clerk"])
    who = viewer(staff["reviewer"])
    with django_assert_num_queries(3):
        assert len(selectors.waiting_for(who)) == 7


@pytest.mark.parametrize(
    ("duty", "where", "sees", "changes"),
    [
        ("clerk", "organ", True, True),
        ("publisher", "organ", True, True),
        ("chief_leader", "organ", True, True),
        ("auditor", "organ", False, False),
        ("admin", "organ", False, False),
        ("security_admin", "organ", False, False),
        ("clerk", "county", False, False),
        ("authority", "county", True, False),
        (None, "organ", False, False),
    ],
)
def test_who_sees_a_review(proposed, viewer_of, organ, county, duty, where, sees, changes):
    who = viewer_of(duty, {"organ": organ, "county": county}[where])
    seen = (
        Review.objects.visible_to(who).exists(),
        selectors.of(LABEL, 1, viewer=who).exists(),
        Step.objects.visible_to(who).exists(),
    )
    assert set(seen) == {sees}
    assert Review.objects.changeable_by(who).exists() == changes


def test_what_is_over_is_changed_by_nobody(approved, staff):
    assert not Review.objects.changeable_by(viewer(staff["leader"])).exists()
    assert Review.objects.visible_to(viewer(staff["leader"])).exists()


def test_nobody_is_missing(proposed):
    assert selectors.vacant_stages(proposed, TODAY) == []


def test_nobody_is_missing_where_nothing_is_to_come(approved):
    people_gone = TODAY + timedelta(days=9)
    assert selectors.vacant_stages(approved, people_gone) == []


def test_two_people_have_a_gap_by_name_until_somebody_stands_in(papers, person_with, organ, county):
    clerk, second = person_with("clerk", organ), person_with("secrecy_reviewer", organ)
    review = propose(papers.new(organ), clerk)
    [gap] = selectors.vacant_stages(review, TODAY)
    assert gap.stage == "approve"
    assert gap.says == "“批准”没有人可以办：枕溪镇人民政府没有人担任分管领导或者主要领导。"
    assert "上级主管部门也可以指定代理人" in gap.advice
    review = actions.pass_stage(review, checklist=BOTH, by=viewer(second), at=NOW)
    assert [gap.stage for gap in selectors.vacant_stages(review, TODAY)] == ["approve"]
    third = person_with("clerk", county)
    authority = viewer(person_with("authority", county))
    people.stand_in(third, "chief_leader", organ=organ, since_on=TODAY, by=authority, at=NOW)
    assert selectors.vacant_stages(review, TODAY) == []
    assert list(selectors.waiting_for(viewer(third))) == [review]
    assert actions.pass_stage(review, by=viewer(third), at=NOW).state == "approved"


def test_two_people_with_all_duties_are_still_one_too_few(papers, person_with, organ):
    clerk, second = person_with("clerk", organ), person_with("secrecy_reviewer", organ)
    people.appoint(second, "chief_leader", organ=organ, since_on=LONG_AGO, by=SYSTEM, at=NOW)
    [gap] = selectors.vacant_stages(propose(papers.new(organ), clerk), TODAY)
    assert gap.stage == "approve"
    assert "在这一件上已经有别的环节" in gap.says
    assert gap.advice == "提出、审核、批准须是三个人。请安全管理员另行任命一名分管领导或者主要领导。"


def test_a_section_without_a_head_is_named(papers, person_with, organ):
    clerk = person_with("clerk", organ)
    section = Section.objects.create(organ=organ, name="财政所")
    for duty in ("secrecy_reviewer", "legality_reviewer", "deputy_leader", "chief_leader"):
        person_with(duty, organ)
    other = Section.objects.create(organ=organ, name="民政办")
    person_with("section_head", organ, section=other)
    paper = papers.new(organ, section=other.pk)
    proposal = type(ACTIVE)("active", cosigning=(section.pk,))
    review = propose(paper, clerk, proposal=proposal, chain="full")
    assert [gap.says for gap in selectors.vacant_stages(review, TODAY)] == [
        "“会签”没有人可以办：枕溪镇人民政府财政所没有人担任科室负责人。"
    ]
