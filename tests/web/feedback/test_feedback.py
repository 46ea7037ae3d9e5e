"""Visitors say what is wrong with a page; whoever owns it answers; nobody learns who they are."""

import json
from datetime import date, timedelta

import pytest
from django.test import Client

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import NotYourDuty, Refused
from gongkai.lawbook.portal_limits import portal_limits
from gongkai.web.feedback import actions, selectors
from gongkai.web.feedback.actions import MOST_FROM_ONE, Said
from gongkai.web.feedback.models import Feedback, FeedbackStatus
from gongkai.web.foundations import clock
from gongkai.web.ledger.models import Event
from gongkai.web.organs.actions import add_section
from gongkai.web.organs.models import Section
from gongkai.web.portal.feedback_pages import owner_of
from tests.web.conftest import NOW, sign_in
from tests.web.disclosure.conftest import Town

WORDS = "第二段的电话少写了一位"
FORM = "/feedback/"
RECEIPT = "/feedback/answer/"


@pytest.fixture
def said(organ):
    return Said("/organs/zhenxi/", "wrong", WORDS, organ)


@pytest.fixture
def item(organ, viewer_of):
    duties = {
        "clerk": "clerk",
        "reviewer": "secrecy_reviewer",
        "leader": "chief_leader",
        "publisher": "publisher",
    }
    town = Town(**{part: viewer_of(duty, organ) for part, duty in duties.items()})
    return town.publish(town.draft(organ))


@pytest.mark.parametrize(
    ("received", "due", "is_provisional"),
    [
        ((2026, 2, 3), date(2026, 2, 6), False),  # Tuesday to Friday
        (
            (2026, 9, 30),
            date(2026, 10, 10),
            False,
        ),  # National Day between; the 10th is a Saturday that is worked
        ((2026, 12, 31), date(2027, 1, 5), True),  # nobody has announced the holidays of 2027
    ],
)
def test_three_working_days(organ, said, received, due, is_provisional):
    row, _ = actions.receive(
        said, sender="", at=NOW.replace(year=received[0], month=received[1], day=received[2])
    )
    assert (row.due_on, row.is_due_provisional) == (due, is_provisional)


def test_from_the_page_to_the_answer(organ, item, browser_of_all):
    visitor, clerk = browser_of_all(None), browser_of_all("clerk")
    page = f"/organs/zhenxi/items/{item.pk}/"
    form = visitor.get(f"{FORM}?page={page}")
    assert item.title in form.text
    assert form.headers["Cache-Control"].startswith("max-age=0")
    taken = visitor.post(FORM, {"page": page, "topic": "wrong", "text": WORDS})
    row, code = Feedback.objects.get(), taken.context["code"]
    assert (row.organ, row.item, row.page) == (organ, item, page)
    assert row.number in taken.text
    sheet = clerk.get(f"/office/feedback/{row.pk}/")
    assert WORDS in sheet.text
    assert row.number in clerk.get("/office/").text
    clerk.post(f"/office/feedback/{row.pk}/answer/", {"outcome": "corrected", "text": "已经改正，谢谢您。"})
    answered = visitor.post(RECEIPT, {"number": row.number.lower(), "code": code.lower()})
    assert "已经改正，谢谢您。" in answered.text
    assert visitor.post(RECEIPT, {"number": row.number, "code": "AAAAAAAA"}).status_code == 422


def test_a_code_is_not_tried_without_end(organ, said):
    row, code = actions.receive(said, sender="", at=clock.now())
    asked, browser = {"number": row.number, "code": code}, Client()
    wrong = asked | {"code": "AAAAAAAA"}
    for _ in range(portal_limits().wrong_codes - 1):
        assert "没有找到" in browser.post(RECEIPT, wrong).text
    assert WORDS in browser.post(RECEIPT, asked).text  # a right one is no wrong try
    assert "没有找到" in browser.post(RECEIPT, wrong).text
    refused = browser.post(RECEIPT, asked)
    assert (refused.status_code, "暂停从这里查询" in refused.text) == (422, True)
    assert WORDS not in refused.text
    assert "身份证" not in refused.text  # nobody knows who said it
    assert WORDS in Client(REMOTE_ADDR="192.0.2.7").post(RECEIPT, asked).text


@pytest.mark.parametrize("path", [FORM, RECEIPT])
def test_no_page_of_it_is_kept_or_found(client, organ, path):
    page = client.get(path)
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in page.headers["Cache-Control"]
    assert Client(enforce_csrf_checks=True).post(path, {}).status_code == 403


def test_from_a_terminal_one_takes_along_where_the_answer_is(client, organ):
    client.cookies["display"] = "kiosk"
    taken = client.post(FORM, {"page": "/", "topic": "idea", "text": WORDS}).text
    assert "用手机查看答复" in taken
    assert "http://127.0.0.1:8000/feedback/answer/" in taken
    assert "带走这一页" not in taken


@pytest.fixture
def browser_of_all(organ, person_with):
    def browser(duty):
        return sign_in(Client(), person_with(duty, organ)) if duty else Client()

    return browser


