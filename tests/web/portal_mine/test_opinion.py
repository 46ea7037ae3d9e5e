"""The one-time link of somebody who is asked: what about, until when, one answer, and kind words ever after."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.kernel.case import Consulted
from gongkai.kernel.problems import Refused
from gongkai.web.applications.actions import answering, consulting
from gongkai.web.applications.actions.consulting import Asked, consult, deliver
from gongkai.web.applications.identity import Identity
from gongkai.web.applications.models import Application, Consultation
from tests.web.applications.happenings import moment
from tests.web.conftest import NOW

pytestmark = pytest.mark.django_db
SENT = date(2026, 2, 4)
LIMIT = date(2026, 3, 3)  # 15 working days after it was delivered, the spring festival between them
GROUNDS = "涉及我家的收入。"


@pytest.fixture
def asked(applied, bureau, on_day):
    """Whoever was asked, and the token of his link."""
    on_day(SENT)
    application = bureau.take_in(applied, at=NOW)
    told = Asked(of=Consulted.THIRD_PARTY, about="分户的补贴金额", identity=Identity(name="李望山"))
    consultation, token = consult(application, told, on=SENT, by=bureau.clerk, at=moment(SENT))
    deliver(consultation, on=SENT, by=bureau.clerk, at=moment(SENT))
    return consultation, token


def address(token):
    return f"/opinion/{token}/"


def main(answer):
    return answer.text.partition("<main")[2].partition("</main")[0]


def test_what_is_asked_and_until_when_and_not_by_whom(asked):
    consultation, token = asked
    answer = Client().get(address(token))
    text = main(answer)
    assert answer.status_code == 200
    assert "分户的补贴金额" in text
    assert "2026年3月3日（星期二）" in text
    assert "条例第三十二条" in text
    who = ("周明远", "周**", consultation.application.title, consultation.application.receipt, "李望山")
    assert [one for one in who if one in answer.text] == []


def test_until_the_day_it_came_is_entered_the_last_day_is_not_settled(applied, bureau, on_day):
    on_day(SENT)
    application = bureau.take_in(applied, at=NOW)
    told = Asked(of=Consulted.THIRD_PARTY, about="分户的补贴金额", identity=Identity(name="李望山"))
    consultation, token = consult(application, told, on=SENT, by=bureau.clerk, at=moment(SENT))
    text = main(Client().get(address(token)))
    assert "暂定，" in text
    assert "收到征求意见书之日起15个工作日" in text
    deliver(consultation, on=SENT, by=bureau.clerk, at=moment(SENT))
    settled = main(Client().get(address(token)))
    assert "提出意见的最后一天，" in settled
    assert "暂" not in settled


def test_the_token_is_on_no_page_and_kept_by_nobody(asked):
    answer = Client().get(address(asked[1]))
    assert asked[1] not in answer.text
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Referrer-Policy"] == "same-origin"


def test_one_answer_with_reasons_and_files_then_the_link_is_spent(asked):
    consultation, token = asked
    browser = Client()
    paper = SimpleUploadedFile("说明.txt", "说明".encode())
    sent = {"opinion": "refuses", "grounds": GROUNDS, "files": [paper]}
    answer = browser.post(address(token), sent)
    assert (answer.status_code, answer["Location"]) == (302, address(token))
    consultation.refresh_from_db()
    assert (consultation.opinion, consultation.grounds) == ("refuses", GROUNDS)
    application = Application.objects.get(pk=consultation.application_id)
    assert application.state == "processing"
    assert application.papers.get(kind="consultation").name == "说明.txt"
    spent = browser.get(address(token))
    assert "您的意见已经收到" in spent.text
    assert [one for one in ("分户的补贴金额", GROUNDS) if one in spent.text] == []
    assert "您的意见已经收到" in browser.post(address(token), sent).text
    assert application.papers.filter(kind="consultation").count() == 1


@pytest.mark.parametrize(("opinion", "grounds"), [("agrees", ""), ("partly", "只公开面积。")])
def test_the_other_answers(asked, opinion, grounds):
    consultation, token = asked
    assert Client().post(address(token), {"opinion": opinion, "grounds": grounds}).status_code == 302
    consultation.refresh_from_db()
    assert consultation.opinion == opinion


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"grounds": GROUNDS}, "还没有选择意见"),
        ({"opinion": "silent", "grounds": GROUNDS}, "没有提交"),
        ({"opinion": "refuses", "grounds": " "}, "请写明理由"),
        ({"opinion": "refuses", "grounds": "字" * 4001}, "最多写4000个字"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_lost(asked, sent, told):
    consultation, token = asked
    answer = Client().post(address(token), sent)
    assert answer.status_code == 422
    assert told in answer.text
    assert sent["grounds"].strip() in answer.text
    consultation.refresh_from_db()
    assert consultation.opinion == ""


def test_the_last_day_counts_and_the_day_after_it_is_over(asked, on_day):
    _, token = asked
    on_day(LIMIT)
    assert "就是今天" in Client().get(address(token)).text
    on_day(date(2026, 3, 4))
    over = Client().get(address(token))
    assert over.status_code == 200
    assert "这次征求意见已经结束" in over.text
    late = Client().post(address(token), {"opinion": "refuses", "grounds": GROUNDS})
    assert GROUNDS in late.text  # to be copied
    assert Consultation.objects.get().opinion == ""


def test_a_case_that_ended_meanwhile(asked, bureau):
    consultation, token = asked
    answering.withdraw(consultation.application, at=moment(SENT))
    assert "这次征求意见已经结束" in Client().get(address(token)).text


@pytest.mark.parametrize("token", ["x", "a" * 43, "链接"])
def test_a_wrong_link(asked, token):
    text = main(Client().get(address(token)))
    assert "这个链接打不开" in text
    assert "枕溪镇" not in text


def test_whoever_was_quicker_has_answered(asked, monkeypatch):
    consultation, token = asked
    answering.give_opinion(token, opinion="agrees", grounds="", at=moment(SENT))
    with pytest.raises(Refused, match="已经结束"):
        answering.give_opinion(token, opinion="refuses", grounds=GROUNDS, at=moment(SENT))
    consultation.refresh_from_db()
    assert consultation.opinion == "agrees"


def test_what_only_the_office_can_say_is_no_answer(asked):
    with pytest.raises(Refused, match="没有选择意见"):
        answering.give_opinion(asked[1], opinion="silent", grounds="", at=moment(SENT))


def test_a_co_maker_learns_that_silence_is_consent(applied, bureau, county, on_day):
    on_day(SENT)
    application = bureau.take_in(applied, at=NOW)
    told = Asked(of=Consulted.CO_MAKER, about="联合印发的方案", organ=county)
    _, token = consulting.consult(application, told, on=SENT, by=bureau.clerk, at=moment(SENT))
    assert "视为同意公开" in Client().get(address(token)).text


def test_on_a_terminal_words_are_enough(asked):
    browser = Client()
    browser.cookies["display"] = "kiosk"
    form = browser.get(address(asked[1])).text
    assert "multipart" not in form
    assert browser.post(address(asked[1]), {"opinion": "agrees"}).status_code == 302


def test_the_letter_and_the_slip_are_his_to_have_until_the_link_is_shut(applied, bureau, on_day):
    on_day(SENT)
    application = bureau.take_in(applied, at=NOW)
    told = Asked(of=Consulted.THIRD_PARTY, about="分户的补贴金额", identity=Identity(name="李望山"))
    letters = {"T07": {"concern": "其中有您家的金额"}}
    consultation, token = consult(
        application, told, on=SENT, by=bureau.clerk, at=moment(SENT), letters=letters
    )
    asking, slip, telling = consultation.letters.order_by("pk")
    page = Client().get(address(token))
    assert token not in page.text
    for one in (asking, slip):
        assert f'href="letters/{one.pk}"' in page.text
        got = Client().get(f"{address(token)}letters/{one.pk}")
        assert (got.status_code, got["Content-Type"]) == (200, "application/pdf")
        assert "no-store" in got["Cache-Control"]
    assert Client().get(f"{address(token)}letters/{telling.pk}").status_code == 404
    assert Client().get(f"{address('wrong')}letters/{asking.pk}").status_code == 404
    answering.give_opinion(token, opinion="agrees", grounds="", at=moment(SENT))
    assert Client().get(f"{address(token)}letters/{asking.pk}").status_code == 404
