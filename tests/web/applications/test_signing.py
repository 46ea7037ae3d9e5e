"""Nothing is sent in or signed while one check fails; what fails is said, and the server refuses whoever tries all the same."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Refused
from gongkai.kernel.review import State
from gongkai.web.applications.actions import replying
from gongkai.web.applications.actions.replying import Drafted, Supplied
from gongkai.web.applications.models import Application, Reply, SearchRecord
from gongkai.web.applications.replies import signing
from gongkai.web.ledger.caches import differences
from gongkai.web.organs.actions import settle_remedy
from gongkai.web.organs.models import DocumentNumber, Organ, RemedyBody
from gongkai.web.reviews import actions as reviews
from gongkai.web.reviews.models import Review
from tests.web.conftest import NOW
from tests.web.disclosure.conftest import answers
from tests.web.told_again import told_again

from .bureau import TODAY, Bureau, letter_told, opened, told_for

pytestmark = pytest.mark.django_db(transaction=True)
LATE = NOW + timedelta(days=60)
# What is taken out of what an officer tells, by the results of the case, and the check that fails then.
TAKEN_OUT = [
    (["O02"], "supplied", "element.supplied_name"),
    (["O09"], "discretion_reason", "element.discretion_reason"),
    (["O05"], "withheld", "element.withheld_reason"),
    (["O08"], "withheld", "parts"),
    (["O16"], "corrected_with", "element.corrected"),
    (["O20"], "why_unreasonable", "element.reasons"),
    (["O02", "O08"], "withheld", "element.withheld_about"),
    (["O02", "O13"], "unable", "element.unable_about"),
    (["O13", "O05"], "others", "parts"),
]


@pytest.fixture
def bureau(organ, viewer_of) -> Bureau:
    return opened(organ, viewer_of)


@pytest.fixture
def case(bureau, applied) -> Application:
    return told_again(
        ("in hand", "by post"),
        lambda: bureau.take_in(applied, wanted=replace(applied.wanted, delivery="post")),
    )


def failing(reply: Reply, *, on=TODAY) -> set[str]:
    """The codes of the checks that keep a reply back."""
    return {check.code for check in signing.failing(signing.sheet_of(reply, on=on))}


def refused(reply: Reply, bureau: Bureau, *, at=NOW) -> str:
    with pytest.raises(Refused) as caught:
        replying.submit(reply, by=bureau.clerk, at=at)
    assert not Review.objects.exists()
    return str(caught.value)


@pytest.mark.parametrize(("codes", "left_out", "code"), TAKEN_OUT)
def test_what_an_officer_leaves_out_keeps_it_back(bureau, case, codes, left_out, code) -> None:
    bureau.prepare(case, codes)
    said = {"principal": codes[0], "reason": "主要的一项。"} if len(codes) > 1 else {}
    told = told_for(codes) | letter_told(codes, codes[0])
    empty = [] if isinstance(told[left_out], list) else ""
    reply = bureau.draft(case, *codes, told=told | {left_out: empty}, **said)
    assert code in failing(reply)
    sheet = signing.sheet_of(reply, on=TODAY)
    said_there = next(check.said for check in sheet if check.code == code)
    assert said_there in refused(reply, bureau)
    whole = bureau.draft(case, *codes, told=told, **said)
    assert failing(whole) == set()
    assert bureau.sign(whole).number


# What somebody else has to see to: the organ's own data, what the case shows.
@pytest.mark.parametrize(
    ("codes", "taken", "code"),
    [
        (["O15"], lambda: Organ.objects.update(phone=""), "element.contact"),
        (["O15"], lambda: Organ.objects.update(address=""), "element.contact"),
        (["O15"], lambda: RemedyBody.objects.filter(remedy="court").delete(), "element.remedy"),
        (["O13"], lambda: SearchRecord.objects.update(places=""), "element.scope"),
        (["O13"], lambda: SearchRecord.objects.update(terms="", result=""), "element.result"),
    ],
)
def test_what_the_case_or_the_organ_lacks_keeps_it_back(bureau, case, codes, taken, code) -> None:
    bureau.prepare(case, codes)
    reply = bureau.draft(case, *codes)
    assert failing(reply) == set()
    taken()
    reply = Reply.objects.get()
    assert code in failing(reply)
    refused(reply, bureau)


def under_review(bureau: Bureau, reply: Reply) -> Review:
    """Everybody has signed but the last."""
    review = replying.submit(reply, by=bureau.clerk, at=NOW)
    reviews.pass_stage(review, by=bureau.reviewer, checklist=answers(review), at=NOW)
    return Review.objects.get()


def test_what_changes_while_it_is_read_keeps_back_the_last_signature(bureau, case) -> None:
    review = under_review(bureau, bureau.draft(case, "O15"))
    assert not signing.hindrances(review, on=TODAY)
    court = RemedyBody(organ=bureau.organ, remedy="court", name="澄汀市人民法院", since_on=TODAY)
    settle_remedy(court, by=SYSTEM, at=NOW)
    assert {check.code for check in signing.hindrances(review, on=TODAY)} == {"remedy"}
    with pytest.raises(Refused, match="救济途径"):
        reviews.pass_stage(review, by=bureau.leader, at=NOW)
    assert not DocumentNumber.objects.exists()


def test_another_telephone_of_the_organ_makes_it_another_letter(bureau, case) -> None:
    review = under_review(bureau, bureau.draft(case, "O15"))
    Organ.objects.filter(pk=bureau.organ.pk).update(phone="0555-5559999")
    with pytest.raises(Refused, match="已经修改"):
        reviews.pass_stage(review, by=bureau.leader, at=NOW)
    assert Review.objects.get().state == State.VOID


def test_only_the_last_signature_waits_for_it(bureau, case) -> None:
    review = replying.submit(bureau.draft(case, "O15"), by=bureau.clerk, at=NOW)
    RemedyBody.objects.filter(remedy="court").delete()
    assert not signing.hindrances(review, on=TODAY)
    reviews.pass_stage(review, by=bureau.reviewer, checklist=answers(review), at=NOW)
    assert signing.hindrances(Review.objects.get(), on=TODAY)


def test_late_it_is_sent_in_with_a_reason(bureau, case) -> None:
    reply = bureau.draft(case, "O15", at=LATE)
    assert failing(reply, on=localdate(LATE)) == {"due"}
    assert "请写明逾期的原因" in refused(reply, bureau, at=LATE)
    reply = bureau.draft(case, "O15", late_reason="承办人病假，没有及时转办。", at=LATE)
    signed = bureau.sign(reply, at=LATE)
    assert signed.number
    assert "病假" not in "".join(paper.name for paper in case.papers.all())
    assert not list(differences())


def test_what_became_late_while_it_was_read_is_explained_without_reading_it_again(bureau, case) -> None:
    review = under_review(bureau, bureau.draft(case, "O15"))
    with pytest.raises(Refused, match="没有超过期限"):
        replying.explain_lateness(Reply.objects.get(), reason="还没有。", by=bureau.clerk, at=NOW)
    assert {check.code for check in signing.hindrances(review, on=localdate(LATE))} == {"due"}
    with pytest.raises(Refused, match="请写明逾期的原因"):
        reviews.pass_stage(review, by=bureau.leader, at=LATE)
    with pytest.raises(Refused, match="没有写逾期的原因"):
        replying.explain_lateness(Reply.objects.get(), reason=" ", by=bureau.clerk, at=LATE)
    replying.explain_lateness(Reply.objects.get(), reason="审签的人出差。", by=bureau.clerk, at=LATE)
    reviews.pass_stage(Review.objects.get(), by=bureau.leader, at=LATE)
    assert Reply.objects.get().number
    with pytest.raises(Refused, match="已经签发"):
        replying.explain_lateness(Reply.objects.get(), reason="再写。", by=bureau.clerk, at=LATE)


def test_what_is_told_at_the_counter_is_whole_too(bureau, applied) -> None:
    case = bureau.take_in(applied)
    drafted = Drafted(outcomes=["O01"], text="请看公告栏。", told=told_for(["O01"]))
    Organ.objects.filter(pk=bureau.organ.pk).update(phone="")
    with pytest.raises(Refused, match="没有写全联系单位、电话和地址"):
        replying.answer_at_once(case, drafted, by=bureau.clerk, at=NOW)
    assert not Reply.objects.exists()
    Organ.objects.filter(pk=bureau.organ.pk).update(phone="0555-5550123")
    assert replying.answer_at_once(case, drafted, by=bureau.clerk, at=NOW).number


def test_the_sheet_tells_who_still_has_to_sign_and_whose_details_stay(bureau, case) -> None:
    reply = bureau.draft(case, "O15", text="请与张先生联系，手机13912345678。")
    sheet = {check.code: check for check in signing.sheet_of(reply, on=TODAY)}
    assert "送审" in sheet["chain"].said
    assert not sheet["personal"].passes
    assert "13912345678" not in sheet["personal"].said
    marks = {
        mark.fingerprint: "对外公布的电话。"
        for mark in signing.gate.to_settle(signing.replies.screened(reply))
    }
    replying.submit(reply, by=bureau.clerk, at=NOW, overrides=marks)
    sheet = {check.code: check for check in signing.sheet_of(Reply.objects.get(), on=TODAY)}
    assert sheet["personal"].passes
    assert not sheet["chain"].passes
    assert "送审" not in sheet["chain"].said


def test_the_seal_stands_beside_words_and_files_are_listed(bureau, case) -> None:
    reply = bureau.draft(case, "O02", supplied=[Supplied("说明.txt", "每亩九十元。".encode())])
    sheet = {check.code: check for check in signing.sheet_of(reply, on=TODAY)}
    assert sheet["seal"].passes
    assert sheet["annexes"].passes
