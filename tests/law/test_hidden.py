"""What a workbook holds without showing it is told in one notice; see the rule HIDDEN_CONTENT."""

import io
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.engine import intake
from gongkai.engine.examine import examine
from gongkai.engine.report import AnnualReport
from gongkai.kernel.findings import Severity
from gongkai.kernel.rules import Result
from tests.law.test_rules import HOLDS


def workbook(change: Callable[[Worksheet], None] | None = None) -> AnnualReport:
    """The report that holds, a line of it in each row of a sheet."""
    book = openpyxl.Workbook()
    for line in HOLDS.split("\n"):
        book.active.append([int(part) if part.isdecimal() else part for part in line.split("\t")])
    if change:
        change(book.active)
    out = io.BytesIO()
    book.save(out)
    return examine(intake.take_bytes(out.getvalue(), "holds.xlsx"))


def row(sheet: Worksheet) -> None:
    sheet.append(["初稿：拟公开 90 条"])
    sheet.row_dimensions[sheet.max_row].hidden = True


def column(sheet: Worksheet) -> None:
    sheet["Z3"] = "初稿"
    sheet.column_dimensions["Z"].hidden = True


def draft(sheet: Worksheet) -> None:
    other = sheet.parent.create_sheet("初稿")
    other["A1"] = "经办人意见"
    other.sheet_state = "hidden"


def covered(sheet: Worksheet) -> None:
    sheet["Z4"] = "封面"
    sheet["Z5"] = "旧日期"
    sheet.merged_cells.add("Z4:Z5")


def rounded(sheet: Worksheet) -> None:
    sheet["Z6"], sheet["Z7"] = "万元", 3.14159
    sheet["Z7"].number_format = "0.0"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (row, "行是隐藏的"),
        (column, "第 Z 列是隐藏的"),
        (draft, "工作表“初稿”是隐藏的"),
        (covered, "Z5 被合并单元格盖住"),
        (rounded, "Z7 显示的与存储的数不同"),
    ],
)
def test_what_does_not_show_is_told(change: Callable[[Worksheet], None], told: str) -> None:
    report = workbook(change)
    found = [finding for finding in report.findings if finding.code == "HIDDEN_CONTENT"]
    assert [finding.severity for finding in found] == [Severity.NOTICE]
    assert [told in item.text for item in found[0].evidence] == [True]
    assert not any("意见" in item.text or "旧日期" in item.text for item in found[0].evidence)
    assert report.outcomes["HIDDEN_CONTENT"] is Result.BROKEN


def test_where_all_shows_nothing_is_told() -> None:
    assert workbook().outcomes["HIDDEN_CONTENT"] is Result.HOLDS
