"""The way of a reply through the office: written, sent in, reviewed in its own words, signed, served, ended, opened again."""

import pytest
from django.urls import reverse

from gongkai.kernel.days import full_day
from gongkai.web.applications.models import Application, FeeNotice
from gongkai.web.applications.replies.proofs import RELEASE_REASON, WITHHELD_FOR
from gongkai.web.foundations import clock
from gongkai.web.reviews.models import Review
from tests.web.applications.bureau import UNSEALED, settle
from tests.web.disclosure.conftest import answers

from .cases import ROOM, sheet, taken
from .writing import PDF, PROGRAM, TELEPHONE, upload

WORDS = "经查，您所要的信息由本机关制作，现予以提供。"
LIST = "told-supply_list"


def written(browser, application, **more):
    """The form of a draft, as it comes back or leads on."""
    given = {"told-supplied-0-name": "明细", "told-supplied-0-form": "纸质", "told-supplied-0-size": "3页"}
    said = {"outcomes": ["O02"], "asked": "O02", LIST: "补贴发放明细1份", "text": WORDS, **given}
    return browser.post(f"{sheet(application)}draft/", said | more)


@pytest.fixture
def drafted(clerk, in_hand, organ) -> Application:
    settle(organ)
    assert written(clerk, in_hand).status_code == 302
    in_hand.refresh_from_db()
    return in_hand


@pytest.fixture
def signed(clerk, drafted, reviewers) -> Application:
    taken(clerk, drafted, "submit", chain="small")
    review = Review.objects.latest("pk")
    for reviewer in reviewers:
        page = reviewer.get(f"/office/reviews/{review.pk}/")
        assert WORDS in page.text
        review.refresh_from_db()
        passed = reviewer.post(
            f"/office/reviews/{review.pk}/pass/", {"stage": review.stage, "opinion": ""} | answers(review)
        )
        assert passed.status_code == 302, passed.context["form"].errors
    drafted.refresh_from_db()
    return drafted


def test_the_results_are_asked_for_what_they_have_to_tell(clerk, in_hand):
    first = clerk.post(f"{sheet(in_hand)}draft/", {"outcomes": ["O02", "O13"], "text": WORDS})
    form = first.context["form"]
    assert "请接着填写" in "".join(form.non_field_errors())
    assert LIST in form.fields
    assert form["asked"].value() == "O02,O13"
    assert WORDS in first.text
    assert "案卷里还缺少" in first.text
    assert "检索" in first.text


def test_nothing_is_written_without_what_it_rests_on(clerk, in_hand):
    lacking = written(clerk, in_hand, **{LIST: ""})
    assert "案卷里还缺少" in "".join(lacking.context["form"].non_field_errors())
    assert WORDS in lacking.text
    wordless = written(clerk, in_hand, text=" ")
    assert "没有写答复内容" in "".join(wordless.context["form"].errors["text"])
    assert not in_hand.replies.exists()


def test_a_file_that_is_none_is_not_supplied(clerk, in_hand):
    answer = written(clerk, in_hand, files=upload("明细.pdf", PROGRAM))
    assert answer.context["form"].errors["files"]
    assert WORDS in answer.text


def test_the_letter_is_looked_at_before_it_is_sent_in(clerk, drafted, browser_of, county):
    address = reverse("applications:preview-reply", args=[drafted.pk])
    for page in (sheet(drafted), f"{sheet(drafted)}draft/", f"{sheet(drafted)}submit/"):
        assert address in clerk.get(page).text
    letter = clerk.get(address, {"ending": "html"})
    assert "no-store" in letter["Cache-Control"]
    for word in (WORDS, "周**", "申请行政复议"):
        assert word in letter.content.decode()
    assert "周明远" not in letter.content.decode()
    assert clerk.get(address).content.startswith(b"%PDF")
    assert clerk.get(address, {"ending": "docx"}).content.startswith(b"PK")
    assert clerk.get(address, {"ending": "xlsx"}).status_code == 404
    assert not drafted.papers.exists()
    assert drafted.replies.get().remedy == ""
    above = browser_of("authority", county)
    assert above.get(address).status_code == 403
    assert address not in above.get(sheet(drafted)).text


