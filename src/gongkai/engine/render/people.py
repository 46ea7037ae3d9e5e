"""What a check found, for people at a terminal: grouped by gravity, each with its quoted passage."""

from collections.abc import Iterator

from gongkai.engine.report import AnnualReport
from gongkai.kernel.findings import Evidence, Finding, Origin, Severity, Verdict
from gongkai.kernel.rules import Result

SEVERITY_NAMES = {Severity.ERROR: "错误", Severity.WARNING: "需核对", Severity.NOTICE: "提示"}
SEVERITY_MARKS = {Severity.ERROR: "▲", Severity.WARNING: "◆", Severity.NOTICE: "●"}
ORIGIN_NAMES = {
    Origin.REPORT: "",
    Origin.EXTRACTION: "文字提取所致",
    Origin.UNCLEAR: "报告还是提取所致，不能判断",
}
_COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.NOTICE: "36"}


def as_text(report: AnnualReport, *, coloured: bool) -> str:
    """The whole result as lines; `coloured` adds the escape codes of terminals."""
    paint = _paint if coloured else _leave
    lines = [
        paint(report.title or report.source.name, "1"),
        f"  文件 {report.source.name}",
        f"  {summary(report)}",
    ]
    for severity in Severity:
        group = [finding for finding in report.findings if finding.severity is severity]
        if group:
            lines += ["", paint(f"{SEVERITY_NAMES[severity]}（{len(group)}）", _COLOURS[severity])]
            for finding in group:
                lines += _finding(finding, paint(SEVERITY_MARKS[severity], _COLOURS[severity]))
    return "\n".join(lines)


def summary(report: AnnualReport) -> str:
    """One sentence: identities, claims, findings."""
    return "；".join(_summary(report)) + "。"


def _summary(report: AnnualReport) -> Iterator[str]:
    results = [judgement.result for judgement in report.judgements]
    holds, broken = results.count(Result.HOLDS), results.count(Result.BROKEN)
    told = f"{len(results)} 项勾稽关系"
    if holds == len(results):
        yield f"{told}全部成立"
    else:
        unknown = len(results) - holds - broken
        yield f"{told}：{holds} 项成立，{broken} 项不成立" + (
            f"，{unknown} 项因缺数无法判断" if unknown else ""
        )
    if report.claims:
        matched = sum(claim.verdict is Verdict.MATCH for claim in report.claims)
        yield f"正文所写 {len(report.claims)} 个数，{matched} 个与表一致"
    counts = [(SEVERITY_NAMES[severity], report.count(severity)) for severity in Severity]
    told = "、".join(f"{count} 处{name}" for name, count in counts if count)
    yield f"发现 {told}" if told else "没有发现问题"


def _finding(finding: Finding, mark: str) -> Iterator[str]:
    origin = ORIGIN_NAMES[finding.origin]
    yield f"  {mark} {finding.message}{f'（{origin}）' if origin else ''} [{finding.code}]"
    for item in finding.evidence[:4]:
        yield f"      {where(item)}{item.text}"


def where(item: Evidence) -> str:
    """The place of a passage in words, closed by a colon; empty when it has none."""
    parts = []
    if item.place.page is not None:
        parts.append(f"第 {item.place.page} 页")
    if item.place.line is not None:
        parts.append(f"第 {item.place.line} 行")
    return f"{' '.join(parts)}：" if parts else ""


def _paint(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m"


def _leave(text: str, _code: str) -> str:
    return text
