"""Letters in the office: read before they go out, listed in the case, printed, voided, and any other paper written."""

import pytest

from gongkai.web.applications.models import Letter
from gongkai.web.foundations import clock
from tests.web.applications.bureau import settle

from .cases import sent, sheet, taken

pytestmark = pytest.mark.django_db(transaction=True)
UNCLEAR = {"fact-unclear-0-what": "没有写明村名", "fact-unclear-0-how": "写明是哪个村"}


@pytest.fixture
def town(organ):
    """The town with numbers for its letters."""
    settle(organ)
    return organ


def correction(**more):
    on = clock.today()
    return {"on": f"{on}", "limit_on": f"{on.replace(year=on.year + 1)}"} | UNCLEAR | more


def asked(clerk, case):
    assert sent(clerk, case, "ask-correction", **correction()).status_code == 302
    return Letter.objects.get(code="T04")


def test_nothing_goes_out_that_nobody_has_read(clerk, town, in_hand):
    address = f"{sheet(in_hand)}ask-correction/"
    assert clerk.get(address).context["form"].button == "看文书"
    read = clerk.post(address, correction())
    assert read.context["form"].button == "发出补正告知"
    for words in ("补正告知书", "1．需要补正的是：没有写明村名。请这样补正：写明是哪个村。", "视为放弃申请"):
        assert words in read.text
    assert "周明远" not in read.text
    assert not Letter.objects.exists()
    changed = correction(shown=read.context["form"]["shown"].value()) | {"fact-unclear-0-how": "写明年份"}
    assert clerk.post(address, changed).status_code == 200
    assert not Letter.objects.exists()
    letter = asked(clerk, in_hand)
    assert letter.told["unclear"] == [{"what": "没有写明村名", "how": "写明是哪个村"}]


def test_what_a_letter_lacks_keeps_the_button_back(clerk, town, in_hand):
    town.phone = ""
    town.save()
    read = clerk.post(f"{sheet(in_hand)}ask-correction/", correction())
    assert read.context["form"].button == "看文书"
    assert "没有写全联系单位、电话和地址" in read.text
    half = correction() | {"fact-unclear-0-how": ""}
    refused = clerk.post(f"{sheet(in_hand)}ask-correction/", half)
    assert "第1项没有写“怎样补正”" in refused.text
    assert "没有写明村名" in refused.text


def test_the_case_lists_its_letters(clerk, head, town, in_hand):
    letter = asked(clerk, in_hand)
    text = clerk.get(sheet(in_hand)).text
    assert letter.number in text
    masked = clerk.get(f"{sheet(in_hand)}letters/{letter.pk}/")
    assert masked["Content-Type"] == "application/pdf"
    as_text = clerk.get(f"{sheet(in_hand)}letters/{letter.pk}/", {"ending": "docx"})
    assert "wordprocessingml" in as_text["Content-Type"]
    printed = clerk.post(f"{sheet(in_hand)}print-notice/", {"letter": letter.pk})
    assert printed["Content-Type"] == "application/pdf"
    taken(head, in_hand, "void-letter", letter=letter.pk, reason="村名写错了")
    assert "作废：村名写错了" in clerk.get(sheet(in_hand)).text


def test_any_other_paper(clerk, town, in_hand):
    address = f"{sheet(in_hand)}write-letter/"
    assert "信息更正转送告知书" in clerk.get(address).text
    chosen = clerk.post(address, {"code": "T41"})
    assert "转送的机关" in chosen.text
    told = {
        "code": "T41",
        "asked": "T41",
        "fact-record": "户口簿上的地址",
        "fact-forwarded_to": "墨鹭县公安局",
        "fact-forwarded_contact": "0555-5550000",
        "fact-forwarded_on": f"{clock.today()}",
    }
    answer = sent(clerk, in_hand, "write-letter", **told)
    assert answer.status_code == 302, answer.context["form"].errors
    letter = Letter.objects.get(code="T41")
    assert letter.number


def test_others_letters_are_not_to_be_seen(clerk, town, in_hand, browser_of, county):
    letter = asked(clerk, in_hand)
    stranger = browser_of("clerk", county)
    assert stranger.get(f"{sheet(in_hand)}letters/{letter.pk}/").status_code == 404


def test_whom_a_letter_written_anew_is_about_the_officer_chooses(clerk, head, town, in_hand):
    said = {"about": "分户面积", "on": f"{clock.today()}", "fact-concern": "其中有您家的面积"}
    for name, phone in (("赵春生", "13900005678"), ("钱秋实", "13900005679")):
        told = {"name": name, "is_person": "on", "phone": phone, **said}
        assert sent(clerk, in_hand, "consult-third-party", **told).status_code == 200
    first = Letter.objects.filter(code="T07").earliest("pk")
    taken(head, in_hand, "void-letter", letter=first.pk, reason="写错了")
    address = f"{sheet(in_hand)}write-letter/"
    assert "第三方意见征求书（赵**：分户面积）" in clerk.get(address).text
    key = f"T07-{first.consultation_id}"
    assert "T07-" not in clerk.get(address).text.replace(key, "")
    told = {"code": key, "asked": key, "fact-concern": "其中有您家的面积"}
    answer = sent(clerk, in_hand, "write-letter", **told)
    assert answer.status_code == 302, answer.context["form"].errors
    assert Letter.objects.filter(code="T07").latest("pk").consultation == first.consultation
