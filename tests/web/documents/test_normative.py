"""A normative document from drafting to its end: the database follows the table, publication asks it, days end it."""

from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.normative import Phase
from gongkai.kernel.problems import NotYourDuty, Problem, Refused
from gongkai.lawbook.normative import normative_law
from gongkai.web.disclosure import actions as disclosure
from gongkai.web.disclosure.actions import Content
from gongkai.web.documents import actions, selectors
from gongkai.web.documents.actions import Particulars, Step
from gongkai.web.documents.models import NormativeDocument
from gongkai.web.documents.sweeps import EXPIRE, expire, run
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.selectors import history
from gongkai.web.organs.actions import change_particulars
from gongkai.web.outbox.registry import Task, daily_topics
from tests.web.conftest import NOW

from .conftest import DAY, TITLE, TODAY, WITHHELD, day, is_sound

pytestmark = pytest.mark.django_db
TABLE = normative_law().lifecycle
LONG_AGO = day("2025-06-01")


def test_the_whole_way_to_the_public(town):
    normative = town.registered()
    document = normative.document
    assert (document.status, document.doc_no, document.formed_on) == ("issued", "枕政发〔2026〕1号", TODAY)
    item = town.publish(document)
    normative.refresh_from_db()
    assert (normative.state, normative.published_on) == ("published", TODAY)
    assert (normative.filing_due_on, normative.cleanup_due_on) == (day("2026-02-18"), day("2028-02-03"))
    assert (item.kind, item.live_version.effective_on, item.validity) == ("normative", TODAY, "valid")
    assert "公布枕溪镇河道采砂管理办法" in history(normative)[0]
    assert is_sound()


def test_what_was_not_reviewed_and_registered_is_not_published(town):
    normative = town.normative()
    content = Content(
        title=TITLE, summary="概述", body="<p>文</p>", formed_on=TODAY, doc_no="枕政发〔2026〕1号"
    )
    item = disclosure.draft(content, organ=town.organ, kind="normative", by=town.clerk, at=NOW)
    town.approve(item)
    with pytest.raises(Refused, match="没有登记在发文台账中"):
        disclosure.publish(item, by=town.publisher, at=NOW)
    linked = actions.draft_item
    with pytest.raises(Refused, match="不能这样办理"):
        linked(normative.document, summary="概述", by=town.clerk, at=NOW)
    taken = town.step(
        normative,
        "take_over",
        reason="以前公布",
        doc_no="枕政发〔2026〕1号",
        effective_on=TODAY,
        valid_until_on=TODAY,
    )
    assert taken.state == "published"
    disclosure.publish(item, by=town.publisher, at=NOW)
    item.refresh_from_db()
    assert item.document == normative.document


def test_publication_waits_for_the_register(town):
    """An item joined to a document that is still on its way stays where it is."""
    normative = town.normative()
    content = Content(title=TITLE, summary="概述", body="<p>文</p>", formed_on=TODAY)
    item = disclosure.draft(content, organ=town.organ, kind="normative", by=town.clerk, at=NOW)
    town.approve(item)
    type(normative.document).objects.filter(pk=normative.document_id).update(item=item)
    with pytest.raises(Refused, match="还在“起草”环节"):
        disclosure.publish(item, by=town.publisher, at=NOW)


def test_what_the_register_withholds_is_not_published(town):
    document = town.issued(attribute="on_request", reason_code="narrow_audience", reason="只涉及两户。")
    content = Content(title=TITLE, summary="概述", body="<p>文</p>", formed_on=TODAY, doc_no=document.doc_no)
    item = disclosure.draft(content, organ=town.organ, kind="information", by=town.clerk, at=NOW)
    town.approve(item)
    with pytest.raises(Refused, match="公开属性是“依申请公开”"):
        disclosure.publish(item, by=town.publisher, at=NOW)


WORDS = Content(title=TITLE, summary="规定采砂。", body="<p>第一条。</p>", formed_on=TODAY)


def approved(town, *, kind="policy", **said):
    """An item as which somebody would have a document public, approved."""
    item = disclosure.draft(replace(WORDS, **said), organ=town.organ, kind=kind, by=town.clerk, at=NOW)
    town.approve(item)
    return item


@pytest.mark.parametrize("said", [{}, {"doc_no": "枕政发〔2026〕9号"}, {"formed_on": TODAY - DAY}])
def test_what_binds_everybody_is_not_published_as_something_else(town, said):
    """By its title, without a number or under one that the register does not know."""
    normative, item = town.normative(), approved(town, **said)
    with pytest.raises(Refused, match="不能作为“政策文件”公开"):
        disclosure.publish(item, by=town.publisher, at=NOW)
    item.refresh_from_db()
    assert (item.status, normative.state) == ("approved", "drafting")


