"""The case of an application: what may be done with it and what not, and every form that leads there."""

from datetime import timedelta

from django.urls import reverse

from gongkai.web.foundations import clock

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
    taken(head, in_hand, "extend", on=f"{clock.today()}", days=20, reason="材料很多")
    assert in_hand.is_extended
    assert in_hand.due_on > due_on
    text = head.get(sheet(in_hand)).text
    assert "理由：材料很多" in text
    assert "延长答复期限20个工作日" in text


def test_a_correction_is_asked_for_and_comes(clerk, in_hand):
    form = clerk.get(f"{sheet(in_hand)}ask-correction/")
    assert "补正只能告知一次" in form.text
    limit_on = form.context["form"].fields["limit_on"].initial
    taken(clerk, in_hand, "ask-correction", on=f"{clock.today()}", limit_on=f"{limit_on}")
    answer = clerk.get(sheet(in_hand))
    assert answer.context["primary"][0].name == "correct"
    assert "期限暂停计算" in answer.text
    assert TITLE in clerk.get(ROOM, {"due": "paused"}).text
    taken(clerk, in_hand, "correct", on=f"{clock.today()}")
    assert in_hand.state == "processing"


def test_sections_are_asked_and_answer(clerk, browser_of, organ, in_hand, section):
    taken(clerk, in_hand, "ask-section", section=section.pk, question="有没有", due_on=f"{clock.today()}")
    asked = in_hand.contributions.get()
    answerer = browser_of("section_head", organ, section=section)
    bare = answerer.post(f"{sheet(in_hand)}answer-section/", {"contribution": asked.pk, "answer": " "})
    assert bare.context["form"].errors["answer"]
    taken(answerer, in_hand, "answer-section", contribution=asked.pk, answer="有，在柜中")
    assert "有，在柜中" in clerk.get(sheet(in_hand)).text


def test_a_third_party_is_asked_and_the_link_is_shown_once(clerk, in_hand):
    said_ = {"name": "柳如是", "is_person": "on", "phone": "13700001111", "about": "分户面积"}
    bare = clerk.post(
        f"{sheet(in_hand)}consult-third-party/", said_ | {"phone": "", "on": f"{clock.today()}"}
    )
    assert "联系方式" in "".join(bare.context["form"].errors["phone"])
    answer = clerk.post(f"{sheet(in_hand)}consult-third-party/", said_ | {"on": f"{clock.today()}"})
    assert "/opinion/" in answer.text
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
