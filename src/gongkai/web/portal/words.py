"""The words of the public pages: what a severity, an origin, a verdict or a cell is called in plain Chinese."""

from dataclasses import dataclass
from decimal import Decimal

from gongkai.engine.render.people import SEVERITY_MARKS, SEVERITY_NAMES
from gongkai.kernel.findings import Origin, Severity, Verdict
from gongkai.kernel.form import Form

TABLES = {"table2": "表二", "table3": "表三", "table4": "表四"}

ORIGINS = {
    Origin.REPORT: "问题出在报告本身。",
    Origin.EXTRACTION: "问题出在文件转成文字的过程，报告本身不一定有错。",
    Origin.UNCLEAR: "无法判断是报告本身的问题，还是文件转成文字时造成的；请对照原件。",
}


@dataclass(frozen=True, slots=True)
class Grade:
    """How a severity is shown: a word, one character for a cell, a shape and a line of explanation."""

    name: str
    word: str
    short: str
    shape: str
    meaning: str


def _grade(severity: Severity, short: str, meaning: str) -> Grade:
    """The words and shapes are the engine's, so that page, terminal and mail speak alike."""
    return Grade(severity.value, SEVERITY_NAMES[severity], short, SEVERITY_MARKS[severity], meaning)


GRADES = {
    Severity.ERROR: _grade(Severity.ERROR, "错", "与规定格式或勾稽关系不符，应当改正。"),
    Severity.WARNING: _grade(Severity.WARNING, "核", "可能有问题，请对照台账或原件核对。"),
    Severity.NOTICE: _grade(Severity.NOTICE, "提", "不影响数字，供完善时参考。"),
}
CLEAN = Grade("ok", "没有发现问题", "✓", "✓", "")

VERDICTS = {
    Verdict.MATCH: Grade("match", "与表一致", "✓", "✓", ""),
    Verdict.MISMATCH: Grade("mismatch", "与表不一致", "✕", "✕", ""),
    Verdict.UNKNOWN: Grade("unknown", "无法比对", "—", "—", ""),
}


def cell_label(form: Form, name: str) -> str:
    """A cell in words, e.g. 表三“（七）总计”行“自然人”列; the name itself when the form has no such cell."""
    try:
        table_id, row_id, column_id = name.split(".")
        row = form.table(table_id).row(row_id)
        column = next(column.label for column in row.columns if column.id == column_id)
    except (ValueError, KeyError, StopIteration):
        return name
    return f"{TABLES[table_id]}“{short_label(row.label)}”行“{column}”列"


def short_label(label: str) -> str:
    """A row label without its remark in brackets: （二）部分公开（区分处理的…） becomes （二）部分公开."""
    head, _, _ = label[1:].partition("（")
    return label[:1] + head


def figure(value: int | float | str | Decimal) -> str:
    """A number as people write it: thousands marks from five digits on."""
    number = Decimal(str(value))
    return f"{number:,f}" if abs(number) >= 10000 else f"{number:f}"


def place(evidence: dict) -> str:
    """Where a passage stands: 第 2 页第 171 行; empty when nothing is known."""
    page, line = evidence.get("page"), evidence.get("line")
    return (f"第 {page} 页" if page else "") + (f"第 {line} 行" if line else "")


def summary(checks: dict[str, int], findings: int) -> str:
    """The one sentence for a person who has a minute."""
    holds, broken, unknown = checks["holds"], checks["broken"], checks["unknown"]
    total = holds + broken + unknown
    if broken:
        sums = f"{total} 项勾稽关系中有 {broken} 项不成立"
        sums += f"，{unknown} 项因数字空白或没有读到而无法判断" if unknown else ""
    elif unknown:
        sums = f"{total} 项勾稽关系中 {holds} 项成立，{unknown} 项因数字空白或没有读到而无法判断"
    else:
        sums = f"{total} 项勾稽关系全部成立"
    return f"{sums}；" + (f"共发现 {findings} 处需要注意。" if findings else "没有发现问题。")
