"""Findings and claims as a page shows them: numbered, grouped by severity, each with its way to the cells."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gongkai import lawbook
from gongkai.kernel.findings import Origin, Severity, Verdict
from gongkai.kernel.form import Form

from . import words


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage of the source and where it stands."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class CellLink:
    """The way from a finding or a claim to a cell: its anchor and its name in words."""

    anchor: str
    label: str


@dataclass(frozen=True, slots=True)
class Card:
    """One finding with everything that its card says."""

    number: int
    grade: words.Grade
    code: str
    title: str
    message: str
    origin: str
    rule: str
    source: str
    advice: str
    quotes: tuple[Quote, ...]
    cells: tuple[CellLink, ...]

    @property
    def anchor(self) -> str:
        """The card's place on the page."""
        return f"finding-{self.number}"

    @property
    def label(self) -> str:
        """How a cell points here, e.g. 错1."""
        return f"{self.grade.short}{self.number}"

    @property
    def more(self) -> int:
        """How many cells are meant beyond the three that the card names at once."""
        return max(0, len(self.cells) - 3)


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A figure stated in prose, what it is compared with and how that came out."""

    text: str
    value: str
    verdict: words.Grade
    cells: tuple[CellLink, ...]


def cards(findings: Iterable[Mapping[str, Any]], form: Form) -> list[Card]:
    """Findings numbered from 1, the grave ones first, otherwise in the order of the report."""
    order = list(Severity)
    ranked = sorted(findings, key=lambda finding: order.index(Severity(finding["severity"])))
    return [_card(number, finding, form) for number, finding in enumerate(ranked, start=1)]


def by_grade(marked: Iterable[Card]) -> list[tuple[words.Grade, list[Card]]]:
    """The cards under their severities; a severity without cards is left out."""
    listed = list(marked)
    groups = [(grade, [mark for mark in listed if mark.grade is grade]) for grade in words.GRADES.values()]
    return [(grade, members) for grade, members in groups if members]


def by_cell(marked: Iterable[Card]) -> dict[str, tuple[Card, ...]]:
    """For each cell name the cards that concern it, the gravest first."""
    cells: dict[str, tuple[Card, ...]] = {}
    for mark in marked:
        for cell in mark.cells:
            cells[cell.anchor] = (*cells.get(cell.anchor, ()), mark)
    return cells


def claims(rows: Iterable[Mapping[str, Any]], form: Form) -> list[ClaimLine]:
    """The figures stated in prose, in their order."""
    return [
        ClaimLine(
            text=row["text"],
            value=words.figure(row["value"]),
            verdict=words.VERDICTS[Verdict(row["verdict"])],
            cells=_links(row["cells"], form),
        )
        for row in rows
    ]


def _card(number: int, finding: Mapping[str, Any], form: Form) -> Card:
    rule = lawbook.load().rule(finding["code"])
    return Card(
        number=number,
        grade=words.GRADES[Severity(finding["severity"])],
        code=finding["code"],
        title=rule.title,
        message=finding["message"],
        origin=words.ORIGINS[Origin(finding["origin"])],
        rule=rule.sentence,
        source=rule.source,
        advice=rule.advice,
        quotes=tuple(Quote(quote["text"], words.place(quote)) for quote in finding["evidence"]),
        cells=_links(finding["cells"], form),
    )


def _links(names: Iterable[str], form: Form) -> tuple[CellLink, ...]:
    return tuple(CellLink(name, words.cell_label(form, name)) for name in names)
