"""The reply: nothing is drafted without its proofs, or signed without its chain and its number."""

from datetime import timedelta

import pytest

from gongkai.kernel.case import CaseEvent, Happened
from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.outcomes import decide
from gongkai.kernel.problems import NotYourDuty, NotYourOwn, Refused
from gongkai.kernel.review import State
from gongkai.lawbook.outcomes import outcome_law
from gongkai.web.applications.actions import replying
from gongkai.web.applications.actions.replying import Drafted, Supplied
from gongkai.web.applications.actions.steps import step
from gongkai.web.applications.models import Application, Reply
from gongkai.web.applications.replies import reply as replies
from gongkai.web.applications.replies.proofs import keys_of
from gongkai.web.disclosure.gate import PersonalDetails
from gongkai.web.ledger.caches import differences
from gongkai.web.ledger.models import Event
from gongkai.web.organs.actions import settle_remedy
from gongkai.web.organs.models import DocumentNumber, RemedyBody
from gongkai.web.organs.soundness import gaps
from gongkai.web.reviews import actions as reviews
from gongkai.web.reviews.models import Review
from gongkai.web.reviews.selectors import waiting_for
from tests.web.conftest import NOW
from tests.web.disclosure.conftest import answers
from tests.web.told_again import told_again

from .bureau import TODAY, Bureau, opened, settle, told_for
from .conftest import PERSON

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOW + timedelta(days=1)
PHONE = "13912345678"


@pytest.fixture
def bureau(organ, viewer_of) -> Bureau:
    return opened(organ, viewer_of)


@pytest.fixture
def case(bureau, applied) -> Application:
    return told_again(("in hand",), lambda: bureau.take_in(applied))


def stored(application: Application) -> Application:
    return Application.objects.get(pk=application.pk)


# What is wanted and not there: by the case, or by the officer's words.
@pytest.mark.parametrize(
    ("code", "missing"),
    [
        ("O13", "检索记录"),
        ("O18", "原答复的文号"),
        ("O16", "补正告知书"),
        ("O20", "说明理由告知书"),
    ],
)
def test_what_the_case_does_not_show_no_words_make_up_for(bureau, case, code, missing) -> None:
    with pytest.raises(Refused, match=missing):
        bureau.draft(case, code)
    assert stored(case).state == "processing"
    assert not Reply.objects.exists()


def test_while_third_parties_are_to_answer_a_reply_is_written_and_not_sent_in(bureau, case) -> None:
    bureau.prepare(case, ["O02"])
    reply = bureau.draft(case, "O02", "O08")
    with pytest.raises(Refused, match="征求第三方意见的记录"):
        replying.submit(reply, by=bureau.clerk, at=NOW)
    assert stored(case).state == "drafted"


@pytest.mark.parametrize("code", ["O01", "O03", "O05", "O06", "O07", "O09", "O12", "O14", "O14a", "O15"])
def test_what_the_officer_must_tell_is_told_whole(bureau, case, code) -> None:
    told = told_for([code])
    for key in told.keys() & keys_of(decide([code], law=outcome_law())):
        with pytest.raises(Refused, match="案卷里还缺少"):
            bureau.draft(case, code, told={**told, key: "  "})
    assert bureau.draft(case, code).told == told


def test_who_is_responsible_may_be_unknown_but_not_unsaid(bureau, case) -> None:
    told = {"why_not_ours": "不是本机关制作。", "responsible_organ.name": "县水利局"}
    with pytest.raises(Refused, match="负责公开的机关"):
        bureau.draft(case, "O14", told=told)
    unknown = {
        "why_not_ours": "不是本机关制作。",
        "responsible_organ.unknown": "经向县档案馆了解，不能确定。",
    }
    assert bureau.draft(case, "O14", told=unknown).told == unknown


def test_the_letter_tells_what_the_applicant_needs_and_not_what_the_file_keeps(bureau, case) -> None:
    told = {"why_not_ours": "由县水利局制作。", "responsible_organ.name": "墨鹭县水利局"}
    contact = {"responsible_organ.contact": "0599-1234567"}
    text = replies.rendered(bureau.draft(case, "O14", told=told | contact), "html").decode()
    assert "负责公开的是墨鹭县水利局，请向该机关申请，联系方式是：0599-1234567。" in text
    kept = replies.rendered(bureau.draft(case, "O10", told={"discretion_note": "内部裁量。"}), "html")
    assert "内部裁量" not in kept.decode()


def test_a_search_that_found_it_is_no_proof_that_it_is_not_there(bureau, case) -> None:
    bureau.search(case)
    bureau.search(case, is_found=True)
    with pytest.raises(Refused, match="检索记录"):
        bureau.draft(case, "O13")


