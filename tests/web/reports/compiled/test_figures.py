"""Figures of a report: the registers', those that people put in their place, and why."""

import pytest
from django.db import IntegrityError

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Refused
from gongkai.web.ledger.actions import act
from gongkai.web.people.selectors import viewer_for
from gongkai.web.reports.actions import compiling, justifying, signing
from gongkai.web.reports.actions.freezing import freeze
from gongkai.web.reports.compiling import Standing
from gongkai.web.reports.models import Adjustment, Edition, Justification, Snapshot
from tests.web.conftest import NOW
from tests.web.reports.ledgers import bulk

from .desk import fresh

pytestmark = pytest.mark.django_db
NEW, LICENCES = "table3.new_received.natural_person", "table2.licences.decisions"
LACKING = {("licences", 11), ("licences", 12)}


@pytest.fixture
def busy(desk):
    """A town to which forty people came in its year, and some before."""
    bulk([desk.organ], cases=60, seed=7, years=range(2024, 2026))
    return desk


def found(compilation, code):
    return [one for one in Standing(fresh(compilation)).found if one.code == code]


def test_every_cell_is_counted_and_every_sum_holds(busy):
    compilation = busy.begin()
    standing = Standing(compilation)
    assert standing.figured.values["table3.new_received.total"] > 0
    assert not {one.code for one in standing.found} & {
        "T3_BALANCE",
        "T3_LEAF_SUM",
        "T3_ROW_TOTAL",
        "T4_TOTAL",
    }
    assert not found(compilation, "LEDGER_MATCH")


def test_a_figure_given_by_hand_keeps_both_and_moves_the_sums(busy):
    compilation = busy.begin()
    before = Standing(compilation).figured.cells[NEW]
    busy.adjust(compilation, NEW, before.value + 1)
    after = Standing(fresh(compilation)).figured.cells
    assert (after[NEW].counted, after[NEW].given) == (before.counted, before.counted + 1)
    assert (
        after["table3.new_received.total"].value
        == before.counted
        + sum(
            shown.value
            for cell, shown in after.items()
            if cell.startswith("table3.new_received.") and not cell.endswith(("total", "natural_person"))
        )
        + 1
    )
    (match,) = found(compilation, "LEDGER_MATCH")
    assert match.settled
    assert not match.is_open
    (balance, _total) = found(compilation, "T3_BALANCE")  # the person's column, and the sum of all
    assert balance.is_open


def test_a_zero_over_a_ledger_that_is_not_zero_needs_its_published_reason(busy):
    compilation = busy.begin()
    with pytest.raises(Refused, match="没有写明修改的理由"):
        busy.adjust(compilation, NEW, 0, reason="  ")
    row = Adjustment(compilation=compilation, cell=NEW, counted=3, given=0, reason="", at=NOW)
    with pytest.raises(IntegrityError), act("reports.adjust", busy.organ.pk, by=SYSTEM, at=NOW) as pen:
        pen.save(row, "reports.adjusted", facts={})
    busy.adjust(compilation, NEW, 0, reason="年末的登记重复。")
    data = Standing(fresh(compilation)).data
    assert data["reasons"][0]["given"] == 0
    assert data["reasons"][0]["counted"] > 0
    assert "本报告填报0。理由：年末的登记重复。" in data["sections"][5]["text"]


def test_an_error_bars_the_way_until_somebody_answers_for_it(busy):
    compilation = busy.written(lacking=LACKING)
    busy.ask(compilation)
    busy.give(compilation, "remarks", "请补登记十二月的行政许可。")
    with pytest.raises(Refused, match="没有说明理由的错误"):
        busy.send_in(compilation)
    (blank,) = found(compilation, "CELL_BLANK")
    clerk = busy.viewer("clerk")
    justifying.justify(compilation, blank.fingerprint, reason="档案在火灾中灭失。", by=clerk, at=NOW)
    assert not any(one.is_open for one in Standing(fresh(compilation)).found)
    assert fresh(compilation).errors == 0
    review = busy.send_in(compilation)
    busy.review(review, report_figures="yes")
    busy.approve(review)
    busy.publish(fresh(compilation))
    data = Edition.objects.get().data
    (justified,) = data["justified"]
    assert (justified["cells"], justified["reason"]) == ([LICENCES], "档案在火灾中灭失。")
    assert "缺11月、12月的登记" in justified["message"]
    assert data["blanks"] == [LICENCES]


