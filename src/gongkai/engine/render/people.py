"""What a check found, for people at a terminal: grouped by gravity, each with its quoted passage."""

import re
from collections.abc import Callable, Iterator, Sequence

from gongkai import lawbook
from gongkai.engine.intake import Kind
from gongkai.engine.report import AnnualReport
from gongkai.kernel.figures import State
from gongkai.kernel.findings import Evidence, Finding, Origin, Severity, Verdict
from gongkai.kernel.rules import Result

SEVERITY_NAMES = {Severity.ERROR: "错误", Severity.WARNING: "需核对", Severity.NOTICE: "提示"}
SEVERITY_MARKS = {Severity.ERROR: "▲", Severity.WARNING: "◆", Severity.NOTICE: "●"}
ORIGIN_NAMES = {
    Origin.REPORT: "",
    Origin.EXTRACTION: "文字提取所致",
    Origin.UNCLEAR: "报告还是提取所致，不能判断",
}
# Why a cell holds no figure. That its row is one short (LOST) is told as the reason; the cell itself was not read.
STATE_NAMES = {State.BLANK: "空白", State.LOST: "未读到", State.UNREAD: "未读到", State.DOUBTFUL: "存疑"}
Paint = Callable[[str, str], str]
MOST_QUOTES = 4
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.NOTICE: "36"}


def as_text(report: AnnualReport, *, paint: Paint = lambda text, _code: text, note: str = "") -> str:
    """The whole result as lines. `paint` adds the escape codes of terminals; `note` stands below the title."""
    title = report.title or "（没有读到标题）"
    lines = [paint(printable(title), "1"), f"  文件 {printable(report.source.name)}", f"  {summary(report)}"]
    lines += [f"  {note}"] if note else []
    for severity in Severity:
        group = [finding for finding in report.findings if finding.severity is severity]
        if group:
            lines += ["", paint(f"{SEVERITY_NAMES[severity]}（{len(group)}）", COLOURS[severity])]
            mark = paint(SEVERITY_MARKS[severity], COLOURS[severity])
            lines += _group(group, mark, kind=report.source.kind)
    return "\n".join(lines)


def _group(findings: Sequence[Finding], mark: str, *, kind: Kind) -> Iterator[str]:
    """Findings of one gravity; what to do stands once, behind the last finding of its rule."""
    for order, finding in enumerate(findings):
        yield from _finding(finding, mark, kind=kind)
        advice = advice_for(finding)
        following = findings[order + 1] if order + 1 < len(findings) else None
        if advice and (following is None or advice_for(following) != advice):
            yield f"      怎么办：{advice}"


def advice_for(finding: Finding) -> str:
    """What a person can do about a finding; where nobody knows whose fault it is, first of all compare."""
    if finding.origin is Origin.UNCLEAR:
        return "请先对照原文，确认是报告本身的问题还是转换文件时丢失。"
    return lawbook.load().rule(finding.code).advice


def printable(text: str) -> str:
    """Text that cannot command a terminal: control characters become ␦."""
    return _CONTROL.sub("␦", text)


def summary(report: AnnualReport) -> str:
    """One sentence: identities, claims, breakdowns, findings."""
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
    if report.breakdowns:
        matched = sum(item.holds for item in report.breakdowns)
        yield f"{len(report.breakdowns)} 处分项，{matched} 处与总数相符"
    counts = [(SEVERITY_NAMES[severity], report.count(severity)) for severity in Severity]
    told = "、".join(f"{count} 处{name}" for name, count in counts if count)
    yield f"发现 {told}" if told else "没有发现问题"


def _finding(finding: Finding, mark: str, *, kind: Kind) -> Iterator[str]:
    origin = ORIGIN_NAMES[finding.origin]
    yield f"  {mark} {printable(finding.message)}{f'（{origin}）' if origin else ''} [{finding.code}]"
    for item in finding.evidence[:MOST_QUOTES]:
        yield f"      {where(item, kind=kind)}{printable(item.text)}"
    if len(finding.evidence) > MOST_QUOTES:
        yield f"      另有 {len(finding.evidence) - MOST_QUOTES} 处"


def where(item: Evidence, *, kind: Kind) -> str:
    """The place of a passage in words, closed by a colon; empty when it has none."""
    return placed(item.place.page, item.place.line, kind=kind)


def placed(page: int | None, line: int | None, *, kind: str) -> str:
    """The same of a place that is kept as data. A workbook's pages are sheets."""
    parts = []
    if page is not None:
        parts.append(f"第 {page} {'张工作表' if kind == 'xlsx' else '页'}")
    if line is not None:
        parts.append(f"第 {line} 行")
    return f"{' '.join(parts)}：" if parts else ""


def paint(text: str, code: str) -> str:
    """Text in a colour of the terminal."""
    return f"\x1b[{code}m{text}\x1b[0m"
