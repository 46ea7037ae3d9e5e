"""The case of an application: what may be done with it and what not, and every form that leads there."""

from datetime import timedelta

import pytest
from django.urls import reverse

from gongkai.kernel.days import in_words
from gongkai.kernel.duties import SYSTEM
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.web.applications.papers import add_paper
from gongkai.web.foundations import clock, files
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.registry import all_kinds

from .cases import CARD, ROOM, TITLE, registered, sheet, taken
from .writing import PDF, upload


def test_the_likely_step_is_the_first_button(clerk, case):
    answer = clerk.get(sheet(case))
    assert answer.context["primary"][0].name == "assign"
    assert "现在不能办理的，为什么" in answer.text
    assert "答复期限" in answer.text
    assert "条例第三十三条" in answer.text


def test_whose_duty_a_step_is_is_told(clerk, in_hand):
    others = dict(clerk.get(sheet(in_hand)).context["others"])
    assert "负责人" in others["延长答复期限"]
    assert clerk.get(f"{sheet(in_hand)}extend/").status_code == 403


def test_an_extension_shows_its_limit_and_refuses_more(head, in_hand):
    form = head.get(f"{sheet(in_hand)}extend/")
    assert "最多20个工作日" in form.text
    assert "延期只能办理一次" in form.text
    too_long = head.post(
        f"{sheet(in_hand)}extend/", {"on": f"{clock.today()}", "days": 60, "reason": "材料很多"}
    )
    assert too_long.status_code == 200
    assert "材料很多" in too_long.text
    assert too_long.context["form"].non_field_errors()
    due_on = in_hand.due_on
    taken(head, in_hand, "extend", on=f"{clock.today()}", days=20, reason="材料很多", on_paper="on")
    assert in_hand.is_extended
    assert in_hand.due_on > due_on
    text = head.get(sheet(in_hand)).text
    assert "理由：材料很多" in text
    assert "延长答复期限20个工作日" in text


def test_a_correction_is_asked_for_and_comes(clerk, in_hand):
    form = clerk.get(f"{sheet(in_hand)}ask-correction/")
    assert "补正只能告知一次" in form.text
    limit_on = form.context["form"].fields["limit_on"].initial
    told = {"on": f"{clock.today()}", "limit_on": f"{limit_on}"}
    mute = clerk.post(f"{sheet(in_hand)}ask-correction/", told)
    assert "补正只能告知一次" in mute.context["form"].errors["fact-unclear"][0]
    unclear = {"fact-unclear-0-what": "没有写明村名", "fact-unclear-0-how": "请写明是哪个村的补贴"}
    taken(clerk, in_hand, "ask-correction", on_paper="on", **unclear, **told)
    answer = clerk.get(sheet(in_hand))
    assert answer.context["clock"]["label"] == "申请人补正的期限"
    assert "需要补正：1．没有写明村名：请写明是哪个村的补贴" in answer.text
    assert answer.context["primary"][0].name == "correct"
    assert "期限暂停计算" in answer.text
    assert TITLE in clerk.get(ROOM, {"due": "paused"}).text
    bare = clerk.post(f"{sheet(in_hand)}correct/", {"on": f"{clock.today()}"})
    assert bare.context["form"].errors["said"]
    taken(clerk, in_hand, "correct", on=f"{clock.today()}", said="柳湾村的补贴")
    assert in_hand.state == "processing"
    kept = in_hand.papers.get(kind="correction").kept
    assert files.read(kept).decode() == "柳湾村的补贴"


def test_a_late_correction_keeps_its_words_besides_its_excuse(clerk, head, in_hand, monkeypatch):
    on = clock.today()
    taken(
        clerk,
        in_hand,
        "ask-correction",
        on_paper="on",
        on=f"{on}",
        limit_on=f"{on + timedelta(10)}",
    )
    late, moment = on + timedelta(12), clock.now() + timedelta(12)
    monkeypatch.setattr(clock, "now", lambda: moment)
    monkeypatch.setattr(clock, "today", lambda: late)
    taken(head, in_hand, "lapse-correction", on=f"{late}", on_paper="on")
    told = {"on": f"{late}", "said": "柳湾村的补贴"}
    mute = head.post(f"{sheet(in_hand)}correct-late/", told)
    assert mute.context["form"].errors["reason"]
    taken(head, in_hand, "correct-late", reason="住院", **told)
    assert files.read(in_hand.papers.get(kind="correction").kept).decode() == "柳湾村的补贴"
    assert "理由：住院" in head.get(sheet(in_hand)).text


