"""Two reports side by side: two years of one organ, or two organs. Figures, what must carry over, copied passages."""

import fnmatch
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from gongkai import lawbook
from gongkai.engine.judge.case import FiguresCase
from gongkai.engine.judge.years import BETWEEN_YEARS, is_same_organ
from gongkai.engine.passages import Copied, CopiedPassage, copied_passages
from gongkai.engine.render.contract import evidence_objects, finding_object, number
from gongkai.engine.taken import Taken
from gongkai.kernel.figures import Figures
from gongkai.kernel.findings import Finding, Number
from gongkai.kernel.form import Table
from gongkai.kernel.rules import Result

SCHEMA = "gongkai.comparison/1"
_ONE_FORM_ONLY = ("T2_STOCK", "T2_REPEAL_BOUND")
# The cells that a rule between two years looks at: this year's, and last year's.
_DOCUMENTS = ("table2.*.issued", "table2.*.repealed", "table2.*.in_force")
_LOOKED_AT = {
    "T3_CARRY": (("table3.carried_in.*",), ("table3.carried_out.*",)),
    "T4_STOCK": (("table4.*.total",), ("table4.*.pending",)),
    "T2_STOCK": (_DOCUMENTS, ("table2.*.in_force",)),
    "T2_REPEAL_BOUND": (_DOCUMENTS, ("table2.*.in_force",)),
}


class Comparability(StrEnum):
    """Whether two figures may be held against each other: they mean the same, are summed to, or only one report has it."""

    SAME = "same"
    SUMMED = "summed"
    INCOMPARABLE = "incomparable"


class Pair(NamedTuple):
    """A figure of both reports. `cells` are those of the first one, `others` those of the second; where one form has a
    single row for what the other one tells apart, the latter's cells are summed. None is blank or not read."""

    cells: tuple[str, ...]
    others: tuple[str, ...]
    left: Number | None
    right: Number | None
    how: Comparability = Comparability.SAME

    @property
    def is_changed(self) -> bool:
        """Whether the two differ, as far as they can be compared."""
        return self.how is not Comparability.INCOMPARABLE and self.left != self.right


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two reports have in common and what not. `why_not` says why nothing has to carry over between them; `ties`
    tells how each rule between two years came out."""

    left: Taken
    right: Taken
    pairs: tuple[Pair, ...]
    why_not: str
    ties: Mapping[str, Result]
    findings: tuple[Finding, ...]
    copied: Copied

    @property
    def changed(self) -> tuple[Pair, ...]:
        """The pairs that differ."""
        return tuple(pair for pair in self.pairs if pair.is_changed)


def compare(left: Taken, right: Taken) -> Comparison:
    """The first report against the second: what was copied is told as a share of the first one. Of two years of one organ
    the later one is held against the earlier, whichever is given first."""
    if _is_earlier(left, right):
        left, right = right, left
    why_not = _why_not(left, right)
    ties, findings = ({}, ()) if why_not else _ties(left.figures, right)
    shortest = int(lawbook.load().rule("COPY_LAST_YEAR").parameters["shortest_passage"])
    return Comparison(
        left,
        right,
        tuple(_pairs(left.figures, right.figures)),
        why_not,
        ties,
        findings,
        copied_passages(left.paragraphs, right.paragraphs, shortest=shortest),
    )


def _is_earlier(left: Taken, right: Taken) -> bool:
    if left.year is None or right.year is None or not is_same_organ(left.organ, right.organ):
        return False
    return left.year < right.year


def _why_not(left: Taken, right: Taken) -> str:
    """Why nothing has to carry over from the second report to the first; empty when something has."""
    if not (left.organ and right.organ):
        return "有一份没有写明机关。"
    if not is_same_organ(left.organ, right.organ):
        return "它们是两个机关的报告。"
    if left.year is None or right.year is None:
        return "有一份没有写明年度。"
    return "" if left.year == right.year + 1 else "它们不是相邻的两个年度。"


def _ties(figures: Figures, last: Taken) -> tuple[dict[str, Result], tuple[Finding, ...]]:
    """How each rule between two years came out, and what breaks it."""
    case = FiguresCase.of(figures, book=lawbook.load())
    results: dict[str, Result] = {}
    findings: list[Finding] = []
    for code, rule in BETWEEN_YEARS.items():
        if code in _ONE_FORM_ONLY and figures.form is not last.form:
            results[code] = Result.UNKNOWN
            continue
        found = list(rule(case, last))
        results[code] = _result(code, case, last.figures, is_broken=bool(found))
        findings += found
    return results, tuple(findings)


def _result(code: str, case: FiguresCase, last: Figures, *, is_broken: bool) -> Result:
    """A rule holds only where all that it looks at was read."""
    if is_broken:
        return Result.BROKEN
    here, there = _LOOKED_AT[code]
    is_known = all(
        figures.value(cell) is not None
        for figures, patterns in ((case.figures, here), (last, there))
        for pattern in patterns
        for cell in fnmatch.filter(figures.form.cells, pattern)
    )
    return Result.HOLDS if is_known else Result.UNKNOWN


def _pairs(left: Figures, right: Figures) -> Iterator[Pair]:
    """Every figure of both, in the order of the first one's form."""
    for table in left.form.tables:
        other = right.form.table(table.id)
        here, there = _by_meaning(table, other), _by_meaning(other, table)
        for key in dict.fromkeys((*here, *there)):
            cells, others = tuple(here.get(key, ())), tuple(there.get(key, ()))
            how = Comparability.SUMMED if len(cells) + len(others) > 2 else Comparability.SAME
            if not (cells and others):
                how = Comparability.INCOMPARABLE
            yield Pair(cells, others, _sum(left, cells), _sum(right, others), how)


