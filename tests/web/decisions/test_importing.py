"""A list of months: each row gets its verdict; nothing is half taken in; what was handed out can be taken in again."""

import io
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook

from gongkai.kernel.problems import NotYourDuty, Problem, Refused
from gongkai.web.decisions.actions import enter, standing
from gongkai.web.decisions.importing import carry_out, plan, take_list, workbook
from gongkai.web.decisions.models import MonthlyCount
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.sentences import told_of
from gongkai.web.organs.importing.plans import Verdict
from tests.web.conftest import NOW

from .conftest import said, year_of

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
HEADINGS = ("月份", "行政许可", "行政处罚", "行政强制", "行政事业性收费（元）", "数据来源", "说明")
GOOD = ("2025-03", "22", "0", "", "1,234.50", "审批系统", "")


def csv_file(*rows, headings=HEADINGS):
    quoted = (",".join(f'"{cell}"' for cell in line) for line in (headings, *rows))
    return take_list("\n".join(quoted).encode("gb18030"), name="月度数.csv")


def xlsx_file(*rows):
    book = Workbook()
    book.active.append(["枕溪镇2025年行政行为"])
    for line in (HEADINGS, *rows):
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    return take_list(out.getvalue(), name="月度数.xlsx")


@pytest.fixture
def judged(organ, clerk):
    return lambda source: plan(source, organ=organ, on=TODAY, by=clerk)


@pytest.fixture
def taken_in(organ, clerk, judged):
    def carried(source):
        planned = judged(source)
        return carry_out(planned, organ=organ, seal=planned.seal, by=clerk, at=NOW)

    return carried


@pytest.mark.parametrize("file", [csv_file, xlsx_file])
def test_a_good_list_is_taken_in_and_a_blank_cell_is_nothing(taken_in, file) -> None:
    done = taken_in(file(GOOD, ("2025年4月", "3", "1", "0", "0", "审批系统", "")))
    assert [row.verdict for row in done.rows] == [Verdict.NEW] * 2
    rows = {(row.month.month, row.kind): row.value for row in MonthlyCount.objects.all()}
    assert rows == {
        (3, "licences"): 22,
        (3, "penalties"): 0,
        (3, "admin_fees"): Decimal("1234.50"),
        (4, "licences"): 3,
        (4, "penalties"): 1,
        (4, "compulsion"): 0,
        (4, "admin_fees"): 0,
    }
    event = Event.objects.get(kind="decisions.imported")
    assert told_of(event).endswith("导入月度登记数：新增7项，更改0项。")


def test_dates_of_a_workbook_are_months(taken_in) -> None:
    taken_in(xlsx_file((date(2025, 3, 1), 22, 0, None, 1234.5, "审批系统", None)))
    rows = {row.kind: row.value for row in MonthlyCount.objects.all()}
    assert rows == {"licences": 22, "penalties": 0, "admin_fees": Decimal("1234.50")}


def test_the_same_list_again_changes_nothing(judged, taken_in) -> None:
    taken_in(csv_file(GOOD))
    planned = judged(csv_file(GOOD))
    assert planned.is_idle
    assert Event.objects.filter(kind__startswith="decisions.").count() == 4


FAULTS = [
    ({0: "三月"}, "不是月份，请写成 2025-03"),
    ({0: "2025-13"}, "不是月份"),
    ({0: "2026-02"}, "2026年2月还没有过完"),
    ({1: "-2"}, "行政许可不能是负数"),
    ({1: "2.5"}, "行政许可的件数应是整数"),
    ({2: "无"}, "没有发生的填 0，没有登记的留空"),
    ({4: "29.74万元"}, "以元为单位"),
    ({5: ""}, "2025年3月行政许可没有写明数据来源"),
]


@pytest.mark.parametrize(("cells", "why"), FAULTS)
def test_one_bad_row_and_none_is_taken_in(judged, taken_in, cells, why) -> None:
    bad = tuple(cells.get(place, text) for place, text in enumerate(GOOD))
    source = csv_file(("2025-02", "1", "1", "1", "1", "审批系统", ""), bad)
    planned = judged(source)
    assert [row.verdict for row in planned.rows] == [Verdict.NEW, Verdict.REFUSED]
    assert why in "".join(map(str, planned.rows[1].faults))
    assert planned.rows[1].line == 3
    with pytest.raises(Refused, match="一行也没有登记"):
        taken_in(source)
    assert not MonthlyCount.objects.exists()


def test_a_month_twice_and_the_row_of_somebody_else_are_refused(judged) -> None:
    assert "2025年3月与第2行重复" in "".join(map(str, judged(csv_file(GOOD, GOOD)).rows[1].faults))
    other = csv_file(("拾穗镇人民政府", *GOOD), headings=("机关", *HEADINGS))
    assert "这一行写的机关是“拾穗镇人民政府”" in "".join(map(str, judged(other).rows[0].faults))


def test_a_change_is_told_before_and_needs_its_reason_in_a_frozen_year(
    organ, clerk, judged, taken_in
) -> None:
    enter(organ, [said(month=date(2025, 3, 1), value=21)], by=clerk, at=NOW)
    assert "请在说明中写明更正的原因" in "".join(map(str, judged(csv_file(GOOD)).rows[0].faults))
    source = csv_file((*GOOD[:6], "漏计一件"))
    row = judged(source).rows[0]
    assert row.verdict is Verdict.CHANGED
    assert [(one.heading, one.before, one.after) for one in row.changes] == [("行政许可", "21件", "22件")]
    taken_in(source)
    assert MonthlyCount.objects.get(kind="licences").value == 22


def test_what_was_entered_between_the_dry_run_and_the_confirmation_stops_it(organ, clerk, judged) -> None:
    planned = judged(csv_file(GOOD))
    enter(organ, [said(month=date(2025, 3, 1), value=9)], by=clerk, at=NOW)
    with pytest.raises(Refused, match="请重新预演"):
        carry_out(planned, organ=organ, seal=planned.seal, by=clerk, at=NOW)
    assert MonthlyCount.objects.get().value == 9


def test_what_is_no_list_is_told(judged) -> None:
    with pytest.raises(Problem, match="月份"):
        judged(take_list("甲,乙\n1,2\n".encode(), name="表.csv"))


def test_somebody_else_takes_nothing_in(organ, viewer_of) -> None:
    with pytest.raises(NotYourDuty):
        plan(csv_file(GOOD), organ=organ, on=TODAY, by=viewer_of("section_head", organ))


def test_the_empty_list_has_the_months_and_changes_nothing(organ, judged) -> None:
    data = workbook(organ, 2025, {})
    sheet = load_workbook(io.BytesIO(data)).active
    assert [cell.value for cell in sheet["B"]] == ["月份", *(f"2025-{month:02}" for month in range(1, 13))]
    planned = judged(take_list(data, name="清单.xlsx"))
    assert (len(planned.rows), planned.is_idle, planned.unread) == (12, True, ())


def test_what_was_handed_out_can_be_taken_in_again(organ, clerk, judged, county) -> None:
    year_of(organ, clerk, licences=2, penalties=0, admin_fees="100.25")
    data = workbook(organ, 2025, standing(organ))
    sheet = load_workbook(io.BytesIO(data)).active
    assert [cell.value for cell in sheet[2]][2:7] == [2, 0, None, 100.25, "行政审批系统"]
    assert judged(take_list(data, name="导出.xlsx")).is_idle
    MonthlyCount.objects.all().delete()
    planned = judged(take_list(data, name="导出.xlsx"))
    assert planned.count(Verdict.NEW) == 12