def test_a_refusal_says_why_or_that_nothing_was_said(clerk, in_hand):
    asked_of = {
        "name": "柳如是",
        "is_person": "on",
        "phone": "13700001111",
        "about": "分户面积",
        "on_paper": "on",
    }
    clerk.post(f"{sheet(in_hand)}consult-third-party/", asked_of | {"on": f"{clock.today()}"})
    said_ = {
        "consultation": in_hand.consultations.get().pk,
        "opinion": "refuses",
        "on": f"{clock.today()}",
    }
    bare = clerk.post(f"{sheet(in_hand)}close-consultation/", said_)
    assert "没有写明他的理由" in "".join(bare.context["form"].non_field_errors())
    both = clerk.post(f"{sheet(in_hand)}close-consultation/", said_ | {"grounds": "隐私", "gave_none": "on"})
    assert both.context["form"].errors["gave_none"]
    taken(clerk, in_hand, "close-consultation", gave_none="on", **said_)
    assert "不同意公开：没有说明理由" in clerk.get(sheet(in_hand)).text


def test_the_slower_of_two_reads_who_was_quicker(clerk, head, in_hand):
    on = f"{clock.today()}"
    extended = {"on": on, "days": 10, "reason": "材料很多", "on_paper": "on"}
    assert head.get(f"{sheet(in_hand)}extend/").status_code == 200
    taken(head, in_hand, "extend", **extended)
    slower = head.post(f"{sheet(in_hand)}extend/", extended)
    assert slower.status_code == 403
    assert f"最近办理的是{in_words(clock.today())}的“延长答复期限”，由陆怀远办理" in slower.text


def test_what_happened_is_told_as_a_sentence():
    """Who did it and when stands before it."""
    said_ = [kind.sentence for code, kind in all_kinds().items() if code.startswith("applications.")]
    assert len(said_) > len(case_lifecycle().moves)
    assert [one for one in said_ if one.startswith("{subject}")] == []


def test_sections_are_asked_and_answer(clerk, browser_of, organ, in_hand, section):
    asked_of = {"section": section.pk, "question": "有没有", "due_on": f"{clock.today()}"}
    assert clerk.get(f"{sheet(in_hand)}ask-section/").context["form"].fields["on_paper"].initial
    taken(clerk, in_hand, "ask-section", on_paper="on", **asked_of)
    asked = in_hand.contributions.get()
    answerer = browser_of("section_head", organ, section=section)
    bare = answerer.post(f"{sheet(in_hand)}answer-section/", {"contribution": asked.pk, "answer": " "})
    assert bare.context["form"].errors["answer"]
    taken(answerer, in_hand, "answer-section", contribution=asked.pk, answer="有，在柜中")
    assert "有，在柜中" in clerk.get(sheet(in_hand)).text


def test_a_third_party_is_asked_and_the_link_is_shown_once(clerk, in_hand):
    said_ = {
        "name": "柳如是",
        "is_person": "on",
        "phone": "13700001111",
        "about": "分户面积",
        "on_paper": "on",
    }
    bare = clerk.post(
        f"{sheet(in_hand)}consult-third-party/", said_ | {"phone": "", "on": f"{clock.today()}"}
    )
    assert "联系方式" in "".join(bare.context["form"].errors["phone"])
    answer = clerk.post(f"{sheet(in_hand)}consult-third-party/", said_ | {"on": f"{clock.today()}"})
    assert "/opinion/" in answer.text
    assert 'data-copy="opinion-address"' in answer.text
    assert "<svg" in answer.text.partition('aria-label="提出意见的链接的二维码"')[2][:100]
    assert "随征求意见书一并送给对方" in answer.text
    asked = in_hand.consultations.get()
    text = clerk.get(sheet(in_hand)).text
    assert "柳**" in text
    assert "柳如是" not in text
    taken(clerk, in_hand, "deliver-consultation", consultation=asked.pk, on=f"{clock.today()}")
    taken(
        clerk,
        in_hand,
        "close-consultation",
        consultation=asked.pk,
        opinion="agrees",
        grounds="",
        on=f"{clock.today()}",
    )
    assert in_hand.state == "processing"


def test_who_applied_is_shown_to_whoever_says_why(clerk, in_hand, browser_of, organ):
    applicant = in_hand.applicants.get()
    address = f"{sheet(in_hand)}unmask/"
    assert "周明远" not in clerk.get(address).text
    bare = clerk.post(address, {"applicant": applicant.pk, "reason": " "})
    assert bare.context["form"].errors["reason"]
    answer = clerk.post(address, {"applicant": applicant.pk, "reason": "电话告知补正"})
    assert "周明远" in answer.text
    assert CARD in answer.text
    assert "no-store" in answer["Cache-Control"]
    assert "周明远" not in clerk.get(sheet(in_hand)).text
    assert browser_of("chief_leader", organ).get(address).status_code == 403


