"""A report as the JSON that others rely on (`gongkai.annual-report/1`). Blank and unread cells are null, never 0."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from gongkai.engine.report import AnnualReport, SectionText
from gongkai.kernel.figures import Figures, State
from gongkai.kernel.findings import Claim, Evidence, Finding, Number, Place
from gongkai.kernel.rules import Result

SCHEMA = "gongkai.annual-report/1"
KEYS = (
    *("schema", "source", "title", "organ", "year", "form", "period", "preface", "sections"),
    "closing",
    *("table2", "table3", "table4", "claims", "breakdowns", "blanks", "doubts", "findings", "checks"),
)
# The objects inside, each under the names that lead to it: a database may give their keys back in another order.
INNER_KEYS = {
    "source": ("path", "sha256", "media_type", "pages"),
    "sections": ("number", "heading", "text", "topics"),
    "closing": ("organ", "day"),
    "sections.topics": ("number", "heading", "kind", "text"),
    "claims": ("text", "value", "cells", "verdict", "line", "page"),
    "breakdowns": ("text", "total", "parts", "verdict"),
    "doubts": ("cell", "why"),
    "findings": ("code", "severity", "origin", "message", "cells", "left", "right", "evidence"),
    "findings.evidence": ("text", "page", "line", "box"),
    "checks": ("holds", "broken", "unknown"),
}
_DOUBTED = (State.LOST, State.UNREAD, State.DOUBTFUL)


def as_json(report: AnnualReport, *, with_findings: bool = True) -> dict[str, Any]:
    """The whole report; `gongkai read` leaves the findings out."""
    figures = report.figures
    return {
        "schema": SCHEMA,
        "source": _source(report),
        "title": report.title,
        "organ": report.organ,
        "year": report.year,
        "form": report.form.id,
        "period": [day.isoformat() for day in report.period] if report.period else None,
        "preface": report.preface_text,
        "sections": [_section(section) for section in report.sections],
        "closing": report.closing._asdict() if report.closing else None,
        **tables(figures),
        "claims": [_claim(claim) for claim in report.claims],
        "breakdowns": [
            {
                "text": item.text,
                "total": item.total,
                "parts": list(item.parts),
                "verdict": _verdict(holds=item.holds),
            }
            for item in report.breakdowns
        ],
        "blanks": figures.names(State.BLANK),
        "doubts": [{"cell": name, "why": figures[name].why} for name in figures.names(*_DOUBTED)],
        "findings": [finding_object(finding) for finding in report.findings] if with_findings else [],
        "checks": {
            result.value: sum(judgement.result is result for judgement in report.judgements)
            for result in (Result.HOLDS, Result.BROKEN, Result.UNKNOWN)
        },
    }


def _source(report: AnnualReport) -> dict[str, Any]:
    source = report.source
    return {
        "path": source.name,
        "sha256": source.sha256,
        "media_type": source.media_type,
        "pages": report.pages,
    }


def _section(section: SectionText) -> dict[str, Any]:
    topics = [
        {"number": topic.number, "heading": topic.heading, "kind": topic.kind, "text": topic.text}
        for topic in section.topics
    ]
    return {"number": section.number, "heading": section.heading, "text": section.text, "topics": topics}


def _verdict(*, holds: bool) -> str:
    return "match" if holds else "mismatch"


def tables(figures: Figures) -> dict[str, Any]:
    """Table 2 by row and column, tables 3 and 4 as lists in the form's order."""
    table2, table3, table4 = figures.form.tables
    return {
        "table2": {
            row.id: {c.id: number(figures[f"table2.{row.id}.{c.id}"].value) for c in row.columns}
            for row in table2.rows
        },
        **{
            table.id: {
                row.id: [number(figures[f"{table.id}.{row.id}.{c.id}"].value) for c in row.columns]
                for row in table.rows
            }
            for table in (table3, table4)
        },
    }


def number(value: Number | None) -> int | float | None:
    """A figure as a JSON number; decimals are short enough to survive as floats."""
    return float(value) if isinstance(value, Decimal) else value


def _place(place: Place) -> dict[str, Any]:
    return {"page": place.page, "line": place.line, "box": list(place.box) if place.box else None}


def evidence_objects(items: Iterable[Evidence]) -> list[dict[str, Any]]:
    """Quoted passages as the contract has them."""
    return [{"text": item.text, **_place(item.place)} for item in items]


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "text": claim.text,
        "value": number(claim.value),
        "cells": list(claim.cells),
        "verdict": claim.verdict.value,
        "line": claim.place.line,
        "page": claim.place.page,
    }


def finding_object(finding: Finding) -> dict[str, Any]:
    """A finding as the contract has it."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "origin": finding.origin.value,
        "message": finding.message,
        "cells": list(finding.cells),
        "left": number(finding.left),
        "right": number(finding.right),
        "evidence": evidence_objects(finding.evidence),
    }
