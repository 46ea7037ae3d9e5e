"""The register held beside what is public, month by month."""

from dataclasses import replace

import pytest

from gongkai.kernel.problems import Refused
from gongkai.web.disclosure import actions as disclosure
from gongkai.web.disclosure.actions import Content
from gongkai.web.documents import actions
from gongkai.web.documents.models import Document
from gongkai.web.documents.reconciling import FindingKind, found, kept_mismatches
from gongkai.web.ledger.selectors import history
from tests.web.conftest import NOW

from .conftest import TODAY, WITHHELD, day, is_sound

pytestmark = pytest.mark.django_db
JANUARY = day("2026-01-01")
FEBRUARY = day("2026-02-01")


def sentences(town, month_on=FEBRUARY, on=TODAY):
    return [one.sentence() for one in found(town.organ, month_on, on=on).mismatches]


def published(town, **said):
    """An item that nobody entered in the register."""
    content = replace(
        Content(title="关于河道采砂的通知", summary="概述", body="<p>文</p>", formed_on=TODAY), **said
    )
    item = disclosure.draft(content, organ=town.organ, kind="information", by=town.clerk, at=NOW)
    town.approve(item)
    return disclosure.publish(item, by=town.publisher, at=NOW)


def test_what_agrees(town):
    town.publish(town.issued(formed_on=TODAY))
    findings = found(town.organ, FEBRUARY, on=TODAY)
    assert findings.summary() == "2026年2月印发文件1份，其中已经公开1份。台账与公开的信息一致。"


@pytest.mark.parametrize(
    ("on", "told"),
    [
        ("2026-02-03", "应当主动公开，尚未公开：期限是2026年3月5日，还有18个工作日。"),
        ("2026-03-05", "今天是最后一天。"),
        ("2026-03-07", "期限是2026年3月5日，已超过1个工作日。请尽快按程序公开。"),
    ],
)
def test_what_is_to_be_published_and_is_not(town, on, told):
    town.issued(formed_on=day("2026-01-30"))
    assert told in sentences(town, JANUARY, day(on))[0]


def test_a_limit_into_a_year_without_its_calendar_is_provisional(town):
    month, on = day("2027-01-01"), day("2027-01-20")
    at = NOW.replace(year=2027, month=1, day=20)
    document = town.register()
    actions.issue(document, doc_no="枕政发〔2027〕1号", formed_on=day("2027-01-08"), by=town.clerk, at=at)
    told = sentences(town, month, on)[0]
    assert "（暂定：有的年份的放假安排还没有公布），还有" in told
    kept = actions.reconcile(town.organ, month, by=town.clerk, at=at)
    assert kept_mismatches(kept)[0].sentence() == told


def test_what_is_owed_is_carried_along_until_it_is_public(town):
    document = town.issued(formed_on=day("2026-01-30"))
    assert [one.is_carried for one in found(town.organ, FEBRUARY, on=TODAY).mismatches] == [True]
    assert found(town.organ, FEBRUARY, on=TODAY).issued == 0
    town.publish(document)
    assert sentences(town) == []


def test_a_saturday_that_is_a_workday_is_one(town):
    """2026-02-14 and 2026-02-28 are worked in exchange for the Spring Festival."""
    town.issued(formed_on=day("2026-01-30"))
    assert found(town.organ, JANUARY, on=day("2026-02-27")).mismatches[0].days == 5


def test_what_is_public_and_the_register_does_not_know(town):
    item = published(town, doc_no="枕政发〔2026〕7号")
    assert sentences(town) == [
        "《关于河道采砂的通知》（枕政发〔2026〕7号）已经公开，发文台账中没有这个文号。请补登记，或者核对文号。"
    ]
    published(town, title="没有文号的信息")
    document = town.issued(doc_no="枕政发〔2026〕7号", formed_on=TODAY)
    assert [one.kind for one in found(town.organ, FEBRUARY, on=TODAY).mismatches] == [FindingKind.UNPUBLISHED]
    actions.link(document, item, by=town.clerk, at=NOW)
    assert sentences(town) == []


def test_what_the_register_says_otherwise(town):
    published(town, doc_no="枕政发〔2026〕7号")
    town.issued(doc_no="枕政发〔2026〕7号", formed_on=TODAY, **WITHHELD)
    assert sentences(town) == [
        "《枕溪镇河道采砂管理办法》（枕政发〔2026〕7号）在发文台账中是“不予公开”，公开的信息是“主动公开”。请核对后改正其中一处。"
    ]


def test_what_has_no_reason(town):
    document = town.issued(formed_on=TODAY, **WITHHELD)
    assert sentences(town) == []
    Document.objects.filter(pk=document.pk).update(origin="import", reason="")
    assert sentences(town) == [
        "《枕溪镇河道采砂管理办法》（枕政发〔2026〕1号）的公开属性是“不予公开”，没有写明理由。请补写。"
    ]


def test_drafts_and_what_is_void_are_no_matter(town):
    town.register("草稿")
    actions.void(town.issued(formed_on=TODAY), reason="重复", by=town.clerk, at=NOW)
    assert sentences(town) == []


def test_a_number_matches_by_itself_when_the_item_goes_live(town):
    document = town.issued(doc_no="枕政发〔2026〕7号", formed_on=TODAY)
    item = published(town, doc_no="枕政发〔2026〕7号")
    document.refresh_from_db()
    assert document.item == item
    assert is_sound()


def test_what_was_found_is_frozen(town):
    document = town.issued(formed_on=TODAY)
    kept = actions.reconcile(town.organ, FEBRUARY, by=town.clerk, at=NOW)
    assert kept.counts == {
        "issued": 1,
        "published": 0,
        "late": 0,
        "unpublished": 1,
        "unregistered": 0,
        "differs": 0,
        "without_reason": 0,
    }
    assert kept.hash == found(town.organ, FEBRUARY, on=TODAY).hash
    town.publish(document)
    kept.refresh_from_db()
    assert kept.findings[0]["document"] == document.pk
    assert kept.hash != found(town.organ, FEBRUARY, on=TODAY).hash
    assert "对账2026年2月的发文，查出1处" in history(kept)[0]
    assert is_sound()


def test_a_month_to_come_is_not_reconciled(town):
    with pytest.raises(Refused, match="这个月还没有到"):
        actions.reconcile(town.organ, day("2026-03-01"), by=town.clerk, at=NOW)
