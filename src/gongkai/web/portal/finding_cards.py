"""Findings and claims as a page shows them: numbered, grouped by rule, each with its way to the cells."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from gongkai import lawbook
from gongkai.engine.render.cells import cell_label, figure
from gongkai.engine.render.people import advice_for
from gongkai.kernel.findings import Box, Finding, Origin, Severity, Verdict
from gongkai.kernel.form import Form

from . import words
from .originals import Cut, Original, boxes_of, cuts


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
    """One finding: its number on the page, its place within its severity, and what is said of it."""

    number: int
    place: int
    grade: words.Grade
    code: str
    title: str
    message: str
    origin: str
    rule: str
    source: str
    advice: str
    cells: tuple[CellLink, ...]
    quotes: tuple[Quote, ...] = ()
    cuts: tuple[Cut, ...] = ()
    boxes: Mapping[int, Sequence[Box]] = field(default_factory=dict, hash=False)

    @property
    def anchor(self) -> str:
        """The card's place on the page."""
        return f"finding-{self.number}"

    @property
    def label(self) -> str:
        """How a cell points here, e.g. 错1."""
        return f"{self.grade.short}{self.place}"

    @property
    def more(self) -> int:
        """How many cells are meant beyond the three that the card names at once."""
        return max(0, len(self.cells) - 3)


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one rule that call for the same: what the rule says and what to do is told once for all of them."""

    members: tuple[Card, ...]

    @property
    def first(self) -> Card:
        """The finding that speaks for all."""
        return self.members[0]

    @property
    def label(self) -> str:
        """What its findings are called, e.g. 错2 至 错5."""
        labels = [mark.label for mark in self.members]
        return labels[0] if len(labels) == 1 else f"{labels[0]} 至 {labels[-1]}"


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A figure stated in prose, what it is compared with and how that came out."""

    text: str
    value: str
    verdict: words.Grade
    cells: tuple[CellLink, ...]


@dataclass(frozen=True, slots=True)
class SumLine:
    """A total stated in prose with its parts, and whether they add up to it."""

    text: str
    total: str
    parts: tuple[str, ...]
    verdict: words.Grade


def cards(
    report: Mapping[str, Any], form: Form, originals: Mapping[int, Original] | None = None
) -> list[Card]:
    """A report's findings numbered from 1: the grave ones first, those of one rule together, else as in the report. Those that
    have a place on one of the pages at hand (`originals`) show it."""
    listed = report["findings"]
    order = list(Severity)
    met = list(dict.fromkeys(_kind(finding) for finding in listed))
    ranked = sorted(listed, key=lambda f: (order.index(Severity(f["severity"])), met.index(_kind(f))))
    places: Counter[str] = Counter()
    told = []
    for number, finding in enumerate(ranked, start=1):
        places[finding["severity"]] += 1
        card = _card(finding, form, number=number, place=places[finding["severity"]])
        quotes = _quotes(finding["evidence"], report["source"]["media_type"])
        boxes = boxes_of(finding["evidence"])
        told.append(replace(card, quotes=quotes, boxes=boxes, cuts=cuts(boxes, originals or {})))
    return told


def grouped(marked: Iterable[Card]) -> list[Group]:
    """The findings in groups of one rule that call for the same."""
    groups = groupby(marked, key=lambda mark: (mark.grade, mark.code, mark.origin, mark.advice))
    return [Group(tuple(members)) for _same, members in groups]


def by_grade(marked: Iterable[Card]) -> list[tuple[words.Grade, int, list[Group]]]:
    """Under each severity how many findings there are, and their groups; a severity without any is left out."""
    listed = list(marked)
    found = [(grade, [mark for mark in listed if mark.grade is grade]) for grade in words.GRADES.values()]
    return [(grade, len(members), grouped(members)) for grade, members in found if members]


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
            value=figure(row["value"]),
            verdict=words.VERDICTS[Verdict(row["verdict"])],
            cells=_links(row["cells"], form),
        )
        for row in rows
    ]


def sums(rows: Iterable[Mapping[str, Any]]) -> list[SumLine]:
    """The totals stated in prose with their parts, in their order."""
    return [
        SumLine(
            text=row["text"],
            total=figure(row["total"]),
            parts=tuple(figure(part) for part in row["parts"]),
            verdict=words.SUM_VERDICTS[Verdict(row["verdict"])],
        )
        for row in rows
    ]


def _kind(finding: Mapping[str, Any]) -> tuple[str, str]:
    """Findings of one kind stand together: the same rule, and the same said about whose fault it is."""
    return finding["code"], finding["origin"]


def _card(finding: Mapping[str, Any], form: Form, *, number: int, place: int) -> Card:
    rule = lawbook.load().rule(finding["code"])
    severity, origin = Severity(finding["severity"]), Origin(finding["origin"])
    return Card(
        number=number,
        place=place,
        grade=words.GRADES[severity],
        code=finding["code"],
        title=rule.title,
        message=finding["message"],
        origin=words.ORIGINS[origin],
        rule=rule.sentence,
        source=rule.source,
        advice=advice_for(Finding(finding["code"], severity, origin, finding["message"])),
        cells=_links(finding["cells"], form),
    )


def _quotes(evidence: Iterable[Mapping[str, Any]], media_type: str) -> tuple[Quote, ...]:
    return tuple(Quote(item["text"], words.place(item, media_type)) for item in evidence)


def _links(names: Iterable[str], form: Form) -> tuple[CellLink, ...]:
    return tuple(CellLink(name, cell_label(form, name)) for name in names)
