"""The register in the office: lists, sheets, every act through its form."""

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from gongkai.web.documents import actions
from gongkai.web.documents.models import Consultation, Document, NormativeDocument
from tests.web.conftest import NOW

from .conftest import DAY, TITLE, TODAY, WITHHELD, address, done, is_sound

pytestmark = pytest.mark.django_db
NUMBER = "枕政发〔2026〕8号"


def test_empty_lists_are_kind(clerk):
    for room in ("register", "normative", "consultations", "reconciliations"):
        assert "没有" in clerk.get(reverse(f"{room}:index")).text


def test_from_registration_to_the_draft_item(clerk, head, town):
    page = done(
        clerk,
        address("register", "register"),
        organ=town.organ.pk,
        title=TITLE,
        doc_type="policy",
        drafted_on=TODAY,
        attribute="active",
    )
    document = Document.objects.get()
    assert "工作机构对公开属性的意见：还没有提出" in page
    assert "登记印发" in page
    done(head, address("register", "give-opinion", document), verdict="agreed")
    page = done(clerk, address("register", "issue", document), doc_no=NUMBER, formed_on=TODAY)
    assert "个工作日" in page
    page = done(clerk, address("register", "draft-item", document), summary="概述")
    document.refresh_from_db()
    assert reverse("items:sheet", args=[document.item_id]) in page
    assert is_sound()


def test_what_is_amiss_is_told_on_the_form(clerk, town):
    said = {
        "organ": town.organ.pk,
        "title": TITLE,
        "doc_type": "ordinary",
        "drafted_on": TODAY,
        "attribute": "withheld",
    }
    assert "没有写明理由" in clerk.post(address("register", "register"), said).text
    said |= {"attribute": "active", "forwards": NUMBER}
    assert "台账中没有这个文号" in clerk.post(address("register", "register"), said).text
    document = town.register()
    answer = clerk.post(
        address("register", "issue", document), {"doc_no": "枕政发〔2026〕第8号", "formed_on": TODAY}
    )
    assert "多了“第”字" in answer.text


def test_a_forwarded_document_is_found_by_its_number(clerk, town):
    original = town.issued(**WITHHELD)
    said = {
        "organ": town.organ.pk,
        "title": "转发通知",
        "doc_type": "ordinary",
        "drafted_on": TODAY,
        "forwards": original.doc_no,
        **WITHHELD,
    }
    done(clerk, address("register", "register"), **said)
    assert Document.objects.get(title="转发通知").forwarded_from == original


def test_the_other_acts_of_a_document(clerk, head, town):
    document = town.register()
    done(clerk, address("register", "change", document), title="新题", doc_type="ordinary", drafted_on=TODAY)
    done(clerk, address("register", "change-attribute", document), **WITHHELD)
    done(clerk, address("register", "issue", document), doc_no=NUMBER, formed_on=TODAY)
    done(head, address("register", "reassess", document), attribute="active", reason="已经决定。")
    page = done(clerk, address("register", "void", document), reason="重复登记")
    document.refresh_from_db()
    assert (document.title, document.attribute, document.status) == ("新题", "active", "void")
    assert "这份文件已经作废：重复登记" in page


def test_an_item_is_matched_by_its_index_number(clerk, town):
    item = town.publish(town.issued())
    other = town.issued("另一份", doc_no=NUMBER)
    answer = clerk.post(address("register", "link", other), {"index_no": "no"})
    assert "没有这个索引号" in answer.text
    answer = clerk.post(address("register", "link", other), {"index_no": item.index_no})
    assert "已经对应另一份文件" in answer.text


def test_lists_are_searched_filtered_and_exported(clerk, town):
    town.issued()
    town.register("护林通知", **WITHHELD)
    listing = reverse("register:index")
    assert "护林通知" not in clerk.get(f"{listing}?q=采砂").text
    assert "护林通知" not in clerk.get(f"{listing}?attribute=active").text
    assert "护林通知" in clerk.get(f"{listing}?is_public=false&ordering=-formed_on").text
    csv = b"".join(clerk.get(f"{listing}?export=csv").streaming_content).decode()
    assert "过程性信息" in csv
    assert clerk.get(f"{listing}?export=xlsx").status_code == 200


def test_a_page_of_fifty_asks_no_more_than_one_of_two(clerk, town, django_assert_max_num_queries):
    for number in range(12):
        town.issued(f"第{number}件", doc_no=f"枕政发〔2026〕{number + 20}号")
        town.normative(f"第{number}份办法")
    for room in ("register", "normative"):
        with django_assert_max_num_queries(30):
            clerk.get(reverse(f"{room}:index"))