def test_nor_under_the_number_of_the_register(town):
    """Neither in place of the item of the document, nor beside it."""
    number = town.registered().document.doc_no
    item = approved(town, kind="information", title="另一个标题", doc_no=number)
    with pytest.raises(Refused, match="不能作为“一般信息”公开"):
        disclosure.publish(item, by=town.publisher, at=NOW)
    town.publish(NormativeDocument.objects.get().document)
    with pytest.raises(Refused, match="不能作为“一般信息”公开"):
        disclosure.publish(item, by=town.publisher, at=NOW)


def test_what_the_register_withholds_is_not_published_without_its_number(town):
    document = town.issued("低保审批情况", doc_type="ordinary", **WITHHELD)
    same = approved(town, title=document.title, formed_on=document.formed_on)
    with pytest.raises(Refused, match="公开属性是“不予公开”"):
        disclosure.publish(same, by=town.publisher, at=NOW)
    disclosure.publish(
        approved(town, title=document.title, formed_on=TODAY - 9 * DAY), by=town.publisher, at=NOW
    )


def test_steps_belong_to_duties(town):
    normative = town.normative()
    with pytest.raises(NotYourDuty):
        actions.step(normative, "skip_consultation", Step(TODAY, reason="急"), by=town.clerk, at=NOW)
    with pytest.raises(Refused, match="由系统在公布或者届满时办理"):
        actions.step(town.registered(), "publish", Step(TODAY), by=SYSTEM, at=NOW)


def test_an_organ_without_the_power_makes_none(town):
    change_particulars(town.organ, has_rule_making_power=False, by=SYSTEM, at=NOW)
    normative = town.normative()
    town.step(normative, "skip_consultation", reason="无")
    with pytest.raises(Refused, match="没有登记行政规范性文件制定权"):
        town.step(normative, "send_to_review")


@pytest.mark.parametrize(
    ("said", "until", "is_too_long"),
    [
        ({}, "2031-02-02", False),
        ({}, "2031-02-03", True),
        ({"is_trial": True}, "2028-02-02", False),
        ({"is_trial": True}, "2028-02-03", True),
    ],
)
def test_validity_is_limited(town, said, until, is_too_long):
    normative = town.normative()
    actions.change_particulars(normative, Particulars(**said), by=town.clerk, at=NOW)
    filled = {"reason": "存量", "effective_on": TODAY, "valid_until_on": day(until)}
    if is_too_long:
        with pytest.raises(Refused, match="有效期过长"):
            town.step(normative, "take_over", **filled)
    else:
        assert town.step(normative, "take_over", **filled).valid_until_on == day(until)


def test_what_is_missing_is_named(town):
    normative = town.normative()
    with pytest.raises(Refused, match="还没有填写理由、施行日期和有效期截止日期"):
        town.step(normative, "take_over")
    with pytest.raises(Refused, match="日期还没有到"):
        town.step(normative, "skip_consultation", on=TODAY + DAY, reason="无")


def taken_over(town, title=TITLE, *, on=LONG_AGO, until=TODAY, doc_no=""):
    normative = town.normative(title)
    return town.step(
        normative, "take_over", on=on, reason="存量", doc_no=doc_no, effective_on=on, valid_until_on=until
    )


def test_filing_receipt_clean_up_and_extension(town):
    normative = taken_over(town)
    assert [alert.kind for alert in selectors.alerts(town.clerk, TODAY)] == ["filing", "expiry"]
    filed = town.step(normative, "file", party="墨鹭县司法局")
    assert (filed.state, filed.filed_with) == ("filed", "墨鹭县司法局")
    assert town.step(normative, "acknowledge", reference="墨司备12号").filing_receipt == "墨司备12号"
    with pytest.raises(Refused, match="没有晚于现在的截止日期"):
        town.step(normative, "extend", reference="评估报告", effective_on=TODAY, valid_until_on=TODAY)
    extended = town.step(
        normative, "extend", reference="评估报告", effective_on=TODAY, valid_until_on=day("2030-02-03")
    )
    assert (extended.valid_until_on, extended.cleanup_due_on) == (day("2030-02-03"), day("2028-02-03"))
    assert selectors.alerts(town.clerk, TODAY) == []
    assert [alert.kind for alert in selectors.alerts(town.clerk, day("2028-02-03"))] == ["cleanup"]
    assert is_sound()