def test_another_figure_needs_another_answer(busy):
    compilation = busy.written(lacking=LACKING)
    one = found(compilation, "CELL_BLANK")[0]
    justifying.justify(compilation, one.fingerprint, reason="已经核对。", by=busy.viewer("clerk"), at=NOW)
    assert not found(compilation, "CELL_BLANK")[0].is_open
    busy.keep_months(lacking={("licences", 12)})
    busy.write(compilation, 1, "platform", "本镇设有政府信息查阅点。")
    (left,) = found(compilation, "CELL_BLANK")
    assert "缺12月的登记" in left.message
    assert left.is_open
    row = Justification.objects.get()
    assert (row.reason, row.is_withdrawn) == ("已经核对。", True)


@pytest.mark.parametrize(
    ("cell", "given", "match"),
    [
        ("table3.new_received.total", 3, "合计由各格相加得出"),
        ("table3.result_total.natural_person", 3, "合计由各格相加得出"),
        ("table3.nothing.at_all", 3, "没有这一格"),
        (NEW, -1, "不小于 0 的整数"),
        (NEW, 0, "与台账相同"),
    ],
)
def test_what_cannot_be_given_by_hand(desk, cell, given, match):
    with pytest.raises(Refused, match=match):
        desk.adjust(desk.begin(), cell, given)


def test_a_figure_is_given_back_to_the_registers(desk):
    compilation = desk.begin()
    row = desk.adjust(compilation, NEW, 2)
    compiling.withdraw_adjustment(row, by=desk.viewer("clerk"), at=NOW)
    assert Standing(fresh(compilation)).figured.values[NEW] == 0
    assert Adjustment.objects.get().is_withdrawn
    with pytest.raises(Refused, match="已经撤销"):
        compiling.withdraw_adjustment(row, by=desk.viewer("clerk"), at=NOW)


def test_a_finding_that_is_not_there_is_not_justified(desk):
    with pytest.raises(Refused, match="没有这一项"):
        justifying.justify(desk.begin(), "0" * 64, reason="已经核对。", by=desk.viewer("clerk"), at=NOW)


@pytest.mark.usefixtures("kept")
def test_last_year_stands_beside_it(desk):
    compilation = desk.begin()
    figured = Standing(compilation).figured
    assert figured.last_year_from == "已公布的2024年度报告"
    assert figured.cells[NEW].last_year == 1
    assert figured.cells["table2.licences.decisions"].last_year == 12345


def test_a_report_that_adds_others_up_names_who_is_missing_and_shows_the_parts(busy, person_with):
    by = viewer_for(person_with("clerk", busy.county).pk, NOW.date())
    before = compiling.begin(busy.county, 2025, by=by, at=NOW)
    (rollup,) = found(before, "ROLLUP")
    assert "枕溪镇" in rollup.message
    assert rollup.is_open
    busy.published()
    assert not found(before, "ROLLUP")
    data = Standing(fresh(before)).data
    parts = data["parts"]["table3.new_received.total"]
    assert sum(value or 0 for value in parts.values()) == data["table3"]["new_received"][-1]
    assert any("枕溪镇" in name for name in parts)
    assert (before.is_rolled_up, busy.organ.compilations.get().is_rolled_up) == (True, False)


def test_a_government_s_own_cases_are_those_of_the_year_s_end(desk, person_with):
    by = viewer_for(person_with("clerk", desk.county).pk, NOW.date())
    compilation = compiling.begin(desk.county, 2025, by=by, at=NOW)
    frozen = freeze(desk.county, 2025, at=NOW)
    bulk([desk.county], cases=30, seed=3, years=range(2025, 2026))  # as if they had been forgotten
    figured = Standing(compilation).figured
    shown = figured.cells[NEW]
    assert (shown.counted, figured.snapshot) == (0, frozen)
    assert shown.live > 0
    assert any(one.cells == (NEW,) and one.is_open for one in found(compilation, "LEDGER_MATCH"))


def test_what_is_sent_in_is_frozen_first_also_where_others_are_added(desk, person_with, monkeypatch):
    """What is judged rests on the figures of the year's end; refused, it has frozen nothing."""
    by = viewer_for(person_with("clerk", desk.county).pk, NOW.date())
    compilation = compiling.begin(desk.county, 2025, by=by, at=NOW)
    judged, met = [], signing.requirements_met

    def seen(standing, *moves):
        judged.append(standing.figured.snapshot)
        return met(standing, *moves)

    monkeypatch.setattr(signing, "requirements_met", seen)
    with pytest.raises(Refused):
        signing.send_in(compilation, by=by, at=NOW)
    assert [one.organ for one in judged] == [desk.county]
    assert not Snapshot.objects.exists()