def test_of_several_who_do_not_agree_it_is_chosen_whose_part_is_withheld(clerk, in_hand):
    for ref, name in (("c1", "李**"), ("c2", "王**")):
        asked = {"ref": ref, "of": "third_party", "about": f"{name}的补贴金额"}
        in_hand.consultations.create(**asked, masked_name=name, opinion="refuses")
    field = f"told-{WITHHELD_FOR}"
    alone = clerk.post(f"{sheet(in_hand)}draft/", {"outcomes": ["O08"], "text": WORDS})
    assert field not in alone.context["form"].fields
    said = {"outcomes": ["O02", "O08"], "asked": "O02,O08", "text": WORDS, field: ["c2"]}
    said |= {LIST: "补贴发放明细1份", "told-separation_note": "面积公开，金额不公开。"}
    page = clerk.post(f"{sheet(in_hand)}draft/", said)
    assert "还没有写明为什么仍然公开" in "".join(page.context["form"].non_field_errors())
    assert f"told-{RELEASE_REASON}" in page.context["form"].fields
    box = '<input type="checkbox" name="told-withheld_for" value="{}"'
    assert "checked" in page.text.split(box.format("c2"))[1].split(">")[0]
    assert "checked" not in page.text.split(box.format("c1"))[1].split(">")[0]
    assert clerk.post(f"{sheet(in_hand)}draft/", said | {field: ["c1", "c2"]}).status_code == 302
    form = clerk.get(f"{sheet(in_hand)}draft/").context["form"]
    assert form[field].value() == ["c1", "c2"]


def test_a_wrong_file_does_not_go_out_with_the_reply(clerk, drafted):
    assert "discard-paper" not in clerk.get(sheet(drafted)).text
    written(clerk, drafted, files=upload("别村的明细.pdf", PDF))
    page = clerk.get(sheet(drafted)).text
    assert "别村的明细.pdf" in page
    taken(clerk, drafted, "discard-paper", paper=drafted.papers.get(kind="supplied").pk)
    assert "别村的明细.pdf" not in clerk.get(sheet(drafted)).text
    assert drafted.papers.get(kind="supplied").kept_id is None


def test_the_draft_is_written_on_with_what_it_says(clerk, drafted):
    form = clerk.get(f"{sheet(drafted)}draft/").context["form"]
    assert form["text"].value() == WORDS
    assert form[LIST].value() == "补贴发放明细1份"
    assert written(clerk, drafted, text="改写。", files=upload("明细.pdf", PDF)).status_code == 302
    text = clerk.get(sheet(drafted)).text
    assert "改写。" in text
    assert "明细.pdf" in text


def test_personal_details_need_a_reason(clerk, drafted):
    written(clerk, drafted, text=f"请拨打手机{TELEPHONE}。")
    form = clerk.get(f"{sheet(drafted)}submit/").context["form"]
    assert "mark0" in form.fields
    bare = clerk.post(f"{sheet(drafted)}submit/", {"chain": "small"})
    assert bare.context["form"].errors["mark0"]
    taken(clerk, drafted, "submit", chain="small", mark0="对外公布的值班电话")
    assert drafted.state == "under_review"


