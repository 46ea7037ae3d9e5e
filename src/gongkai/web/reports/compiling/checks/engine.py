"""The rules of the engine, on the report as it will read: it is put on a page and read back."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gongkai import lawbook
from gongkai.engine.examine import examine
from gongkai.engine.intake import take_bytes
from gongkai.engine.render.formats import render
from gongkai.engine.report import AnnualReport
from gongkai.kernel.findings import Finding, Origin, Severity
from gongkai.kernel.problems import Problem
from gongkai.kernel.rules import Need
from gongkai.web.reports.compiling.draft import Draft
from gongkai.web.reports.compiling.found import MESSAGE_LENGTH, Found, found

from . import members

_MOST_QUOTED = 3
_UNREAD = "CELL_UNREAD"


def check(draft: Draft) -> Iterator[Found]:
    """What the engine finds; what only the way to the page and back would leave behind is none of the report's."""
    last, known = draft.last, _told_by_us(draft)
    try:
        report = _examined(draft.body, last_year=last.data if last else None)
    except Problem:
        report = _examined(draft.body)  # last year's report is of no use any more
    ours = [one for one in _judged(report) if one.origin is not Origin.EXTRACTION and one.code not in known]
    theirs = members.broke(draft, ours)
    brought_in = [one for one, _names in theirs]
    yield from (_of_engine(one, draft) for one in ours if one not in brought_in)
    yield from members.told(theirs)


def graded(finding: Finding, draft: Draft) -> Severity:
    """How grave what the engine found is here: against a year before that was not reported here, the law data may be milder."""
    rule = lawbook.load().rule(finding.code)
    is_foreign = rule.needs is Need.LAST_YEAR and rule.unproved is not None and not draft.is_last_ours
    return rule.graded(is_proved=False) if is_foreign else finding.severity


def unanswered(report: AnnualReport, draft: Draft, justified: Iterable[Mapping[str, Any]]) -> list[str]:
    """Errors of the document that is published to which nothing answers that was approved with it."""
    answers = list(justified)
    errors = (one for one in _judged(report) if graded(one, draft) is Severity.ERROR)
    return [one.message for one in errors if not any(_answers(given, one) for given in answers)]


def _judged(report: AnnualReport) -> Iterator[Finding]:
    """What can be said of tables that we drew. No row of theirs is missing; and whether a sum holds of which a part is blank
    nobody can tell: CELL_BLANK asks for the part."""
    sums = {one.code for one in lawbook.load().identities(report.figures.form)}
    for one in report.findings:
        has_gap = any(report.figures.value(cell) is None for cell in one.cells)
        if not (has_gap and one.code in sums | {_UNREAD}):
            yield one


def _answers(given: Mapping[str, Any], error: Finding) -> bool:
    """Whether a reason is for this error: one may be for several rows of a table, but what names no cell is known by its
    words alone."""
    if given["code"] != error.code:
        return False
    if error.cells:
        return set(given["cells"]).issuperset(error.cells)
    return bool(given["message"] == error.message[:MESSAGE_LENGTH])


def _examined(data: Mapping[str, Any], *, last_year: Mapping[str, Any] | None = None) -> AnnualReport:
    before = _examined(last_year) if last_year else None
    return examine(take_bytes(render(data, "html"), name="report.html"), last_year=before)


def _told_by_us(draft: Draft) -> frozenset[str]:
    """Rules of which we know more than can be read: why a cell is empty, which words people wrote, and, with a list of
    problems, which measure answers which."""
    listed = ["PROBLEM_UNANSWERED"] if draft.shortcomings else []
    return frozenset({"CELL_BLANK", "COPY_LAST_YEAR", *listed})


def _of_engine(finding: Finding, draft: Draft) -> Found:
    return found(
        finding.code,
        finding.message,
        severity=graded(finding, draft),
        cells=finding.cells,
        quotes=tuple(one.text for one in finding.evidence[:_MOST_QUOTED]),
        left=finding.left,
        right=finding.right,
    )
