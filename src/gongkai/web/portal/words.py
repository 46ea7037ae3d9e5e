"""The words of the public pages: what a severity, an origin, a verdict or a cell is called in plain Chinese."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gongkai.engine.intake import MEDIA_TYPES, Kind
from gongkai.engine.render.people import SEVERITY_MARKS, SEVERITY_NAMES, where
from gongkai.kernel.findings import Evidence, Origin, Place, Severity, Verdict

# Nobody is blamed. Where it cannot be told, the advice says what to do first (`people.advice_for`): no second order.
ORIGINS = {
    Origin.REPORT: "",
    Origin.EXTRACTION: "问题出在文件转成文字的过程，报告本身不一定有错。",
    Origin.UNCLEAR: "",
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
    # The shape and the colour of what has to be looked at: such a figure is a finding of that grade.
    Verdict.MISMATCH: Grade("warning", "与表不一致", "◆", "◆", ""),
    Verdict.UNKNOWN: Grade("unknown", "无法比对", "—", "—", ""),
}
SUM_VERDICTS = {
    Verdict.MATCH: Grade("match", "与总数相符", "✓", "✓", ""),
    Verdict.MISMATCH: Grade("warning", "与总数不符", "◆", "◆", ""),
    Verdict.UNKNOWN: VERDICTS[Verdict.UNKNOWN],
}

# Kinds of files that a report can be taken away as, by their endings.
DOWNLOADS = {"pdf": " PDF ", "docx": " Word ", "xlsx": " Excel ", "html": "网页", "json": " JSON "}


def place(evidence: Mapping[str, Any], media_type: str) -> str:
    """Where a passage stands in a file of this type: 第 2 页 第 171 行; empty when nothing is known."""
    at = Place(line=evidence.get("line"), page=evidence.get("page"))
    kind: Kind = "xlsx" if media_type == MEDIA_TYPES["xlsx"] else "text"
    return where(Evidence(evidence["text"], at), kind=kind).removesuffix("：")


# The engine's own sentence (`people.summary`) needs the whole report; a published one is kept as JSON only.
def summary(checks: Mapping[str, int], findings: Mapping[str, int]) -> str:
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
    told = "、".join(f"{findings[g.name]} 处{g.word}" for g in GRADES.values() if findings.get(g.name))
    return f"{sums}；" + (f"发现 {told}。" if told else "没有发现问题。")


def pieces(title: str, organ: str) -> list[str]:
    """A title in the pieces between which a line may break: behind the organ, the year and 政府信息公开."""
    marked = title.replace(organ, f"{organ}\n", 1) if organ else title
    marked = re.sub(r"(\d{4}年度?)", r"\1\n", marked, count=1)
    return marked.replace("政府信息公开", "政府信息公开\n", 1).split()
