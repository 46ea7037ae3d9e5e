"""Rules between two years: one pair of reports that fits, and one edit of either that does not."""

import pytest

from gongkai.engine import intake
from gongkai.engine.examine import examine
from gongkai.engine.judge.years import comparable
from gongkai.engine.report import AnnualReport
from gongkai.kernel.findings import Finding
from gongkai.kernel.rules import Result
from tests.law.test_rules import HOLDS

# Last year's report of the same organ, reworded; five documents in force, to which this year adds one.
LAST = (
    HOLDS.replace("2024年", "2023年")
    .replace("行政规范性文件\t1\t0\t6", "行政规范性文件\t2\t1\t5")
    .replace("全年通过县政府门户网站", "镇政府依托县政府门户网站")
    .replace(
        "对制发的文件逐件认定公开属性，发布前审查内容和格式",
        "文件起草时写明公开属性，由专人在发布以前逐字核对",
    )
    .replace("安排专人维护专栏，每月检查一次链接和附件", "专栏由党政办公室维护，链接失效的当日修复完毕")
    .replace("镇党政办公室负责政府信息公开工作", "政府信息公开工作由镇长分管并定期听取汇报")
    .replace("部分信息发布不够及时", "部分栏目更新不够及时，间隔超过一个月")
    .replace(
        "建立发布台账，每周核对发布是否及时，逾期的当周补发", "每周查看各栏目的更新日期，及时提醒责任科室"
    )
    .replace(
        "丰富政策解读形式，对涉及群众切身利益的文件增加图解和问答",
        "以漫画、视频等形式解读与群众关系密切的政策文件",
    )
)


def check(this: str = HOLDS, last: str = LAST) -> AnnualReport:
    before = examine(intake.take_bytes(last.encode(), "last.txt"))
    return examine(intake.take_bytes(this.encode(), "this.txt"), last_year=before)


def found(report: AnnualReport, code: str) -> list[Finding]:
    return [finding for finding in report.findings if finding.code == code]


CODES = ["T3_CARRY", "T2_STOCK", "T2_REPEAL_BOUND", "T4_STOCK", "YOY_SWING", "COPY_LAST_YEAR"]


@pytest.mark.parametrize("code", CODES)
def test_two_years_that_fit(code: str) -> None:
    assert check().outcomes[code] is Result.HOLDS


ZERO_CASES = "\n0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\n"
OUT = "四、结转下年度继续办理\t0\t0\t0\t0\t0\t0\t0"


@pytest.mark.parametrize(
    ("code", "this", "last", "cell", "sides"),
    [
        # 上年结转 0，上一年度结转下年度 2
        (
            "T3_CARRY",
            None,
            (OUT, OUT.replace("\t0", "\t2", 1)[:-1] + "2"),
            "table3.carried_in.natural_person",
            (0, 2),
        ),
        # 5 + 1 − 0 = 6，填 7
        ("T2_STOCK", ("文件\t1\t0\t6", "文件\t1\t0\t7"), None, "table2.normative_docs.in_force", (7, 6)),
        # 废止 9 件，多于 5 + 1
        (
            "T2_REPEAL_BOUND",
            ("文件\t1\t0\t6", "文件\t1\t9\t6"),
            None,
            "table2.normative_docs.repealed",
            (9, 6),
        ),
        # 上年有 1 件复议尚未审结，本年总计 0
        ("T4_STOCK", None, (ZERO_CASES, "\n0\t0\t0\t1\t1" + ZERO_CASES[10:]), "table4.review.total", (0, 1)),
        # 许可由 17 件变为 80 件
        ("YOY_SWING", ("行政许可\t17", "行政许可\t80"), None, "table2.licences.decisions", (80, 17)),
    ],
)
def test_an_edit_that_does_not_fit(
    code: str,
    this: tuple[str, str] | None,
    last: tuple[str, str] | None,
    *,
    cell: str,
    sides: tuple[int, int],
) -> None:
    report = check(_edited(HOLDS, this), _edited(LAST, last))
    finding = next(item for item in found(report, code) if cell in item.cells)
    assert (finding.left, finding.right) == sides
    assert finding.evidence


def _edited(text: str, change: tuple[str, str] | None) -> str:
    if change is None:
        return text
    assert text.count(change[0]) == 1, change
    return text.replace(*change)


def test_a_copied_report_is_told_with_its_share() -> None:
    [finding] = found(check(last=HOLDS.replace("2024年", "2023年")), "COPY_LAST_YEAR")
    assert "100%" in finding.message
    assert len(finding.evidence) == 3


@pytest.mark.parametrize("year", ["2022年", "2024年", "2025年"])
def test_only_the_year_just_before_is_compared(year: str) -> None:
    report = check(last=LAST.replace("2023年", year))
    assert {report.outcomes[code] for code in CODES} == {Result.UNKNOWN}


def test_forms_of_different_years_have_no_common_stock() -> None:
    """A report of 2020 uses the trial form, whose columns of table 2 mean something else."""
    this = HOLDS.replace("2024年", "2021年")
    last = LAST.replace("2023年", "2020年").replace(
        "本年制发件数\t本年废止件数\t现行有效件数", "本年新制作数量\t本年新公开数量\t对外公开总数量"
    )
    report = check(this, last)
    assert report.outcomes["T2_STOCK"] is Result.NOT_APPLICABLE
    assert report.outcomes["T3_CARRY"] is Result.HOLDS


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("雁回镇人民政府", "青河县雁回镇人民政府", True),
        ("雁回镇", "青河县雁回镇人民政府", True),
        ("青河县人民政府", "青河县政府", True),
        ("雁回镇人民政府", "柳湾镇人民政府", False),
        ("青河县人民政府", "雁回镇人民政府", False),
        ("", "雁回镇人民政府", False),
    ],
)
def test_the_other_report_must_be_the_same_organ_s(one: str, other: str, *, is_same: bool) -> None:
    last = examine(intake.take_bytes(LAST.replace("雁回镇人民政府", other).encode(), "last.txt"))
    assert last.organ == other
    assert (comparable(last, organ=one, year=2024) == "") == is_same


def test_a_report_of_another_organ_is_not_judged() -> None:
    report = check(last=LAST.replace("雁回镇", "柳湾镇"))
    assert {report.outcomes[code] for code in CODES} == {Result.UNKNOWN}


def test_the_reason_for_not_comparing_is_told() -> None:
    last = examine(intake.take_bytes(LAST.encode(), "last.txt"))
    assert comparable(last, organ="雁回镇人民政府", year=2024) == ""
    assert "2022 年度" in comparable(last, organ="雁回镇人民政府", year=2023)
    assert "柳湾镇" in comparable(last, organ="柳湾镇人民政府", year=2024)
    assert "年度" in comparable(last, organ="雁回镇人民政府", year=None)
