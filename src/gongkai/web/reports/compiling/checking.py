"""What is wrong with a report while it is written: the engine's rules on it as it would be published, and what only we
know: registers, copies from siblings, problems without measures."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from gongkai.engine.examine import examine
from gongkai.engine.intake import take_bytes
from gongkai.engine.render.cells import NOT_KEPT, cell_label, figure
from gongkai.engine.render.formats import render
from gongkai.engine.report import AnnualReport
from gongkai.kernel.facts import Fact, denials
from gongkai.kernel.findings import Finding, Origin, Severity
from gongkai.kernel.problems import Problem
from gongkai.lawbook.facts import fact_kinds
from gongkai.web.reports.models import Compilation, Justification, Report, Shortcoming

from .copies import copies
from .figures import Figured, last_report
from .found import Found, severity_of
from .prose import Written, denial_told, own_words

_MOST_QUOTED = 3
_MOST_NAMED = 5
_LONGEST = 60


def examined(data: Mapping[str, Any], *, last_year: Mapping[str, Any] | None = None) -> AnnualReport:
    """A report that is data, judged as it will read: it is put on a page and read back. Raises Problem."""
    before = examined(last_year) if last_year else None
    return examine(take_bytes(render(data, "html"), name="report.html"), last_year=before)


def found_in(
    compilation: Compilation,
    data: Mapping[str, Any],
    *,
    figured: Figured,
    written: Sequence[Written],
    facts: Mapping[str, Fact],
) -> list[Found]:
    """Everything that is wrong, gravest first, with the justifications that still hold."""
    last = last_report(compilation)
    found = [
        *_engine(data, last, known=_told_by_us(compilation)),
        *_ledger(figured),
        *_rolled(figured),
        *_flaws(written),
        *_denied(written, facts),
        *_unanswered(compilation),
        *_missing(written),
        *copies(compilation, written, last),
    ]
    reasons = {one.fingerprint: one for one in compilation.justifications.filter(is_withdrawn=False)}
    order = list(Severity)
    told = sorted(found, key=lambda one: order.index(one.severity))
    return [_justified(one, reasons.get(one.fingerprint)) for one in told]


def _justified(found: Found, reason: Justification | None) -> Found:
    if reason is None:
        return found
    return replace(found, justification=reason)


def _told_by_us(compilation: Compilation) -> frozenset[str]:
    """Rules of which we know more than can be read: which words people wrote, and, with a list of problems, which measure
    answers which."""
    has_list = compilation.shortcomings.filter(is_removed=False).exists()
    return frozenset({"COPY_LAST_YEAR", *(["PROBLEM_UNANSWERED"] if has_list else [])})


def _engine(data: Mapping[str, Any], last: Report | None, *, known: frozenset[str]) -> Iterator[Found]:
    """The rules of the engine; what only the way to the page and back would leave behind is none of the report's."""
    try:
        report = examined(data, last_year=last.data if last else None)
    except Problem:
        report = examined(data)  # last year's report is of no use any more
    for one in report.findings:
        if one.origin is not Origin.EXTRACTION and one.code not in known:
            yield _of_engine(one)


def _of_engine(finding: Finding) -> Found:
    return Found(
        code=finding.code,
        severity=finding.severity,
        message=finding.message,
        cells=finding.cells,
        quotes=tuple(one.text for one in finding.evidence[:_MOST_QUOTED]),
        left=finding.left,
        right=finding.right,
    )


def _ledger(figured: Figured) -> Iterator[Found]:
    """LEDGER_MATCH: a figure given by hand has its published reason; one that the registers tell otherwise today has none."""
    for cell, shown in figured.cells.items():
        label = cell_label(figured.form, cell)
        if shown.is_changed and shown.value != shown.counted:
            counted = NOT_KEPT if shown.counted is None else f"为{figure(shown.counted)}"
            yield Found(
                code="LEDGER_MATCH",
                severity=severity_of("LEDGER_MATCH"),
                message=f"{label}填报{figure(shown.value or 0)}，台账{counted}。理由随报告公开。",
                cells=(cell,),
                left=shown.value,
                right=shown.counted,
                settled=shown.reason,
            )
        if not shown.is_total and shown.live != shown.counted:
            live = NOT_KEPT if shown.live is None else f"为{figure(shown.live)}"
            frozen = NOT_KEPT if shown.counted is None else f"是{figure(shown.counted)}"
            yield Found(
                code="LEDGER_MATCH",
                severity=severity_of("LEDGER_MATCH"),
                message=f"{label}年末固定的数字{frozen}，现在重新计算{live}。",
                cells=(cell,),
                left=shown.counted,
                right=shown.live,
            )


def _rolled(figured: Figured) -> Iterator[Found]:
    """ROLLUP: a report that adds others up lacks those that nobody has handed in."""
    if figured.missing:
        named = "、".join(figured.missing[:_MOST_NAMED])
        more = f"等{len(figured.missing)}个机关" if len(figured.missing) > _MOST_NAMED else ""
        yield Found(
            code="ROLLUP",
            severity=severity_of("ROLLUP"),
            message=f"{named}{more}没有报送，或者代收的报告还没有确认，汇总的数字不包括它们。",
        )


def _flaws(written: Iterable[Written]) -> Iterator[Found]:
    """References to facts that nobody can tell: they cannot be published."""
    for one in written:
        for flaw in one.flaws:
            yield Found(
                code="FACT_UNKNOWN",
                severity=severity_of("FACT_UNKNOWN"),
                message=f"{one.heading or '引言'}：{flaw}",
                section=one.section,
                topic=one.topic,
                is_final=True,
            )


def _denied(written: Iterable[Written], facts: Mapping[str, Fact]) -> Iterator[Found]:
    """NEGATIVE_CLAIM: what is denied has to be so in its register; where nobody kept one, it cannot be denied."""
    for one in written:
        for denial in denials(own_words(one.pieces), facts, kinds=fact_kinds().values()):
            yield Found(
                code="NEGATIVE_CLAIM",
                severity=severity_of("NEGATIVE_CLAIM") if denial.value else Severity.WARNING,
                message=denial_told(denial, facts),
                quotes=(denial.sentence[:_LONGEST],),
                section=one.section,
                topic=one.topic,
            )


def _unanswered(compilation: Compilation) -> Iterator[Found]:
    """PROBLEM_UNANSWERED: a problem without a measure; and one of last year of which nobody says what came of it: the open
    place would be printed, so it has to be filled."""
    rows = Shortcoming.objects.filter(compilation=compilation, is_removed=False)
    for row in rows.order_by("order", "pk"):
        is_carried = row.carried_from_id is not None
        if not (row.result if is_carried else row.measure).strip():
            lacks = "没有写整改结果" if is_carried else "没有对应的改进措施"
            yield Found(
                code="PROBLEM_UNANSWERED",
                severity=Severity.ERROR if is_carried else Severity.WARNING,
                message=f"问题“{row.problem[:_LONGEST]}”{lacks}。",
                section=5,
                topic="carried" if is_carried else "problems",
                is_final=is_carried,
            )


def _missing(written: Iterable[Written]) -> Iterator[Found]:
    """Topics that a report has to tell; those of section one the engine knows itself."""
    for one in written:
        if one.is_needed and not one.rendered and one.section != 1:
            yield Found(
                code="TOPIC_MISSING",
                severity=severity_of("TOPIC_MISSING"),
                message=f"没有写：{one.heading or '引言'}。",
                section=one.section,
                topic=one.topic,
            )
