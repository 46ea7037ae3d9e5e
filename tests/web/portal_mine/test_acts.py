"""What an applicant does himself: corrects, gives reasons, withdraws; in time, once, and nothing that he wrote is lost."""

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.kernel.problems import NotLawful
from gongkai.kernel.review import State
from gongkai.web.applications.actions import answering
from gongkai.web.applications.models import Application
from gongkai.web.applications.replies.reviewing import current
from gongkai.web.foundations import files
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.models import Event
from gongkai.web.reviews.actions import submit
from gongkai.web.reviews.models import Review
from gongkai.web.reviews.registry import Proposal
from tests.web.applications.happenings import moment, standing

from .conftest import DOOR

pytestmark = pytest.mark.django_db
SECOND = date(2026, 2, 10)
WORDS = "我要的是2025年柳湾村的明细，我的号码是11010519491231002X。"
CORRECT, REASONS, WITHDRAW = (f"{DOOR}{do}/" for do in ("correct", "reasons", "withdraw"))


@pytest.fixture
def at_stand(taken_in, on_day):
    """`at_stand("consulting")`: the case stands there, and it is a week later."""

    def brought(way: str) -> Application:
        on_day(SECOND)
        return standing(taken_in.application, way)

    return brought


def file(name="村证明.txt", data=b"proof"):
    return SimpleUploadedFile(name, data)


def test_a_correction_begins_the_clock_anew_and_its_words_lie_in_the_file(visitor, at_stand):
    application = at_stand("awaiting_correction")
    assert "补正告知书" in visitor.get(CORRECT).text
    answer = visitor.post(CORRECT, {"text": WORDS, "files": [file()]})
    assert (answer.status_code, answer["Location"]) == (302, f"{DOOR}?done=correct")
    application.refresh_from_db()
    assert (application.state, application.due_on) == ("processing", date(2026, 3, 16))
    assert "已经收到您的补正" in visitor.get(answer["Location"]).text
    papers = list(application.papers.select_related("kept").order_by("pk"))
    assert [(paper.kind, paper.name) for paper in papers] == [
        ("correction", "补正内容.txt"),
        ("correction", "村证明.txt"),
    ]
    assert files.read(papers[0].kept).decode() == WORDS
    assert not any(paper.is_for_applicant for paper in papers)
    assert all(paper.name in visitor.get(DOOR).text for paper in papers)  # that it has arrived he sees