def test_several_results_have_a_principal_one_and_a_reason(bureau, case) -> None:
    bureau.search(case)
    with pytest.raises(Refused, match="选定以哪一项为主"):
        bureau.draft(case, "O05", "O13")
    with pytest.raises(Refused, match="为什么以其中一项为主"):
        bureau.draft(case, "O05", "O13", principal="O13")
    reply = bureau.draft(case, "O05", "O13", principal="O13", reason="大部分内容不存在。")
    assert (reply.outcome, reply.parts) == ("O13", ["O05", "O13"])
    signed = bureau.sign(reply)
    assert "不予公开的部分" in signed.remedy
    assert "其他部分" in signed.remedy


def test_three_people_sign(bureau, case, viewer_of, organ) -> None:
    reply = bureau.draft(case, "O02")
    with pytest.raises(NotYourDuty):
        replying.submit(reply, by=bureau.leader, at=NOW)
    review = replying.submit(reply, by=bureau.clerk, at=NOW)
    assert (review.kind, review.chain, stored(case).state) == ("reply", "small", "under_review")
    with pytest.raises(NotYourDuty):
        reviews.pass_stage(review, by=bureau.clerk, checklist=answers(review), at=NOW)
    reviews.pass_stage(review, by=bureau.reviewer, checklist=answers(review), at=NOW)
    assert Reply.objects.get().signed_on is None
    reviews.pass_stage(Review.objects.get(), by=bureau.leader, at=NOW)
    signed = Reply.objects.get()
    assert (signed.number, signed.signed_on) == ("枕溪政公开答〔2026〕1号", TODAY)
    assert signed.approval.content_hash == signed.content_hash
    assert stored(case).state == "signed"


def test_whoever_wrote_it_judges_it_no_more(bureau, case, viewer_of, organ, person_with) -> None:
    reply = bureau.draft(case, "O02")
    section_head = viewer_of("section_head", organ)
    review = replying.submit(reply, by=section_head, at=NOW)
    assert set(review.authors) == {bureau.clerk.person}
    reviews.pass_stage(review, by=bureau.reviewer, checklist=answers(review), at=NOW)
    with pytest.raises((NotYourDuty, NotYourOwn)):
        reviews.pass_stage(Review.objects.get(), by=bureau.clerk, at=NOW)


@pytest.mark.parametrize(
    "changed", [{"text": "另一种说法。"}, {"told": {"supply_list": "另一份清单。"}}], ids=["text", "told"]
)
def test_any_edit_voids_what_was_signed(bureau, case, changed) -> None:
    reply = bureau.draft(case, "O02")
    review = replying.submit(reply, by=bureau.clerk, at=NOW)
    reviews.pass_stage(review, by=bureau.reviewer, checklist=answers(review), at=NOW)
    bureau.draft(case, "O02", **changed)
    assert Review.objects.get().state == State.VOID
    assert stored(case).state == "drafted"
    with pytest.raises(Refused):
        reviews.pass_stage(Review.objects.get(), by=bureau.leader, at=NOW)
    assert bureau.sign(Reply.objects.get()).number.endswith("1号")


def test_what_changes_behind_the_chain_is_seen_at_the_next_step(bureau, case) -> None:
    reply = bureau.draft(case, "O02")
    review = replying.submit(reply, by=bureau.clerk, at=NOW)
    Reply.objects.filter(pk=reply.pk).update(text="悄悄换上的话。")
    with pytest.raises(Refused, match="已经修改"):
        reviews.pass_stage(review, by=bureau.reviewer, checklist=answers(review), at=NOW)
    assert (Review.objects.get().state, stored(case).state) == (State.VOID, "drafted")


def test_sent_back_and_sent_in_again_on_one_day(bureau, case) -> None:
    reply = bureau.draft(case, "O02")
    review = replying.submit(reply, by=bureau.clerk, at=NOW)
    reviews.send_back(review, reason="写明发放标准。", by=bureau.reviewer, at=NOW)
    assert stored(case).state == "drafted"
    again = bureau.draft(case, "O02", text="发放标准为每亩九十元。")
    assert bureau.sign(again).text == "发放标准为每亩九十元。"
    assert Reply.objects.count() == 1
    assert not list(differences())


def test_a_proposer_takes_it_back_from_the_chain(bureau, case) -> None:
    review = replying.submit(bureau.draft(case, "O02"), by=bureau.clerk, at=NOW)
    reviews.withdraw(review, by=bureau.clerk, at=NOW)
    assert stored(case).state == "drafted"


