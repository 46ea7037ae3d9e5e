"""What several applicants were given is suggested, and becomes public for everybody when the office decides so (Art. 44)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Refused
from gongkai.web.applications.actions.publishing import (
    keep_from_promotion,
    promote,
    suggest_promotion,
    suggest_where_several,
)
from gongkai.web.applications.models import (
    Application,
    Promotion,
)
from gongkai.web.applications.publishing import answers as publishing
from gongkai.web.applications.publishing.answers import Given
from gongkai.web.applications.publishing.promoting import counted
from gongkai.web.catalogue.actions import adopt_starter
from gongkai.web.catalogue.models import Row
from gongkai.web.ledger.caches import differences
from tests.web.conftest import NOW

from .bureau import REACHABLE, TODAY, Bureau, opened
from .shown import FOURTH, LATER, OTHER, THIRD, released, served

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bureau(organ, viewer_of) -> Bureau:
    return opened(organ, viewer_of)


@pytest.fixture
def publisher(organ, viewer_of):
    return viewer_of("publisher", organ)


@pytest.fixture
def two(bureau, applied) -> list[Application]:
    """Two people who were given the same."""
    first = served(bureau, applied)
    second = served(bureau, applied, at=LATER, identities=(OTHER,), supplied=())
    return [first.application, second.application]


def test_what_two_were_given_is_suggested_once(bureau, two, organ) -> None:
    assert suggest_where_several(on=localdate(LATER), at=LATER) == 1
    assert suggest_where_several(on=localdate(LATER), at=LATER) == 0
    promotion = Promotion.objects.get()
    assert (promotion.suggested_by, promotion.applicants, promotion.result) == ("several", 2, "")
    assert promotion.due_on == localdate(LATER).replace(month=3, day=3)
    assert [member.how for member in promotion.alike.all()] == ["title"]
    assert counted(organ, since=TODAY, until=localdate(LATER)) == {("several", ""): 1}
    assert list(differences()) == []


def test_the_same_person_twice_is_one_applicant(bureau, applied) -> None:
    served(bureau, applied)
    served(bureau, applied, identities=(replace(OTHER, phone="139 0000 1234"),))
    assert suggest_where_several(on=TODAY, at=NOW) == 0


def test_another_year_is_other_information(bureau, applied) -> None:
    served(bureau, applied)
    wanted = replace(applied.wanted, title=applied.wanted.title.replace("2025", "2024"))
    served(bureau, applied, wanted=wanted, identities=(OTHER,))
    assert suggest_where_several(on=TODAY, at=NOW) == 0


def test_the_same_number_is_the_same_document_whatever_it_is_called(bureau, applied) -> None:
    for identity, title, number in (
        (REACHABLE, "防汛预案", "枕政发〔2025〕3号"),
        (OTHER, "洪水怎么办", "枕政发[2025] 3号"),
    ):
        wanted = replace(applied.wanted, title=title, doc_no=number)
        served(bureau, applied, wanted=wanted, identities=(identity,))
    assert suggest_where_several(on=TODAY, at=NOW) == 1
    assert Promotion.objects.get().alike.get().how == "doc_no"


def test_a_third_applicant_joins_what_waits_and_opens_what_was_kept(bureau, applied, two) -> None:
    suggest_where_several(on=localdate(LATER), at=LATER)
    served(bureau, applied, at=LATER, identities=(THIRD,), supplied=())
    assert suggest_where_several(on=localdate(LATER), at=LATER) == 0
    promotion = Promotion.objects.get()
    assert (promotion.applicants, promotion.alike.count()) == (3, 2)
    with pytest.raises(Refused, match="没有写理由"):
        keep_from_promotion(promotion, reason=" ", by=bureau.clerk, at=LATER)
    keep_from_promotion(promotion, reason="涉及个人收入。", by=bureau.clerk, at=LATER)
    assert suggest_where_several(on=localdate(LATER), at=LATER) == 0
    with pytest.raises(Refused, match="已经在2026年2月4日决定暂不转为主动公开"):
        keep_from_promotion(promotion, reason="再说。", by=bureau.clerk, at=LATER)
    served(bureau, applied, at=LATER, identities=(FOURTH,), supplied=())
    assert suggest_where_several(on=localdate(LATER), at=LATER) == 1
    assert list(differences()) == []


@pytest.fixture
def row(organ) -> Row:
    adopt_starter(organ, by=SYSTEM, at=NOW)
    return Row.objects.get(organ=organ, code="town_documents")


def test_what_is_promoted_is_statutory_and_due_from_the_decision(bureau, two, row, publisher, organ) -> None:
    suggest_where_several(on=localdate(LATER), at=LATER)
    promotion = Promotion.objects.get()
    first = two[0] if promotion.application == two[0] else two[1]
    papers = publishing.released_with(first.replies.get())
    told = Given(
        title="2025年补贴发放明细", summary="分组的面积。", body="见附件。", formed_on=TODAY, papers=papers
    )
    with pytest.raises(Refused, match="还能看出是谁的申请"):
        promote(promotion, replace(told, summary="沈未央要的。"), row=row, by=bureau.clerk, at=LATER)
    item = promote(promotion, told, row=row, by=bureau.clerk, at=LATER)
    assert (item.due_from_on, item.row, item.latest.attribute) == (localdate(LATER), row, "active")
    assert item.due_on > localdate(LATER) + timedelta(days=20)
    promotion.refresh_from_db()
    assert (promotion.result, promotion.decided_on, promotion.item) == ("promoted", localdate(LATER), item)
    released(bureau, publisher, item, at=LATER)
    assert item.releases.get().is_statutory
    assert counted(organ, since=TODAY, until=localdate(LATER)) == {("several", "promoted"): 1}


def test_an_applicant_may_suggest_it_and_an_officer_names_the_others(bureau, applied, two) -> None:
    one, other = two
    with pytest.raises(Refused, match="不是2名以上"):
        suggest_promotion(one, suggested_by="officer", on=TODAY, by=bureau.clerk, at=NOW)
    with pytest.raises(Refused, match="还没有到"):
        suggest_promotion(one, suggested_by="applicant", on=localdate(LATER), by=bureau.clerk, at=NOW)
    suggest_promotion(one, suggested_by="applicant", on=TODAY, by=bureau.clerk, at=NOW)
    with pytest.raises(Refused, match="还没有决定"):
        suggest_promotion(one, suggested_by="officer", on=TODAY, others=[other], by=bureau.clerk, at=NOW)
    named = suggest_promotion(
        other, suggested_by="officer", on=localdate(LATER), others=[one], by=bureau.clerk, at=LATER
    )
    assert (named.applicants, named.alike.get().application) == (2, one)
