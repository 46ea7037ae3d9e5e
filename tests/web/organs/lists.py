"""Lists of invented organs as files."""

import io
from collections.abc import Iterable, Mapping

from openpyxl import Workbook

from gongkai.engine.intake import Source, take_bytes
from gongkai.kernel.duties import SYSTEM, Viewer
from gongkai.web.organs.importing import Plan, Verdict, carry_out, plan
from tests.web.conftest import NOW

HEADINGS = ("全称", "网址名", "级别", "类别", "上级机关", "统一社会信用代码", "联系电话")
Row = Iterable[str]


def csv_file(*rows: Row, headings: Row = HEADINGS, encoding: str = "utf-8") -> Source:
    text = "\n".join(",".join(row) for row in (headings, *rows))
    return take_bytes(text.encode(encoding), name="名册.csv")


def xlsx_file(*rows: Row, headings: Row = HEADINGS, hidden: int | None = None) -> Source:
    book = Workbook()
    book.active.append(["墨鹭县机关名册"])
    book.active.append([])
    for row in (headings, *rows):
        book.active.append(list(row))
    if hidden:
        book.active.row_dimensions[hidden].hidden = True
    out = io.BytesIO()
    book.save(out)
    return take_bytes(out.getvalue(), name="名册.xlsx")


def town(
    name: str, parent: str = "墨鹭县人民政府", *, slug: str = "", code: str = "", phone: str = ""
) -> Row:
    return (name, slug, "乡级", "人民政府", parent, code, phone)


def judged(source: Source, by: Viewer = SYSTEM) -> Plan:
    return plan(source, by=by)


def verdicts(planned: Plan) -> Mapping[int, str]:
    return {row.line: row.verdict.value for row in planned.rows}


def reasons(planned: Plan) -> Mapping[int, str]:
    return {row.line: "".join(map(str, row.faults)) for row in planned.rows if row.verdict is Verdict.REFUSED}


def taken_in(source: Source, by: Viewer = SYSTEM) -> Plan:
    planned = judged(source, by)
    return carry_out(planned, seal=planned.seal, by=by, at=NOW)