@pytest.mark.parametrize(("outcome", "reason"), [("O24", ""), ("O26", "申请人已经去世。")])
def test_nobody_has_to_read_a_reply_that_nobody_needs(bureau, case, outcome, reason) -> None:
    """The case was withdrawn, or came to an end without its applicant, between two signatures."""
    review = replying.submit(bureau.draft(case, "O02"), by=bureau.clerk, at=NOW)
    reviews.pass_stage(review, by=bureau.reviewer, checklist=answers(review), at=NOW)
    assert waiting_for(bureau.leader).count() == 1
    event = CaseEvent(kind=Happened.WITHDRAWN, on=TODAY, outcome=outcome, reason=reason)
    step(case, event, by=bureau.office_head, at=NOW)
    assert (Review.objects.get().state, waiting_for(bureau.leader).count()) == (State.VOID, 0)
    with pytest.raises(Refused):
        reviews.pass_stage(Review.objects.get(), by=bureau.leader, at=NOW)
    assert Reply.objects.get().signed_on is None
    assert not DocumentNumber.objects.exists()


def test_what_was_signed_before_the_case_ended_stays_signed(bureau, case) -> None:
    bureau.sign(bureau.draft(case, "O02"))
    event = CaseEvent(kind=Happened.WITHDRAWN, on=TODAY, outcome="O24")
    step(case, event, by=bureau.clerk, at=NOW)
    assert Review.objects.get().state == State.APPROVED
    assert not list(differences())


def test_numbers_have_no_gap_whatever_comes_between(bureau, applied) -> None:
    first = bureau.sign(bureau.draft(bureau.take_in(applied), "O02"))
    back = replying.take_back(first, reason="落款有误。", by=bureau.leader, at=NOW)
    assert (back.signed_on, back.approval) == (None, None)
    assert stored(first.application).state == "drafted"
    second = bureau.sign(bureau.draft(bureau.take_in(applied), "O02"))
    first = bureau.sign(bureau.draft(first.application, "O02", text="改正了落款。"))
    assert [first.number, second.number] == [f"枕溪政公开答〔2026〕{n}号" for n in (1, 2)]
    assert not list(gaps())
    assert not list(differences())


def test_the_number_belongs_to_the_act_that_signs(bureau, case) -> None:
    """Refused at the last step, nothing of it stays."""
    review = replying.submit(bureau.draft(case, "O02"), by=bureau.clerk, at=NOW)
    reviews.pass_stage(review, by=bureau.reviewer, checklist=answers(review), at=NOW)
    court = RemedyBody(organ=bureau.organ, remedy="court", name="澄汀市人民法院", since_on=TODAY)
    settle_remedy(court, by=SYSTEM, at=NOW)
    with pytest.raises(Refused, match="救济途径已经不对"):
        reviews.pass_stage(Review.objects.get(), by=bureau.leader, at=NOW)
    assert not DocumentNumber.objects.exists()
    assert Review.objects.get().state == State.OPEN


def test_nothing_is_signed_while_nobody_settled_where_to_turn(organ, viewer_of, applied) -> None:
    bureau = opened(organ, viewer_of, is_settled=False)
    reply = bureau.draft(bureau.take_in(applied), "O02")
    with pytest.raises(Refused, match="行政复议机关、管辖法院、网上申请行政复议的渠道") as caught:
        replying.submit(reply, by=bureau.clerk, at=NOW)
    assert "系统管理员" in caught.value.advice
    with pytest.raises(Refused, match="行政复议机关"):
        replying.answer_at_once(
            bureau.take_in(applied),
            Drafted(outcomes=["O01"], text="请看公告栏。", told=told_for(["O01"])),
            by=bureau.clerk,
            at=NOW,
        )
    settle(organ)
    assert bureau.sign(reply).number


def test_nothing_is_signed_without_a_family_of_numbers(bureau, case) -> None:
    bureau.organ.number_families.update(is_open=False)
    with pytest.raises(Refused, match="没有启用用途为“政府信息公开答复书”的文号"):
        replying.submit(bureau.draft(case, "O02"), by=bureau.clerk, at=NOW)


@pytest.mark.parametrize("where", ["text", "told", "file"])
def test_personal_details_stop_it_or_stay_for_a_reason(bureau, case, where) -> None:
    said = {
        "text": {"text": f"联系人手机{PHONE}。"},
        "told": {"told": {"supply_list": f"名单一份，联系人手机{PHONE}。"}},
        "file": {"supplied": [Supplied("名单.txt", f"联系人手机{PHONE}".encode())]},
    }[where]
    reply = bureau.draft(case, "O02", **said)
    with pytest.raises(PersonalDetails) as caught:
        replying.submit(reply, by=bureau.clerk, at=NOW)
    assert PHONE not in str(caught.value)
    reasons = {mark.fingerprint: "本人同意提供。" for mark in caught.value.marks}
    assert bureau.sign(reply, overrides=reasons).number
    assert Review.objects.get().overrides == reasons


def test_what_a_reply_says_is_no_matter_of_the_ledger(bureau, case) -> None:
    bureau.answer(case, "O02", text="独一无二的答复内容。")
    for event in Event.objects.all():
        assert "独一无二" not in event.body
        assert PERSON.name not in event.body