@pytest.mark.parametrize(
    "asked", ["", "x", "//evil.example/a", "https://evil.example/", "/nowhere/", "/office/", "/\0"]
)
def test_what_is_no_page_of_ours_goes_to_whoever_stands_at_the_top(county, organ, asked):
    owner = owner_of(asked)
    assert owner.organ == county
    assert owner.page.startswith("/")
    assert not owner.page.startswith("//")


def test_a_page_belongs_to_the_section_that_made_it(organ, item):
    office = add_section(Section(organ=organ, name="党政办", is_disclosure_office=True), by=SYSTEM, at=NOW)
    assert owner_of("/organs/zhenxi/").section == office
    assert owner_of(f"/organs/zhenxi/items/{item.pk}/").item == item
    assert owner_of("/organs/nowhere/").organ == organ.parent


def test_without_organs_nobody_can_answer(client, db):
    assert "没有人能够答复" in client.get(FORM).text


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"topic": "wrong", "text": ""}, "还没有写内容"),
        ({"topic": "", "text": WORDS}, "请选择一项"),
        ({"topic": "wrong", "text": "他的号码是11010519491231002X"}, "不必抄写号码"),
        ({"topic": "wrong", "text": WORDS, "website": "http://x"}, "请留空"),
        ({"topic": "wrong", "text": "字" * 2001}, "2000"),
    ],
)
def test_what_is_wrong_with_the_form_is_told_and_nothing_is_lost(client, organ, sent, told):
    answer = client.post(FORM, {"page": "/", **sent})
    assert answer.status_code == 422
    assert told in answer.text
    assert sent["text"] in answer.text
    assert not Feedback.objects.exists()


def test_nobody_floods_us(client, organ):
    for _ in range(MOST_FROM_ONE):
        assert client.post(FORM, {"page": "/", "topic": "idea", "text": WORDS}).status_code == 200
    refused = client.post(FORM, {"page": "/", "topic": "idea", "text": WORDS})
    assert (refused.status_code, "请过一小时再提交" in refused.text) == (422, True)
    other = Client(REMOTE_ADDR="192.0.2.7")
    assert other.post(FORM, {"page": "/", "topic": "idea", "text": WORDS}).status_code == 200


def test_the_ledger_keeps_neither_words_nor_codes_nor_addresses(organ, said, viewer_of):
    row, code = actions.receive(said, sender="192.0.2.7", at=NOW)
    actions.answer(row, outcome="declined", text="与原文一致", by=viewer_of("clerk", organ), at=NOW)
    kept = json.dumps(list(Event.objects.values_list("body", flat=True)), ensure_ascii=False)
    assert [part for part in (WORDS, code, "192.0.2.7", "与原文一致") if part in kept] == []
    assert "192.0.2.7" not in json.dumps(list(Feedback.objects.values_list("sender", flat=True)))


def test_only_whoever_answers_for_the_page_answers_once(county, organ, said, viewer_of):
    row, _ = actions.receive(said, sender="", at=NOW)
    with pytest.raises(NotYourDuty):
        actions.answer(row, outcome="corrected", text="好", by=viewer_of("auditor", organ), at=NOW)
    clerk = viewer_of("clerk", organ)
    with pytest.raises(Refused, match="没有写答复"):
        actions.answer(row, outcome="corrected", text=" ", by=clerk, at=NOW)
    actions.answer(row, outcome="corrected", text="已改正", by=clerk, at=NOW)
    with pytest.raises(Refused, match="已经答复"):
        actions.answer(row, outcome="corrected", text="再改", by=clerk, at=NOW)


def test_it_is_passed_on_with_its_limit(county, organ, said, viewer_of):
    row, _ = actions.receive(said, sender="", at=NOW)
    clerk, above = viewer_of("clerk", organ), viewer_of("clerk", county)
    with pytest.raises(Refused, match="不需要转办"):
        actions.pass_on(row, organ=organ, section=None, by=clerk, at=NOW)
    passed = actions.pass_on(row, organ=county, section=None, by=clerk, at=NOW)
    assert passed.due_on == row.due_on
    assert not Feedback.objects.visible_to(clerk).exists()
    assert (
        actions.answer(passed, outcome="explained", text="说明", by=above, at=NOW).status
        == FeedbackStatus.ANSWERED
    )


def test_what_waits(organ, said, viewer_of):
    clerk = viewer_of("clerk", organ)
    first, _ = actions.receive(said, sender="", at=NOW)
    actions.receive(said, sender="", at=NOW)
    late = first.due_on + timedelta(days=1)
    assert (selectors.late(clerk, NOW.date()).count(), selectors.to_answer(clerk, NOW.date()).count()) == (
        0,
        2,
    )
    assert (selectors.late(clerk, late).count(), selectors.to_answer(clerk, late).count()) == (2, 0)
    actions.answer(first, outcome="corrected", text="已改正", by=clerk, at=NOW)
    assert selectors.to_answer(clerk, NOW.date()).count() == 1
