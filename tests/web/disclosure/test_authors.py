"""Whose words they are, he judges them no more than the one who sends them in; and a lighter chain has its reason."""

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import NotYourOwn, Refused
from gongkai.web.disclosure import actions
from gongkai.web.foundations.models import User
from gongkai.web.ledger.selectors import history
from gongkai.web.office import reviewed
from gongkai.web.people import actions as people
from gongkai.web.people.selectors import viewer_for
from gongkai.web.reviews import actions as reviews
from gongkai.web.reviews import selectors
from gongkai.web.reviews.models import Review
from gongkai.web.reviews.sheet import sheet
from tests.web.conftest import LONG_AGO, sign_in

from .conftest import CONTENT, NOW, answers

pytestmark = pytest.mark.django_db(transaction=True)
BECAUSE = "汛情紧急，当日必须公布。"


def _as_drafter(viewer, organ):
    """The same person, who drafts as well."""
    person = User.objects.get(pk=viewer.person)
    people.appoint(person, "office_head", organ=organ, since_on=LONG_AGO, by=SYSTEM, at=NOW)
    return viewer_for(person.pk, NOW.date())


def test_a_drafter_does_not_approve_what_a_colleague_sent_in(organ, town):
    boss = _as_drafter(town.leader, organ)
    item = actions.draft(CONTENT, organ=organ, kind="information", by=boss, at=NOW)
    town.change(item, summary="经办人改了概述。")  # the earlier version is his
    review = actions.submit(item, by=town.clerk, at=NOW)
    reviews.pass_stage(review, by=town.reviewer, checklist=answers(review), at=NOW)
    review.refresh_from_db()
    with pytest.raises(NotYourOwn, match="起草"):
        reviews.pass_stage(review, by=boss, at=NOW)
    assert not selectors.waiting_for(boss).exists()
    assert [gap.stage for gap in selectors.vacant_stages(review, NOW.date())] == ["approve"]


def test_nor_does_he_review_it(organ, town):
    reviewer = _as_drafter(town.reviewer, organ)
    item = actions.draft(CONTENT, organ=organ, kind="information", by=reviewer, at=NOW)
    review = actions.submit(item, by=town.clerk, at=NOW)
    with pytest.raises(NotYourOwn, match="起草"):
        reviews.pass_stage(review, by=reviewer, checklist=answers(review), at=NOW)


def test_what_was_public_is_nobodys_draft_any_more(organ, town, viewer_of):
    boss = _as_drafter(town.leader, organ)
    item = actions.draft(CONTENT, organ=organ, kind="information", by=boss, at=NOW)
    other = viewer_of("deputy_leader", organ)
    review = actions.submit(item, by=town.clerk, at=NOW)
    reviews.pass_stage(review, by=town.reviewer, checklist=answers(review), at=NOW)
    reviews.pass_stage(Review.objects.get(pk=review.pk), by=other, at=NOW)
    actions.publish(item, by=town.publisher, at=NOW)
    town.change(item, body="<p>二</p>")
    assert town.approve(item).authors == [town.clerk.person]


@pytest.fixture
def policy(county, viewer_of):
    """A policy of the county, for which the long chain is the usual one."""
    return actions.draft(CONTENT, organ=county, kind="policy", by=viewer_of("clerk", county), at=NOW)


def test_a_clerk_takes_no_lighter_chain(policy, county, viewer_of):
    with pytest.raises(Refused, match="只有科室负责人或者工作机构负责人"):
        actions.submit(policy, by=viewer_of("clerk", county), at=NOW, chain="small", lighter_because=BECAUSE)


def test_a_head_says_why(policy, county, viewer_of):
    with pytest.raises(Refused, match="没有写选用"):
        actions.submit(policy, by=viewer_of("office_head", county), at=NOW, chain="small")


def test_whoever_signs_reads_why(policy, county, viewer_of, person_with):
    head = viewer_of("office_head", county)
    review = actions.submit(policy, by=head, at=NOW, chain="small", lighter_because=BECAUSE)
    reader = sign_in(Client(), person_with("secrecy_reviewer", county))
    assert BECAUSE in reader.get(reverse("reviews:sheet", args=[review.pk])).content.decode()
    printed = reviewed.draft_of(review).printed("http://example.org/")
    assert BECAUSE in repr(sheet(review, printed=printed))


def test_the_form_offers_it_to_heads_alone_and_asks_why(policy, county, person_with):
    address = reverse("items:submit", args=[policy.pk])
    assert "lighter_because" not in _get(address, person_with("clerk", county))
    head = sign_in(Client(), person_with("section_head", county))
    assert "选用较简流程的理由" in head.get(address).content.decode()
    assert "请写明为什么" in head.post(address, {"chain": "small"}).content.decode()
    head.post(address, {"chain": "small", "lighter_because": BECAUSE})
    assert Review.objects.get().lighter_because == BECAUSE


def test_the_usual_chain_keeps_no_reason(organ, town):
    review = actions.submit(town.draft(organ), by=town.clerk, at=NOW, lighter_because=BECAUSE)
    assert review.lighter_because == ""


def _get(address: str, person) -> str:
    return sign_in(Client(), person).get(address).content.decode()


def test_no_auditor_reads_titles_that_were_never_public(organ, town, person_with, county):
    item = town.draft(organ)
    review = actions.submit(item, by=town.clerk, at=NOW)
    reviews.pass_stage(review, by=town.reviewer, checklist=answers(review), at=NOW)
    told = _get(reverse("ledger:index"), person_with("auditor", county))
    assert CONTENT.title not in told
    assert f"信息第{item.pk}号" in told
    assert CONTENT.title not in "".join(history(item) + history(review))
    reviews.pass_stage(Review.objects.get(pk=review.pk), by=town.leader, at=NOW)
    actions.publish(item, by=town.publisher, at=NOW)
    town.change(item, title="没有公开过的新名称")
    told = "".join(history(item) + history(review) + history(item.latest))
    assert f"“{CONTENT.title}”" in told
    assert "没有公开过的新名称" not in told