def test_every_step_of_a_normative_document_through_its_form(town, browser_of):
    document = town.register(doc_type="normative")
    normative = document.normative
    today = localdate()
    walk = [
        ("section_head", "skip-consultation", {"reason": "不涉及公众权利义务的增减"}),
        ("section_head", "send-to-review", {}),
        ("legality_reviewer", "pass-review", {"reference": "枕司审1号"}),
        ("clerk", "deliberate", {"reference": "镇长办公会议"}),
        ("chief_leader", "sign", {}),
        ("clerk", "register", {"doc_no": NUMBER, "effective_on": today, "valid_until_on": today + 365 * DAY}),
    ]
    actions.give_opinion(document, "agreed", by=town.office_head, at=NOW)
    for duty, act, said in walk:
        page = done(browser_of(duty), address("normative", act, normative), on=today, **said)
    assert "已经统一登记，可以按程序公布" in page
    assert "枕司审1号" in page
    normative.refresh_from_db()
    assert normative.state == "registered"
    assert is_sound()


def test_only_what_leads_on_is_offered(town, clerk, head):
    normative = town.normative()
    page = head.get(address("normative", "sheet", normative)).text
    assert "登记为存量文件" in page
    assert "报送备案" not in page
    answer = clerk.post(address("normative", "file", normative), {"on": TODAY, "party": "县司法局"})
    assert answer.status_code == 403


def test_stock_filing_repeal(town, head):
    normative = town.normative()
    today = localdate()
    page = done(
        head,
        address("normative", "take-over", normative),
        on=today - 20 * DAY,
        reason="存量",
        doc_no=NUMBER,
        effective_on=today - 20 * DAY,
        valid_until_on=today + 90 * DAY,
    )
    assert "已经逾期：" in page
    assert "有效期到" in page
    done(head, address("normative", "file", normative), on=today, party="县司法局")
    done(head, address("normative", "acknowledge", normative), on=today, reference="司备1号")
    done(head, address("normative", "clean-up", normative), on=today, reference="清理结果")
    newer = town.issued("关于废止的决定", doc_no="枕政发〔2026〕9号")
    answer = head.post(
        address("normative", "repeal", normative),
        {"on": today, "reference": "决定", "reason": "过时", "changed_by": "没有"},
    )
    assert "台账中没有这个文号" in answer.text
    page = done(
        head,
        address("normative", "repeal", normative),
        on=today,
        reference="决定",
        reason="过时",
        changed_by=newer.doc_no,
    )
    assert "关于废止的决定" in page
    assert NormativeDocument.objects.get().state == "repealed"
    assert "现行有效" in head.get(f"{reverse('normative:index')}?phase=over&state=repealed").text


def test_particulars(town, clerk):
    normative = town.normative()
    done(clerk, address("normative", "particulars", normative), is_trial="on", is_lead="on")
    normative.refresh_from_db()
    assert (normative.is_trial, normative.is_major, normative.is_lead) == (True, False, True)


def test_a_consultation_through_its_forms(town, clerk):
    today = localdate()
    said = {"since_on": today, "until_on": today + 30 * DAY, "channels": "来信"}
    done(clerk, address("consultations", "open"), document=town.register("另一份").pk, **said)
    assert Consultation.objects.get().until_on == today + 30 * DAY
    over = Consultation(document=town.register(), since_on=TODAY, until_on=TODAY + 30 * DAY, channels="来信")
    consultation = actions.open_consultation(over, by=town.clerk, at=NOW)
    page = done(clerk, address("consultations", "publish", consultation))
    assert f"关于《{TITLE}》公开征求意见的公告" in page
    done(
        clerk,
        address("consultations", "receive", consultation),
        sender="citizen",
        received_on=today,
        text="建议划定禁采区。",
    )
    opinion = consultation.opinions.get()
    answer = clerk.post(
        address("consultations", "answer", consultation), {"opinion": opinion.pk, "verdict": "declined"}
    )
    assert "没有写不采纳或者部分采纳的理由" in answer.text
    done(
        clerk,
        address("consultations", "answer", consultation),
        opinion=opinion.pk,
        verdict="partly",
        reason="禁采区已有规定。",
    )
    assert "没有公布过" in clerk.post(address("consultations", "close", consultation)).text
    elsewhere = {"elsewhere": "县人民政府门户网站", "proof": "https://molu.example.cn/1.html"}
    page = done(clerk, address("consultations", "close", consultation), **elsewhere)
    assert "县人民政府门户网站（https://molu.example.cn/1.html）" in page
    form = clerk.get(address("consultations", "summarise", consultation)).text
    assert "第1条，部分采纳：禁采区已有规定。" in form
    page = done(clerk, address("consultations", "summarise", consultation), summary="共收到意见1条。")
    assert "已反馈采纳情况" in page
    assert is_sound()