def test_signed_served_proven_ended_filed_and_opened_again(clerk, head, signed):
    assert signed.state == "signed"
    answer = clerk.get(sheet(signed))
    assert answer.context["primary"][0].name == "serve"
    today = f"{clock.today()}"
    assert "还没有登记用印" in clerk.get(f"{sheet(signed)}serve/").text
    bare = clerk.post(f"{sheet(signed)}serve/", {"service": "direct", "on": today})
    assert "请先用印" in bare.context["form"].errors["unsealed_because"][0]
    said = {"service": "post", "on": today, "tracking_no": "12", "unsealed_because": UNSEALED}
    said |= {"address": "枕溪镇溪后村3组"}
    wrong = clerk.post(f"{sheet(signed)}serve/", said)
    assert "邮件号" in "".join(wrong.context["form"].non_field_errors())
    letter = clerk.post(f"{sheet(signed)}print-letter/", {"ending": "docx"})
    assert "attachment" in letter["Content-Disposition"]
    taken(clerk, signed, "serve", service="direct", on=today, unsealed_because=UNSEALED)
    assert f"没有用印：{UNSEALED}" in clerk.get(sheet(signed)).text
    refused = clerk.post(f"{sheet(signed)}close/", {"on": today})
    assert "送达凭证" in "".join(refused.context["form"].non_field_errors())
    taken(clerk, signed, "prove-service", on=today, scan=upload("回证.pdf", PDF))
    taken(clerk, signed, "close", on=today)
    assert "按期答复" in clerk.get(ROOM).text
    because = {"period": "D10", "lacking_because": "原件在窗口，待扫描"}
    taken(clerk, signed, "archive", on=today, **because)
    taken(head, signed, "reopen", reopener="review", on=today, reason="复议决定撤销原答复")
    assert signed.state == "processing"
    assert signed.outcome == "O02"
    assert "还有" in clerk.get(ROOM).text


def test_a_signed_reply_is_taken_back(head, signed):
    taken(head, signed, "take-back", reason="数字有误")
    assert signed.state == "drafted"


def test_it_is_answered_at_once(clerk, in_hand, organ):
    settle(organ)
    page = clerk.get(f"{sheet(in_hand)}serve-on-the-spot/").text
    assert "将记为已经当场答复申请人" in page
    assert "已经主动公开" in page
    assert "属于国家秘密" not in page
    where = {"title": "明细", "on": "2026-01-05", "address": "镇政府公告栏"}
    told = {f"told-public_place.{key}": words for key, words in where.items()}
    said = {"outcomes": ["O01"], "asked": "O01", "text": WORDS, **told}
    taken(clerk, in_hand, "serve-on-the-spot", **said)
    assert in_hand.state == "served"


def test_a_fee_is_proposed_by_one_and_sent_by_another(clerk, head, in_hand):
    form = clerk.get(f"{sheet(in_hand)}propose-fee/")
    assert "本月在本机关此前已有0件" in form.text
    free = clerk.post(f"{sheet(in_hand)}propose-fee/", {"method": "by_item", "quantity": 1})
    assert "不收费" in "".join(free.context["form"].non_field_errors())
    pages = {"method": "by_volume", "quantity": 200}
    shown = clerk.post(f"{sheet(in_hand)}propose-fee/", pages)
    assert "应缴金额：2700元。" in shown.text
    assert "要改正" not in shown.text
    assert not FeeNotice.objects.exists()
    seen = shown.context["form"]["shown"].value()
    other = clerk.post(f"{sheet(in_hand)}propose-fee/", pages | {"quantity": 150, "shown": seen})
    assert "应缴金额：1700元。" in other.text
    absurd = clerk.post(f"{sheet(in_hand)}propose-fee/", pages | {"quantity": 99_999_999})
    assert "最多100,000页" in "".join(absurd.context["form"].non_field_errors())
    taken(clerk, in_hand, "propose-fee", **pages, shown=seen)
    assert f"{in_hand.fee.amount}元" in clerk.get(sheet(in_hand)).text
    today = f"{clock.today()}"
    assert head.get(sheet(in_hand)).context["primary"][0].name == "notice-fee"
    taken(head, in_hand, "notice-fee", on=today, on_paper="on")
    answer = clerk.get(sheet(in_hand))
    assert answer.context["primary"][0].name == "pay"
    in_hand.refresh_from_db()
    told = answer.context["clock"]
    assert (told["label"], told["day"]) == ("申请人缴费的期限", full_day(in_hand.fee.due_on))
    taken(clerk, in_hand, "pay", on=today, receipt_no="财字001")
    assert in_hand.state == "processing"


def test_what_cannot_be_done_now_is_told_with_why(clerk, in_hand):
    barred = dict(clerk.get(sheet(in_hand)).context["barred"])
    assert "归档" in barred["到“已办结”时"].split("、")
    assert "确认收到" not in "".join(barred.values())
    assert clerk.get(f"{sheet(in_hand)}archive/").status_code == 403
