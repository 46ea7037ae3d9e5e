"""公开决定告知书: every signer reads it with the reply, it is printed before it goes out, and the file waits until it has come."""

import pytest
from django.urls import reverse

from gongkai.kernel.problems import NotYourDuty, Refused
from gongkai.web.applications.actions import replying
from gongkai.web.applications.actions.announcing import prove_delivery
from gongkai.web.applications.actions.serving import print_letter, tell_third_party
from gongkai.web.applications.archive.check import closing_of
from gongkai.web.applications.models import Application, Reply
from gongkai.web.applications.replies import proofs
from gongkai.web.office.reviewed import draft_of
from gongkai.web.reviews import actions as reviews
from gongkai.web.reviews.models import Review
from tests.web.conftest import NOW, sign_in
from tests.web.disclosure.conftest import answers
from tests.web.events import events_about
from tests.web.told_again import told_again

from .bureau import TODAY, UNSEALED, Bureau, opened, told_for
from .scans import photo

pytestmark = pytest.mark.django_db(transaction=True)
REASON = "补贴是否按标准发放，关系全村的公共利益。"
THIRD_PARTY = "李望山"


@pytest.fixture
def bureau(organ, viewer_of) -> Bureau:
    return opened(organ, viewer_of)


@pytest.fixture
def case(bureau, applied) -> Application:
    return told_again(("in hand",), lambda: bureau.take_in(applied))


@pytest.fixture
def overriding(bureau, case) -> Reply:
    """A draft that gives what a third party does not agree to."""
    bureau.consult(case, "refuses")
    return bureau.draft(case, "O02", told={**told_for(["O02"]), proofs.RELEASE_REASON: REASON})


def office(client, person_with, organ):
    sign_in(client, person_with("clerk", organ))
    return client


def test_every_signer_reads_it_before_he_signs(bureau, overriding) -> None:
    replying.submit(overriding, by=bureau.clerk, at=NOW)
    draft = draft_of(Review.objects.get())
    for shown in (draft.drawn(), draft.drawn_on_telephone()):
        assert "第三方不同意而仍然公开的理由" in shown
        assert "公开决定告知书" in shown
        assert f"理由是：{REASON}" in shown
        assert "〔待填" not in shown
        assert THIRD_PARTY not in shown


def test_it_stands_beside_the_reply_before_and_after_it_is_signed(
    bureau, overriding, client, person_with, organ
) -> None:
    browser = office(client, person_with, organ)
    address = reverse("applications:letter", args=[overriding.application_id])
    before = browser.get(address).text
    assert f"理由是：{REASON}" in before
    assert "〔签发时填写：可以提供的日期〕" in before
    number = bureau.sign(overriding).notices.get().number
    assert number in browser.get(address).text
    listed = browser.get(reverse("applications:sheet", args=[overriding.application_id])).text
    assert "公开决定告知书（李**）" in listed
    assert "还没有送出；在“打印答复”中打印" in listed


def test_whoever_was_asked_is_one_whom_it_concerns(bureau, overriding) -> None:
    review = replying.submit(overriding, by=bureau.clerk, at=NOW)
    said = {**answers(review), "reply_third_party": "na"}
    with pytest.raises(Refused, match="不能回答“不涉及”"):
        reviews.pass_stage(review, by=bureau.reviewer, checklist=said, at=NOW)
    reviews.pass_stage(review, by=bureau.reviewer, checklist=said | {"reply_third_party": "yes"}, at=NOW)


def test_where_nobody_was_asked_it_may_not_apply(bureau, case) -> None:
    review = replying.submit(bureau.draft(case, "O02"), by=bureau.clerk, at=NOW)
    said = {**answers(review), "reply_third_party": "na"}
    reviews.pass_stage(review, by=bureau.reviewer, checklist=said, at=NOW)


def test_it_is_printed_with_the_name_before_it_goes_out(bureau, overriding) -> None:
    notice = bureau.sign(overriding).notices.get()
    printed = print_letter(notice, ending="html", by=bureau.clerk, at=NOW).decode()
    assert THIRD_PARTY in printed
    assert "2025年耕地地力保护补贴发放明细中的下列内容：分户的补贴金额" in printed
    assert events_about(notice, "applications.letter_printed").exists()
    with pytest.raises(NotYourDuty):
        print_letter(notice, ending="html", by=bureau.reviewer, at=NOW)


def test_it_is_offered_where_the_reply_is_printed(bureau, overriding, client, person_with, organ) -> None:
    notice = bureau.sign(overriding).notices.get()
    browser = office(client, person_with, organ)
    address = f"{reverse('applications:sheet', args=[overriding.application_id])}print-letter/"
    assert f"公开决定告知书（{notice.number}），告知李**" in browser.get(address).text
    file = browser.post(address, {"letter": "1", "ending": "docx"})
    assert "attachment" in file["Content-Disposition"]
    assert events_about(notice, "applications.letter_printed").exists()


def test_a_signature_that_was_taken_back_prints_nothing(bureau, overriding) -> None:
    reply = bureau.sign(overriding)
    notice = reply.notices.get()
    replying.take_back(reply, reason="数字有误", by=bureau.leader, at=NOW)
    with pytest.raises(Refused, match="已经作废"):
        print_letter(notice, ending="html", by=bureau.clerk, at=NOW)


def test_the_file_waits_until_it_has_come(bureau, overriding) -> None:
    reply = bureau.sign(overriding)
    notice = reply.notices.get()
    way = {"service": "post", "on": TODAY, "tracking_no": "1012345678901", "unsealed_because": UNSEALED}
    tell_third_party(notice, **way, by=bureau.clerk, at=NOW)
    bureau.post(reply)

    def missing() -> set[str]:
        return {one.piece.code for one in closing_of(Application.objects.get()).missing}

    assert "release_arrived" in missing()
    prove_delivery(notice, on=TODAY, name="回执.jpg", scan=photo(), by=bureau.clerk, at=NOW)
    assert "release_arrived" not in missing()
