"""What bars the way of a report, and what only asks for a look; what can be answered with a reason, and what has to be put right."""

import pytest

from gongkai import lawbook
from gongkai.engine.render.cells import cell_label
from gongkai.kernel.findings import Severity
from gongkai.kernel.problems import Refused
from gongkai.web.reports.actions import compiling, justifying, shortcomings
from gongkai.web.reports.compiling import Standing
from gongkai.web.reports.compiling.checks import engine
from gongkai.web.reports.compiling.draft import Draft
from gongkai.web.reports.models import Compilation, Report
from tests.web.conftest import NOW
from tests.web.reports.ledgers import bulk

from .desk import YEAR, fresh

pytestmark = pytest.mark.django_db
NEW = "table3.new_received.natural_person"


def found(compilation, code):
    return [one for one in Standing(fresh(compilation)).found if one.code == code]


def told(problem="公开的信息不够及时", measure="每月核对一次公开目录", **more):
    return shortcomings.Told(problem, measure, "党政办公室", **more)


def test_a_month_that_nobody_entered_is_named_and_nobody_is_told_to_write_nought(desk):
    (blank,) = found(desk.written(lacking={("licences", 11), ("licences", 12)}), "CELL_BLANK")
    assert (blank.severity, blank.cells) == (Severity.ERROR, ("table2.licences.decisions",))
    assert blank.message.endswith("没有数字：缺11月、12月的登记。")
    assert "行政行为" in blank.advice
    assert "应填 0" not in blank.message + blank.advice
    assert blank.is_open
    assert not blank.is_final


def test_a_year_of_which_no_month_was_entered_says_so(desk):
    blanks = found(desk.begin(), "CELL_BLANK")
    assert len(blanks) == 4
    assert all("2025年各月都没有登记" in one.message for one in blanks)


def test_quotation_marks_within_others_are_single_ones(desk):
    label = cell_label(lawbook.load().form_for(YEAR), "table3.denied_security_stability.total")
    assert label == "表三“3.危及‘三安全一稳定’”的“总计”"
    (blank,) = found(desk.written(lacking={("licences", 12)}), "CELL_BLANK")
    assert blank.message.startswith("表二“行政许可”的“")
    assert "””" not in blank.message


def test_a_figure_by_hand_fills_the_cell(desk):
    compilation = desk.written(lacking={("licences", 12)})
    desk.adjust(compilation, "table2.licences.decisions", 3)
    assert found(compilation, "CELL_BLANK") == []


def test_section_five_is_written_before_anybody_is_asked(desk):
    compilation = desk.begin()
    missing = found(compilation, "PROBLEMS_MISSING")
    assert [one.topic for one in missing] == ["problems", "improvement"]
    assert all(one.is_final and one.is_open for one in missing)
    with pytest.raises(Refused, match="必须改正的错误"):
        desk.ask(compilation)
    shortcomings.note(compilation, told(), by=desk.viewer("clerk"), at=NOW)
    assert found(compilation, "PROBLEMS_MISSING") == []


def test_words_that_wait_to_be_filled_in_are_not_published(desk):
    compilation = desk.written()
    desk.write(compilation, 6, "other", "按墨政发【2025】3号文件，全年开展活动【待核实】次。")
    shortcomings.note(compilation, told(measure="【责任单位补充】"), by=desk.viewer("clerk"), at=NOW)
    gaps = found(compilation, "PLACEHOLDER")
    assert [(one.topic, one.is_final) for one in gaps] == [("other", True), ("improvement", True)]
    assert "【待核实】" in gaps[0].message


def test_last_years_problem_without_its_result_has_to_be_answered(desk):
    before = compiling.begin(desk.organ, YEAR - 1, by=desk.viewer("clerk"), at=NOW)
    shortcomings.note(before, told(), by=desk.viewer("clerk"), at=NOW)
    (open_,) = found(desk.begin(), "CARRIED_UNANSWERED")
    assert (open_.severity, open_.is_final, open_.topic) == (Severity.ERROR, True, "carried")


def test_a_sum_that_the_form_prints_is_put_right_and_not_explained(desk):
    compilation = desk.begin()
    desk.adjust(compilation, NEW, 1)
    balance = found(compilation, "T3_BALANCE")
    assert balance
    assert all(one.is_final for one in balance)
    with pytest.raises(Refused, match="不能以说明代替改正"):
        justifying.justify(
            compilation, balance[0].fingerprint, reason="数字确实如此。", by=desk.viewer("clerk"), at=NOW
        )


@pytest.mark.parametrize(("is_ours", "severity"), [(False, Severity.WARNING), (True, Severity.ERROR)])
def test_what_the_year_before_left_is_held_against_our_own_report_alone(desk, kept, is_ours, severity):
    compilation = desk.begin()
    data = kept.data
    data["table3"]["carried_out"] = [2, 0, 0, 0, 0, 0, 2]
    Report.objects.filter(pk=kept.pk).update(data=data)
    standing = Standing(fresh(compilation))
    vars(standing)["is_last_ours"] = is_ours
    carried = [one for one in standing.found if one.code == "T3_CARRY"]
    assert carried
    assert {one.severity for one in carried} == {severity}


@pytest.mark.usefixtures("kept")
def test_the_year_before_is_ours_when_it_was_approved_here(desk):
    compilation = desk.published()
    assert Draft(compilation).last.year == YEAR - 1
    assert not Draft(compilation).is_last_ours
    assert Draft(Compilation(organ=desk.organ, year=YEAR + 1)).is_last_ours


def test_reasons_and_measures_deny_nothing_that_the_registers_tell(desk):
    bulk([desk.organ], cases=5, seed=2, years=range(YEAR, YEAR + 1))
    compilation = desk.begin()
    denial = "全年未收到政府信息公开申请。"
    desk.adjust(compilation, "table2.licences.decisions", 1, reason=denial)
    shortcomings.note(compilation, told(measure=denial), by=desk.viewer("clerk"), at=NOW)
    denied = found(compilation, "NEGATIVE_CLAIM")
    assert [one.topic for one in denied] == ["improvement", "adjusted"]


def test_the_months_of_another_year_do_not_count(desk):
    desk.keep_months()
    other = compiling.begin(desk.organ, YEAR - 1, by=desk.viewer("clerk"), at=NOW)
    assert len(found(other, "CELL_BLANK")) == 4


def test_rows_of_which_nothing_is_registered_are_blank_and_not_missing(desk):
    compilation = desk.begin()
    begun = Draft(compilation)
    data = begun.body | {"table4": {name: [None] * len(row) for name, row in begun.body["table4"].items()}}
    vars(begun)["body"] = data
    assert "CELL_UNREAD" not in {one.code for one in engine.check(begun)}