def test_the_day_ends_what_is_not_extended_once(town):
    normative = taken_over(town)
    assert expire(on=TODAY, at=NOW) == 0  # its last valid day
    later = NOW + 3 * DAY
    assert expire(on=later.date(), at=later) == 1
    assert expire(on=later.date(), at=later) == 0
    normative.refresh_from_db()
    assert (normative.state, normative.ended_on) == ("expired", TODAY + DAY)
    assert Event.objects.filter(kind="documents.normative_expire").count() == 1
    assert is_sound()


def test_the_day_comes_as_an_errand(town):
    normative = taken_over(town)
    assert EXPIRE in daily_topics()
    later = NOW + 2 * DAY
    run(Task(EXPIRE, "key", {"on": later.date().isoformat()}, later, 1, uuid4()))
    normative.refresh_from_db()
    assert normative.state == "expired"


def test_the_public_item_tells_that_it_is_repealed(town):
    normative = town.registered()
    item = town.publish(normative.document)
    newer = town.issued("关于废止河道采砂管理办法的决定", doc_no="枕政发〔2026〕2号")
    normative.refresh_from_db()
    town.step(normative, "repeal", reason="内容过时", reference="枕政发2号", changed_by=newer)
    item.refresh_from_db()
    assert (item.status, item.validity, item.repealed_on) == ("live", "repealed", TODAY)
    assert is_sound()


def test_giving_it_up_voids_the_document(town):
    normative = town.normative()
    town.step(normative, "abandon", reason="不再需要")
    normative.document.refresh_from_db()
    assert normative.document.status == "void"


def test_the_stock_of_a_year(town):
    taken_over(town, "甲", on=day("2024-03-01"), until=day("2029-02-28"))
    taken_over(town, "乙", on=day("2025-03-01"), until=day("2025-12-31"))
    third = taken_over(town, "丙", on=day("2025-05-01"), until=day("2029-03-01"))
    joint = town.normative("丁")
    actions.change_particulars(joint, Particulars(is_lead=False), by=town.clerk, at=NOW)
    town.step(
        joint,
        "take_over",
        on=day("2025-01-01"),
        reason="存量",
        effective_on=day("2025-01-01"),
        valid_until_on=day("2029-01-01"),
    )
    expire(on=TODAY, at=NOW)
    town.step(third, "repeal", reason="过时", reference="决定")
    told = []
    for year in (2024, 2025, 2026):
        days = (day(f"{year}-01-01"), day(f"{year}-12-31"))
        stock = selectors.stocks([town.organ.pk], *days)[town.organ.pk]
        columns = ("issued", "repealed", "in_force")
        behind = [selectors.behind(town.organ, *days, column).count() for column in columns]
        assert behind == [stock.issued, stock.repealed, stock.in_force]
        told.append(tuple(behind))
    assert told == [(1, 0, 1), (2, 0, 3), (0, 2, 1)]
    before = selectors.stocks([town.organ.pk], day("2023-01-01"), day("2023-12-31"))
    assert before[town.organ.pk].in_force == 0


MOVES = sorted(code for code, move in TABLE.moves.items() if move.duties)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walk=st.lists(st.tuples(st.sampled_from(MOVES), st.booleans()), min_size=8, max_size=14))
def test_any_walk_leaves_the_columns_as_the_steps_say(town, walk):
    """Whatever is tried: refused moves leave no trace in the document; the state is what the steps fold to."""
    normative = town.normative(f"第{NormativeDocument.objects.count() + 1}份办法")
    filled = {
        "reason": "有理由",
        "reference": "有材料",
        "party": "县司法局",
        "effective_on": TODAY,
        "valid_until_on": TODAY + DAY,
        "doc_no": f"枕政办〔2026〕{NormativeDocument.objects.count()}号",
    }
    for move, is_offered in walk:
        offered = [one.code for one in selectors.open_to(normative) if one.duties]
        code = offered[len(move) % len(offered)] if is_offered and offered else move
        before = (normative.state, normative.steps.count())
        try:
            actions.step(normative, code, Step(on=TODAY, **filled), by=SYSTEM, at=NOW)
        except Problem:
            normative.refresh_from_db()
            assert (normative.state, normative.steps.count()) == before
        else:
            normative.refresh_from_db()
    assert normative.state == selectors.standing_of(normative).state.code
    assert (normative.phase is Phase.OVER) == (
        normative.ended_on is not None or normative.state == "abandoned"
    )
    assert is_sound()
