"""What the rules look at, and the register of the functions that judge them.

A rule's function has the rule's code, takes a `Case` and gives its findings: none means that the rule holds.
It gives `Result.UNKNOWN` or `Result.NOT_APPLICABLE` when it cannot or need not be judged.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from gongkai.engine.counts import Breakdown
from gongkai.engine.document import Document
from gongkai.engine.fill import Filled
from gongkai.engine.locate import Outline, Subheading
from gongkai.engine.prose import Paragraph, Prose
from gongkai.engine.report import AnnualReport
from gongkai.kernel.figures import Cell, Figures
from gongkai.kernel.findings import Claim, Evidence, Finding, Number, Origin, Place, Severity, around
from gongkai.kernel.form import Form
from gongkai.kernel.rules import Judgement, Result, judge
from gongkai.lawbook import LawBook

Outcome = Sequence[Finding] | Result


class _Finder:
    """Words a finding with the gravity of its rule."""

    __slots__ = ()
    book: LawBook

    def finding(
        self,
        code: str,
        message: str,
        *,
        cells: Sequence[str] = (),
        sides: tuple[Number | None, Number | None] = (None, None),
        evidence: Sequence[Evidence] = (),
        origin: Origin = Origin.REPORT,
        severity: Severity | None = None,
    ) -> Finding:
        """A finding of this case; its severity is the rule's unless the contract asks for another."""
        left, right = sides
        grave = severity or self.book.rule(code).severity
        return Finding(code, grave, origin, message, tuple(cells), left, right, tuple(evidence))


@dataclass(frozen=True, slots=True)
class FiguresCase(_Finder):
    """Figures laid open for judging, without a report around them: a sum of reports, or one that was read before."""

    book: LawBook
    form: Form
    figures: Figures
    judgements: tuple[Judgement, ...]

    @classmethod
    def of(cls, figures: Figures, *, book: LawBook) -> "FiguresCase":
        """With all identities of their form judged."""
        judged = tuple(judge(identity, figures) for identity in book.identities(figures.form))
        return cls(book, figures.form, figures, judged)


@dataclass(frozen=True)
class Case(_Finder):
    """One report laid open for judging. `prose` has the sections 1, 5, 6 and the preface as 0."""

    book: LawBook
    form: Form
    document: Document
    outline: Outline
    filled: Filled
    judgements: tuple[Judgement, ...]
    prose: Mapping[int, Prose]
    subheadings: Mapping[int, Sequence[Subheading]]
    period: tuple[date, date] | None
    period_evidence: Evidence | None
    claims: tuple[Claim, ...]
    breakdowns: tuple[Breakdown, ...]
    published: tuple[int, str, Place] | None
    last_year: AnnualReport | None

    @property
    def figures(self) -> Figures:
        return self.filled.figures

    @cached_property
    def rule_year(self) -> int | None:
        """The year by which rules are chosen; None, which gets every rule, when the title's cannot be true."""
        year = self.outline.year
        return year if year is not None and year >= min(rule.first_year for rule in self.book.rules) else None

    @cached_property
    def has_gap(self) -> bool:
        """Whether text may have been lost: headings of section one leave out numbers, or a page is but a picture."""
        if self.document.pictures:
            return True
        ordinals = [heading.ordinal for heading in self.subheadings.get(1, ())]
        return any(after > before + 1 for before, after in pairwise(ordinals))

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All running text, preface first."""
        return tuple(
            paragraph for number in sorted(self.prose) for paragraph in self.prose[number].paragraphs
        )

    @cached_property
    def level(self) -> str:
        """`township`, `street`, `county`, `department`, or empty when the name does not tell."""
        name = self.outline.organ.removesuffix("人民政府").removesuffix("政府")
        ends = {"镇": "township", "乡": "township", "街道办事处": "street", "街道": "street", "县": "county"}
        for end, level in ends.items():
            if name.endswith(end):
                return level
        return "department" if name.endswith(("局", "委员会", "办公室", "厅", "中心")) else ""

    @cached_property
    def core_name(self) -> str:
        """The name of the place or office without county and 人民政府, as running text uses it: 七级镇."""
        name = re.sub(r"人民政府|政府|办事处", "", self.outline.organ)
        return re.sub(r"^.{2,8}?[县市区旗](?=.{2,})", "", name) or name or self.outline.organ or "\n"

    @property
    def is_government(self) -> bool:
        """Whether the organ is a people's government, for which 条例第五十条第（四）项 asks for results."""
        name = self.outline.organ
        return name.endswith("政府") or self.level in ("township", "county")


Judged = Case | FiguresCase
Check = Callable[[Case], Outcome]
CHECKS: dict[str, Check] = {}
_Check = TypeVar("_Check", bound=Check)


def checks(code: str) -> Callable[[_Check], _Check]:
    """Register the function that judges a rule."""

    def register(function: _Check) -> _Check:
        if code in CHECKS:
            raise ValueError(f"{code} is judged twice")
        CHECKS[code] = function
        return function

    return register


def evidence_of(cell: Cell) -> tuple[Evidence, ...]:
    """The row that a cell stands in, as a quotation."""
    return (Evidence(cell.raw, cell.place),) if cell.printed else ()


def rows_of(cells: Iterable[Cell]) -> tuple[Evidence, ...]:
    """The rows that cells stand in, each quoted once; where boxes are known, its box holds all these cells."""
    places: dict[str, list[Place]] = {}
    for cell in cells:
        for item in evidence_of(cell):
            places.setdefault(item.text, []).append(item.place)
    return tuple(Evidence(text, around(found)) for text, found in places.items())


def passage(paragraph: Paragraph, *, start: int = 0, stop: int | None = None, limit: int = 80) -> Evidence:
    """Part of a paragraph as a quotation, cut to a readable length."""
    end = len(paragraph.text) if stop is None else stop
    return Evidence(
        paragraph.quote(start, min(end, start + limit)), paragraph.place_of(start, min(end, start + limit))
    )
