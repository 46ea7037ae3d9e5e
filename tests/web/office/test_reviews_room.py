"""The room of reviews: what waits for somebody stands first; it is passed, sent back, taken back, printed."""

import re
from datetime import date

import pytest
from django.core.cache import cache
from pypdfium2 import PdfDocument

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.review import State
from gongkai.web.disclosure import actions as items
from gongkai.web.disclosure.actions import Content
from gongkai.web.disclosure.models import Item
from gongkai.web.people import actions as people
from gongkai.web.people.selectors import viewer_for
from tests.web.conftest import NOW

from .reviewing import TITLE, answers, sheet, state_of


def test_it_waits_on_the_first_page_and_first_in_the_list(review, browsers):
    mine, theirs = browsers["reviewer"], browsers["leader"]
    assert sheet(review) in mine.get("/office/").text
    assert sheet(review) not in theirs.get("/office/").text
    assert "等我审核" in mine.get("/office/reviews/").text
    text = theirs.get("/office/reviews/").text
    assert TITLE in text
    assert "等我审核" not in text


def test_those_that_wait_for_me_stand_first(review, organ, staff, browsers):
    clerk = viewer_for(staff["clerk"].pk, NOW.date())
    later = items.draft(
        Content(title="更晚的一件", summary="一件。", body="<p>一件。</p>", formed_on=date(2026, 2, 2)),
        organ=organ,
        kind="normative",
        by=clerk,
        at=NOW,
    )
    items.submit(later, by=clerk, at=NOW, chain="full")
    text = browsers["reviewer"].get("/office/reviews/").text
    assert text.index(TITLE) < text.index("更晚的一件")
    text = browsers["other"].get("/office/reviews/").text
    assert text.index("更晚的一件") < text.index(TITLE)


def test_the_sheet_shows_the_very_words_and_what_comes(review, browsers):
    text = browsers["reviewer"].get(sheet(review)).text
    for told in (
        "值班时间为每日八时至次日八时。",
        "值班表.pdf",
        "保密和合法性审查",
        "主动公开",
        "沈听雨",
        "待办",
    ):
        assert told in text
    assert " ".join(re.findall("....", review.content_hash)) in text


def test_a_review_passes_and_is_approved_through_the_screens(review, browsers):
    form = browsers["reviewer"].get(f"{sheet(review)}pass/").text
    assert form.count('type="radio"') > 20
    assert form.index("值班时间为每日八时至次日八时。") < form.index('type="radio"')
    answer = browsers["reviewer"].post(f"{sheet(review)}pass/", answers(review, opinion="已逐项核对。"))
    assert answer.status_code == 302
    text = browsers["leader"].get(sheet(review)).text
    assert "已逐项核对。" in text
    assert "是否含有国家秘密？" in text
    assert browsers["leader"].post(f"{sheet(review)}pass/", {"stage": "approve"}).status_code == 302
    assert state_of(review) == State.APPROVED


def test_what_was_not_answered_is_told_on_the_form(review, browsers):
    said = answers(review)
    del said["state_secret"]
    answer = browsers["reviewer"].post(f"{sheet(review)}pass/", said)
    assert answer.status_code == 200
    assert "is-error" in answer.text or "error" in answer.text
    assert review.steps.count() == 1


def test_an_answer_that_does_not_pass_is_told_what_to_do(review, browsers):
    answer = browsers["reviewer"].post(f"{sheet(review)}pass/", answers(review, privacy="yes"))
    assert "不能以“主动公开”通过" in answer.text
    assert review.steps.count() == 1


def test_a_form_that_was_read_before_somebody_else_signed_signs_nothing(reviewed, browsers):
    answer = browsers["leader"].post(f"{sheet(reviewed)}pass/", {"stage": "review"})
    assert "现在可以办理的环节是：批准" in answer.text
    assert state_of(reviewed) == State.OPEN


@pytest.mark.parametrize("name", ["clerk", "leader", "other"])
def test_only_whose_turn_it_is_passes_or_sends_back(review, browsers, name):
    for act_ in ("pass", "send-back"):
        assert browsers[name].post(f"{sheet(review)}{act_}/", answers(review)).status_code == 403
    assert state_of(review) == State.OPEN


def test_sent_back_it_comes_to_the_proposer_with_the_reason(review, browsers):
    bare = browsers["reviewer"].post(f"{sheet(review)}send-back/", {"stage": "review", "reason": " "})
    assert bare.status_code == 200
    browsers["reviewer"].post(f"{sheet(review)}send-back/", {"stage": "review", "reason": "值班电话有误。"})
    assert state_of(review) == State.RETURNED
    assert sheet(review) in browsers["clerk"].get("/office/").text
    assert "值班电话有误。" in browsers["clerk"].get(sheet(review)).text
    assert sheet(review) not in browsers["reviewer"].get("/office/").text


def test_sent_in_again_it_no_longer_comes_back(review, staff, browsers):
    browsers["reviewer"].post(f"{sheet(review)}send-back/", {"stage": "review", "reason": "电话有误。"})
    clerk = viewer_for(staff["clerk"].pk, NOW.date())
    item = Item.objects.get(pk=review.subject_id)
    items.submit(item, by=clerk, at=NOW, chain="small")
    assert f'{sheet(review)}"' not in browsers["clerk"].get("/office/").text


def test_the_proposer_takes_it_back(review, browsers):
    assert browsers["reviewer"].post(f"{sheet(review)}withdraw/").status_code == 403
    assert browsers["clerk"].post(f"{sheet(review)}withdraw/").status_code == 302
    assert state_of(review) == State.VOID


def test_who_is_missing_is_told_by_name(reviewed, staff, browsers):
    people.deactivate(staff["leader"], reason="调离", leave_vacant=True, by=SYSTEM, at=NOW)
    text = browsers["clerk"].get(sheet(reviewed)).text
    assert "“批准”没有人可以办" in text
    assert "请安全管理员任命" in text


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_the_sheet_is_printed(review, browsers, ending):
    answer = browsers["clerk"].get(f"{sheet(review)}paper.{ending}")
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    if ending == "pdf":
        told = "".join(page.get_textpage().get_text_range() for page in PdfDocument(answer.content))
        assert TITLE in told.replace("\r\n", "")
        assert "第1稿" in told
        assert "值班表.pdf" in told
    assert browsers["clerk"].get(f"{sheet(review)}paper.exe").status_code == 404


def test_elsewhere_nobody_sees_it(review, browser_of, county):
    cache.clear()
    stranger = browser_of("chief_leader", county)
    for path in (sheet(review), f"{sheet(review)}paper.pdf", f"{sheet(review)}pass/"):
        assert stranger.get(path).status_code in (403, 404)
    assert TITLE not in stranger.get("/office/reviews/").text


def test_the_list_is_exported(review, browsers):
    answer = browsers["clerk"].get("/office/reviews/?export=xlsx")
    assert b"".join(answer.streaming_content if answer.streaming else [answer.content])[:2] == b"PK"
    assert TITLE in browsers["clerk"].get("/office/reviews/?state=open&kind=other").text
    assert TITLE not in browsers["clerk"].get("/office/reviews/?state=approved").text