def test_a_number_typed_wrongly_is_put_right_without_reading_the_rest(clerk, in_hand):
    address = f"{sheet(in_hand)}correct-identity/"
    page = clerk.get(address).text
    assert CARD not in page
    applicant = in_hand.applicants.get()
    said = {"applicant": applicant.pk, "phone": "13900008888", "reason": "申请人来电更正"}
    taken(clerk, in_hand, "correct-identity", **said)
    applicant.refresh_from_db()
    assert applicant.masked_contact == "139****8888"
    again = clerk.post(address, said)
    assert "没有不同" in again.text


def test_a_paper_that_shows_him_opens_only_with_a_mark(clerk, organ, browser_of):
    case = registered(clerk, organ, proof=upload("身份证.pdf", PDF))
    paper = case.papers.get()
    address = reverse("applications:paper", args=[case.pk, paper.pk])
    assert clerk.get(address).status_code == 404
    answer = clerk.post(
        f"{sheet(case)}unmask/", {"applicant": case.applicants.get().pk, "reason": "核对来人身份"}
    )
    marked = answer.context["papers"][0][1]
    assert clerk.get(marked).content == PDF
    assert browser_of("clerk", organ).get(marked).status_code == 404


@pytest.mark.parametrize("kind", ["source", "correction", "consultation", "payment", "other"])
def test_whatever_may_show_somebody_opens_only_with_a_mark(clerk, organ, browser_of, in_hand, kind):
    """The file from which people are taken out shows them most of all."""
    with act("applications.file_paper", in_hand.organ_id, by=SYSTEM, at=clock.now()) as pen:
        paper = add_paper(pen, in_hand, kind=kind, name="名册.pdf", data=PDF)
    address = reverse("applications:paper", args=[in_hand.pk, paper.pk])
    assert clerk.get(address).status_code == 404
    assert browser_of("legality_reviewer", organ).get(address).status_code == 404
    assert address not in clerk.get(sheet(in_hand)).text
    said = {"applicant": in_hand.applicants.get().pk, "reason": "核对名册"}
    told = clerk.post(f"{sheet(in_hand)}unmask/", said).context["papers"]
    marked = next(found for name, found in told if found.startswith(address))
    assert clerk.get(marked).content == PDF
    assert Event.objects.filter(kind="applications.unmasked").count() == 1


def test_the_code_is_renewed_and_shown_once(clerk, in_hand):
    old = in_hand.code_digest
    answer = clerk.post(f"{sheet(in_hand)}renew-code/", {"reason": "来人出示身份证"})
    assert answer.context["code"] in answer.text
    in_hand.refresh_from_db()
    assert in_hand.code_digest != old


def test_it_is_split_and_doubles_are_joined(clerk, organ, in_hand):
    double = registered(clerk, organ, channel="fax")
    assert f"{in_hand} {TITLE}" in clerk.get(sheet(double)).text
    wrong = clerk.post(f"{sheet(double)}void/", {"other": "〔1999〕77号"})
    assert "没有这个编号" in "".join(wrong.context["form"].errors["other"])
    taken(clerk, double, "void", other=in_hand.receipt)
    assert double.state == "voided_duplicate"
    one = clerk.post(f"{sheet(in_hand)}split/", {"parts": "补贴标准", "reason": "内容不同"})
    assert "至少" in "".join(one.context["form"].non_field_errors())
    taken(clerk, in_hand, "split", parts="补贴标准\n分户面积：本村各户", reason="内容不同")
    assert in_hand.parts.count() == 2
    assert clerk.get(sheet(in_hand)).status_code == 200


def test_a_search_is_recorded_and_a_paper_filed(clerk, in_hand):
    taken(
        clerk,
        in_hand,
        "search",
        on=f"{clock.today()}",
        places="综合档案室",
        terms="补贴",
        people="沈听雨",
        result="没有找到",
    )
    scanned = upload("核对.pdf", PDF)
    taken(clerk, in_hand, "file-paper", kind="other", name="核对记录", on=f"{clock.today()}", file=scanned)
    text = clerk.get(sheet(in_hand)).text
    assert "综合档案室" in text
    assert "核对记录" in text


def test_the_authority_above_sees_masked_names_and_does_nothing(browser_of, county, in_hand):
    above = browser_of("authority", county)
    answer = above.get(sheet(in_hand))
    assert answer.status_code == 200
    assert "周**" in answer.text
    assert answer.context["primary"] is None
    assert answer.context["acts"] == []


def test_a_letter_waits_until_receipt_is_confirmed(clerk, organ):
    case = registered(clerk, organ, channel="mail_plain")
    assert "还没有确认收到" in clerk.get(ROOM).text
    early = f"{clock.today() - timedelta(days=3)}"
    refused = clerk.post(f"{sheet(case)}receive/", {"on": early, "method": "telephone", "reason": ""})
    assert refused.context["form"].non_field_errors()
    taken(clerk, case, "receive", on=f"{clock.today()}", method="telephone", reason="")
    assert case.number
