"""Every document from its first day on, with its attribute; what is not public has a reason."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from gongkai.kernel.problems import NotYourDuty, Refused
from gongkai.kernel.workdays import Counted
from gongkai.web.documents import actions, selectors
from gongkai.web.documents.limits import due_by
from gongkai.web.documents.models import Document
from gongkai.web.ledger.selectors import history
from tests.web.conftest import NOW

from .conftest import DAY, TITLE, TODAY, WITHHELD, day, is_sound

pytestmark = pytest.mark.django_db


def test_a_document_is_entered_on_its_first_day(town):
    document = town.register(**WITHHELD)
    assert (document.status, document.get_attribute_display()) == ("drafting", "不予公开")
    assert document.reassess_on == day("2027-02-03")
    assert history(document)[0].startswith(
        "同事1于2026年2月3日09:30登记文件枕溪镇河道采砂管理办法，公开属性定为“不予公开”"
    )
    assert is_sound()


REFUSED = {
    "no title": ({"title": "  "}, "没有写标题"),
    "no attribute": ({"attribute": ""}, "没有确定公开属性"),
    "no reason": ({"attribute": "on_request"}, "公开属性是“依申请公开”，没有写明理由"),
    "no words": ({**WITHHELD, "reason": " "}, "没有写明理由"),
    "a reason that will not do": (
        {**WITHHELD, "attribute": "withheld", "reason_code": "narrow_audience"},
        "不适用于公开属性“不予公开”",
    ),
    "unknown reason": ({**WITHHELD, "reason_code": "mood"}, "没有写明理由"),
    "to come": ({"drafted_on": TODAY + DAY}, "起草日期还没有到"),
    "第": ({"doc_no": "枕政发〔2026〕第3号"}, "多了“第”字"),
    "zero": ({"doc_no": "枕政发〔2026〕03号"}, "虚位"),
    "square": ({"doc_no": "枕政发[2026]3号"}, "六角括号"),
    "other": ({"doc_no": "2026-3"}, "不合格式"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_entered(town, case):
    said, reason = REFUSED[case]
    with pytest.raises(Refused, match=reason):
        town.register(**{"title": TITLE} | said)
    assert not Document.objects.exists()


def test_a_reason_is_dropped_where_none_is_needed(town):
    document = town.register(reason_code="privacy", reason="误填")
    assert (document.reason_code, document.reason) == ("", "")


def test_the_database_too_wants_a_reason(town):
    document = town.register()
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(attribute="withheld")


def test_one_number_one_document_of_an_organ(town):
    first = town.issued()
    with pytest.raises(Refused, match=f"已经登记在“{TITLE}”上"):
        town.issued("另一份")
    actions.void(first, reason="重复登记", by=town.clerk, at=NOW)
    assert town.issued("再一份").doc_no == first.doc_no


def test_only_the_organs_own_people_enter(town, viewer_of, county):
    stranger = viewer_of("clerk", county)
    with pytest.raises(NotYourDuty):
        actions.register(town.entry(), organ=town.organ, by=stranger, at=NOW)


def test_what_is_forwarded_keeps_its_attribute(town):
    original = town.issued(**WITHHELD)
    with pytest.raises(Refused, match="转发的文件“枕溪镇河道采砂管理办法”的公开属性是“不予公开”"):
        town.register("转发通知", forwarded_from=original)
    forwarded = town.register("转发通知", forwarded_from=original, **WITHHELD)
    assert forwarded.attribute == original.attribute


def test_a_document_of_policy_waits_for_the_office(town):
    document = town.register(doc_type="policy")
    with pytest.raises(Refused, match="印发前须由工作机构"):
        actions.issue(document, doc_no="枕政发〔2026〕1号", formed_on=TODAY, by=town.clerk, at=NOW)
    with pytest.raises(Refused, match="退回时没有写意见"):
        actions.give_opinion(document, "returned", by=town.office_head, at=NOW)
    with pytest.raises(NotYourDuty):
        actions.give_opinion(document, "agreed", by=town.clerk, at=NOW)
    actions.give_opinion(document, "agreed", by=town.office_head, at=NOW)
    issued = actions.issue(document, doc_no="枕政发〔2026〕1号", formed_on=TODAY, by=town.clerk, at=NOW)
    assert issued.status == "issued"


def test_another_attribute_asks_for_another_opinion(town):
    document = town.register(doc_type="policy")
    actions.give_opinion(document, "agreed", by=town.office_head, at=NOW)
    changed = actions.change_attribute(document, **WITHHELD, by=town.clerk, at=NOW)
    assert (changed.opinion_verdict, changed.opinion_on) == ("", None)
    assert "公开属性改为“不予公开”" in history(changed)[0]


def test_what_is_issued_keeps_attribute_and_number(town):
    document = town.issued()
    with pytest.raises(Refused, match="已经印发，公开属性不再直接更改"):
        actions.change_attribute(document, **WITHHELD, by=town.clerk, at=NOW)
    with pytest.raises(Refused, match="文号不再更改"):
        actions.change(document, town.entry(doc_no="枕政发〔2026〕9号"), by=town.clerk, at=NOW)
    entry = replace(town.entry("枕溪镇河道管理办法"), doc_no=document.doc_no)
    assert actions.change(document, entry, by=town.clerk, at=NOW).title == "枕溪镇河道管理办法"
    assert is_sound()


def test_twenty_workdays_from_the_day_it_was_made(town):
    document = town.issued(formed_on=day("2026-01-30"))
    assert due_by(document) == Counted(day("2026-03-05"))
    assert due_by(town.register("草稿")) is None


def test_what_is_withheld_is_looked_at_again_and_released(town):
    document = town.issued(formed_on=day("2026-01-30"), **WITHHELD)
    assert due_by(document) is None
    later = NOW.replace(year=2027, month=2, day=3)
    assert [alert.sentence for alert in selectors.alerts(town.clerk, later.date())] == [
        f"《{TITLE}》没有主动公开，应在2027年2月3日前评估是否可以公开。"
    ]
    kept = actions.reassess(
        document, attribute="withheld", reason="仍在讨论。", by=town.office_head, at=later
    )
    assert (kept.attribute, kept.reassess_on) == ("withheld", day("2028-02-03"))
    released = actions.reassess(
        document, attribute="active", reason="已经决定。", by=town.office_head, at=later
    )
    assert (released.reassess_on, released.active_since_on, released.reason_code) == (None, later.date(), "")
    assert due_by(released) == Counted(day("2027-03-03"), is_provisional=True)
    assert is_sound()


def test_only_what_is_not_public_is_reassessed(town):
    with pytest.raises(Refused, match="本来就要公开"):
        actions.reassess(town.issued(), attribute="active", reason="无", by=town.office_head, at=NOW)


def test_who_sees_the_register(town, viewer_of, county, organ):
    document = town.register()
    seen = {
        duty: Document.objects.visible_to(viewer_of(duty, where)).filter(pk=document.pk).exists()
        for duty, where in (
            ("clerk", organ),
            ("chief_leader", organ),
            ("authority", county),
            ("clerk", county),
            ("auditor", organ),
        )
    }
    assert seen == {"clerk": False, "chief_leader": True, "authority": True, "auditor": False}