def _by_meaning(table: Table, other: Table) -> dict[tuple[str, str], list[str]]:
    """The cells of a table by row and column; rows that the other form has as one stand together under its name: the three
    rows of （六）其他处理 are one row in the trial form."""
    known = {row.id for row in other.rows}
    found: dict[tuple[str, str], list[str]] = {}
    for row in table.rows:
        key = row.group if row.id not in known and row.group in known else row.id
        for column, name in zip(row.columns, table.names[row.id], strict=True):
            found.setdefault((key, column.id), []).append(name)
    return found


def _sum(figures: Figures, cells: Sequence[str]) -> Number | None:
    values = [figures.value(cell) for cell in cells]
    read = [value for value in values if value is not None]
    return sum(read) if read and len(read) == len(values) else None


def as_json(found: Comparison, *, is_whole: bool) -> dict[str, Any]:
    """A comparison as data: the figures that differ or cannot be compared, or with `is_whole` all of them."""
    shown = [
        one for one in found.pairs if is_whole or one.is_changed or one.how is Comparability.INCOMPARABLE
    ]
    return {
        "schema": SCHEMA,
        "left": _side(found.left),
        "right": _side(found.right),
        "figures": [
            {
                "cells": list(pair.cells),
                "others": list(pair.others),
                "left": number(pair.left),
                "right": number(pair.right),
                "how": pair.how.value,
            }
            for pair in shown
        ],
        "why_not": found.why_not,
        "ties": {code: result.value for code, result in found.ties.items()},
        "findings": [finding_object(finding) for finding in found.findings],
        "copied": {
            "share": round(found.copied.share, 4),
            "passages": [_passage(passage) for passage in found.copied.passages],
        },
    }


def _side(report: Taken) -> dict[str, Any]:
    return {
        "path": report.name,
        "sha256": report.sha256,
        "organ": report.organ,
        "year": report.year,
        "form": report.form.id,
    }


def _passage(passage: CopiedPassage) -> dict[str, Any]:
    left, right = evidence_objects((passage.here, passage.there))
    return {"left": left, "right": right}