def test_what_was_written_stands_neither_in_what_happened_nor_in_the_ledger(visitor, at_stand):
    application = at_stand("awaiting_correction")
    visitor.post(CORRECT, {"text": WORDS})
    assert list(application.happenings.exclude(reason="").values_list("reason", flat=True)) == []
    kept = json.dumps(list(Event.objects.values_list("body", flat=True)), ensure_ascii=False)
    assert "11010519491231002X" not in kept
    assert "柳湾村" not in kept


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"text": ""}, "还没有写补正的内容"),
        ({"text": "字" * 4001}, "最多写4000个字"),
        ({"text": WORDS, "files": [file("a.exe", b"MZ\0\0" + bytes(80))]}, "内容却是程序"),
        ({"text": WORDS, "files": [file("a.pdf")]}, "a.pdf"),
        ({"text": WORDS, "files": [file(f"{n}.txt") for n in range(7)]}, "最多6个文件"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_lost(visitor, at_stand, sent, told):
    application = at_stand("awaiting_correction")
    answer = visitor.post(CORRECT, sent)
    assert answer.status_code == 422
    assert told in answer.text
    assert sent["text"] in answer.text
    application.refresh_from_db()
    assert application.state == "awaiting_correction"
    assert not application.papers.exists()


def test_a_file_that_is_too_large(visitor, at_stand, settings):
    settings.UPLOAD_LIMIT = 1000
    at_stand("awaiting_correction")
    answer = visitor.post(CORRECT, {"text": WORDS, "files": [file(data=b"x" * 2000)]})
    assert (answer.status_code, "文件超过" in answer.text, WORDS in answer.text) == (422, True, True)


@pytest.mark.parametrize(("way", "address"), [("awaiting_correction", CORRECT), ("awaiting_reason", REASONS)])
def test_a_whole_album_is_refused_and_the_words_stay(visitor, at_stand, way, address):
    at_stand(way)
    album = [file(f"{n}.jpg") for n in range(60)]
    answer = visitor.post(address, {"text": WORDS, "files": album})
    assert answer.status_code == 422
    assert "最多6个文件" in answer.text
    assert WORDS in answer.text


def test_more_files_than_are_read_at_all(visitor, at_stand, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    at_stand("awaiting_correction")
    answer = visitor.post(CORRECT, {"text": WORDS, "files": [file(f"{n}.txt") for n in range(3)]})
    assert (answer.status_code, "一次选的文件太多" in answer.text) == (400, True)


def test_whoever_has_no_account_is_not_told_to_sign_in(visitor, at_stand):
    at_stand("awaiting_correction")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = visitor.cookies
    here, elsewhere = (
        strict.post(CORRECT, {"text": WORDS}, headers={"Sec-Fetch-Site": whence})
        for whence in ("same-origin", "cross-site")
    )
    assert (here.status_code, "登录" in here.text.partition("<main")[2]) == (403, False)
    assert "刷新以后再提交一次" in here.text
    assert WORDS in here.text
    assert WORDS not in elsewhere.text  # another site made his browser say it
    assert "重新登录" in strict.post("/office/login/", {"username": "x"}).text


def test_a_correction_that_comes_too_late_is_not_taken(visitor, at_stand, on_day):
    application = at_stand("awaiting_correction")
    on_day(date(2026, 3, 6))
    assert "现在不需要补正" in visitor.get(CORRECT).text
    answer = visitor.post(CORRECT, {"text": WORDS})
    assert answer.status_code == 422
    assert "补正的期限" in answer.text
    application.refresh_from_db()
    assert application.state == "awaiting_correction"


def test_twice_is_once(visitor, at_stand):
    at_stand("awaiting_correction")
    visitor.post(CORRECT, {"text": WORDS})
    again = visitor.post(CORRECT, {"text": WORDS})
    assert again.status_code == 422
    assert "分办" not in again.text  # of the office's own steps nothing is told


def test_reasons(visitor, at_stand):
    application = at_stand("awaiting_reason")
    assert visitor.post(REASONS, {"text": ""}).status_code == 422
    assert visitor.post(REASONS, {"text": "为村里修渠核对面积"})["Location"] == f"{DOOR}?done=reasons"
    application.refresh_from_db()
    assert application.state == "processing"
    assert application.papers.get().name == "申请人说明的理由.txt"


def test_withdrawing_asks_once(visitor, at_stand):
    application = at_stand("processing")
    assert 'href="/my-application/withdraw/"' in visitor.get(DOOR).text
    asked = visitor.get(WITHDRAW)
    assert "您确定要撤回吗" in asked.text
    assert "撤回后不再办理这件申请" in asked.text
    application.refresh_from_db()
    assert application.state == "processing"
    assert visitor.post(WITHDRAW)["Location"] == f"{DOOR}?done=withdraw"
    application.refresh_from_db()
    assert (application.state, application.outcome) == ("withdrawn", "O24")
    assert "撤回申请</a>" not in visitor.get(DOOR).text
    assert "不能再撤回" in visitor.get(WITHDRAW).text


def test_who_withdraws_leaves_nobody_a_reply_to_read(visitor, bureau, at_stand):
    application = at_stand("under_review")
    reply = application.replies.create(outcome="O02", parts=["O02"], text="经审查，答复如下。")
    proposal = Proposal(attribute="on_request", reason_code="narrow_audience", reason="只送申请人。")
    with act("applications.submit", application.organ_id, by=bureau.clerk, at=moment(SECOND)) as pen:
        submit(pen, current(reply.pk), proposal=proposal)
    visitor.post(WITHDRAW)
    assert Review.objects.get().state == State.VOID


def test_that_he_has_paid_is_not_his_to_say(visitor, at_stand):
    at_stand("awaiting_payment")
    assert "不用在这里说明" in visitor.get(DOOR).text
    assert visitor.get(f"{DOOR}pay/").status_code == 404


@pytest.mark.parametrize("address", [CORRECT, REASONS, WITHDRAW])
def test_without_the_code_nothing_is_done_and_nothing_written_is_lost(at_stand, address):
    application = at_stand("awaiting_correction")
    browser = Client()
    assert browser.get(address).status_code == 403
    answer = browser.post(address, {"text": WORDS})
    assert answer.status_code == 403
    assert "请输入回执号和查询码" in answer.text
    assert WORDS in answer.text  # to be copied: he was too slow
    application.refresh_from_db()
    assert application.state == "awaiting_correction"


def test_on_a_terminal_words_are_enough(visitor, at_stand):
    application = at_stand("awaiting_correction")
    visitor.cookies["display"] = "kiosk"
    form = visitor.get(CORRECT).text
    assert "multipart" not in form
    assert "这台终端不能附文件" in form
    assert visitor.post(CORRECT, {"text": WORDS}).status_code == 302
    application.refresh_from_db()
    assert application.state == "processing"


def test_the_law_holds_for_the_acts_as_well(taken_in):
    with pytest.raises(NotLawful):
        answering.correct(taken_in.application, text=WORDS, at=moment(SECOND))
    with pytest.raises(NotLawful):
        answering.give_reasons(taken_in.application, text=WORDS, at=moment(SECOND))
