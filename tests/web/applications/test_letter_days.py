"""The days that letters tell: how a limit came about, what is proven to have arrived, what a late notice does not promise."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gongkai.kernel.case import Consulted
from gongkai.kernel.days import in_words
from gongkai.lawbook.letters import letter_law
from gongkai.web.applications.actions.charging import notice_fee, propose_fee
from gongkai.web.applications.actions.consulting import Asked, consult
from gongkai.web.applications.actions.steps import step
from gongkai.web.applications.identity import Identity
from gongkai.web.applications.letters.known import Around, known_of
from gongkai.web.applications.models import Application, Letter
from tests.web.conftest import NOW
from tests.web.told_again import told_again

from .bureau import TODAY, opened
from .happenings import event, moment
from .test_letters import SOON, UNCLEAR, correction, text_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bureau(organ, viewer_of):
    return opened(organ, viewer_of)


@pytest.fixture
def case(bureau, applied):
    return told_again(("in hand",), lambda: bureau.take_in(applied))


def test_a_late_request_for_correction_promises_no_new_limit(bureau, case):
    late = moment(TODAY + timedelta(days=25))
    asked = correction(late.date(), reason="积压")
    asked = replace(asked, limit_on=late.date() + timedelta(days=15))
    due_on = Application.objects.get().due_on
    step(case, asked, by=bureau.clerk, at=late, letters=UNCLEAR)
    said = text_of(Letter.objects.get(code="T04"))
    assert f"不重新计算，仍到{in_words(due_on)}（含当日）为止" in said
    assert "次日起计算" not in said


def test_an_extension_tells_how_the_day_came_about_where_it_had_moved_before(bureau, case):
    step(case, correction(), by=bureau.clerk, at=NOW)
    step(case, event("corrected", TODAY), by=bureau.clerk, at=NOW)
    extended = event("extended", TODAY, days=20, reason="需要到现场核实")
    step(case, extended, by=bureau.office_head, at=NOW, letters={})
    said, until = text_of(Letter.objects.get(code="T06")), in_words(Application.objects.get().due_on)
    assert f"补正，自次日起计算；于{in_words(TODAY)}延长20个工作日。期限到{until}（含当日）为止" in said


def test_an_extension_alone_says_it_once(bureau, case):
    extended = event("extended", TODAY, days=20, reason="需要到现场核实")
    step(case, extended, by=bureau.office_head, at=NOW, letters={})
    assert "期限的计算" not in text_of(Letter.objects.get(code="T06"))


@pytest.mark.parametrize("arrived", ["", in_words(TODAY + timedelta(days=3))])
def test_who_lets_the_time_go_by_reads_when_he_was_asked_and_what_is_proven(bureau, case, arrived):
    step(case, correction(), by=bureau.clerk, at=NOW)
    over = SOON + timedelta(days=1)
    told = {"T34": {"findings": "没有收到补正。", "arrived_on": arrived}}
    step(case, event("correction_lapsed", over), by=bureau.clerk, at=moment(over), letters=told)
    said = text_of(Letter.objects.get(code="T34"))
    assert f"本机关于{in_words(TODAY)}发出补正告知书" in said
    assert f"期限到{in_words(SOON)}（含当日）为止" in said
    assert (f"您于{arrived}收到" in said) == bool(arrived)


def test_what_was_billed_and_not_paid_tells_when_the_bill_went_out(bureau, case):
    fee = propose_fee(case, method="by_volume", quantity=150, by=bureau.clerk, at=NOW)
    notice_fee(fee, on=TODAY, by=bureau.office_head, at=NOW)
    known = known_of(Application.objects.get(), "T35", Around(on=TODAY, outcome="O23"))
    assert known["asked_on"] == in_words(TODAY)
    assert "arrived_on" not in known


@pytest.mark.parametrize(("method", "items"), [("by_item", "12"), ("by_volume", None)])
def test_several_things_in_one_application_are_billed_as_several(bureau, case, method, items):
    fee = propose_fee(case, method=method, quantity=12 if items else 150, by=bureau.clerk, at=NOW)
    known = known_of(case, "T12", Around(on=TODAY, fee=fee))
    assert known.get("fee_items") == items


@pytest.mark.parametrize(
    ("of", "words"),
    [
        (Consulted.THIRD_PARTY, ("可能涉及第三方的合法权益", "第三十二条", "书面征求第三方的意见")),
        (Consulted.CO_MAKER, ("共同制作", "第三十四条", "书面征求共同制作的行政机关的意见")),
    ],
)
def test_the_applicant_reads_why_and_under_which_article_others_are_asked(bureau, case, county, of, words):
    who = {"organ": county} if of is Consulted.CO_MAKER else {"identity": Identity(name="赵春生")}
    told = {"T07": {"concern": "其中有您家的面积"}, "T09": {"proposal": "予以公开"}}
    asked = Asked(of=of, about="联合印发的方案", **who)
    consult(case, asked, on=TODAY, by=bureau.clerk, at=NOW, letters=told)
    said = text_of(Letter.objects.get(code="T08"))
    assert all(one in said for one in words)


def test_every_last_day_is_one_that_still_counts():
    """A day up to which something is asked or promised says that it counts itself."""
    days = ("{limit_on}", "{reply_due_on}", "{new_due_on}", "{delayed_on}", "{lapsed_on}", "{late_due_on}")
    texts = [
        text
        for form in letter_law().forms.values()
        if form.code != "T02"
        for p in form.parts
        for text in p.texts
    ]
    left = [text for text in texts for day in days if day in text and f"{day}（含当日）" not in text]
    assert left == []
