"""A report that has been read, and what the checks say of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.engine.closing import Closing
from gongkai.engine.counts import Breakdown
from gongkai.engine.intake import Source
from gongkai.engine.marks import compact, settle
from gongkai.engine.prose import Paragraph
from gongkai.kernel.figures import Figures
from gongkai.kernel.findings import Claim, Finding, Severity
from gongkai.kernel.form import Form
from gongkai.kernel.rules import Judgement, Result


@dataclass(frozen=True, slots=True)
class TopicText:
    """One matter of a section: its printed number and heading, its kind; `opening` stands on the heading's line."""

    number: str
    heading: str
    kind: str
    opening: str
    paragraphs: Sequence[Paragraph]

    @property
    def text(self) -> str:
        """Its text as printed, a line a paragraph. Put together when asked for: a check needs it seldom."""
        return "\n".join(part for part in (self.opening, _text(self.paragraphs)) if part)


@dataclass(frozen=True, slots=True)
class SectionText:
    """One of the six sections; tables are left out."""

    number: int
    heading: str
    paragraphs: Sequence[Paragraph]
    topics: tuple[TopicText, ...] = ()

    @property
    def text(self) -> str:
        """Its text as printed, a line a paragraph."""
        return _text(self.paragraphs)


def _text(paragraphs: Sequence[Paragraph]) -> str:
    return "\n".join(paragraph.quote() for paragraph in paragraphs)


@dataclass(frozen=True, slots=True)
class AnnualReport:
    """Everything that was read from one source, and every finding.

    `preface` holds what stands between the title and the first section; `outcomes` has one entry per rule.
    """

    source: Source
    pages: int | None
    title: str
    organ: str
    year: int | None
    form: Form
    period: tuple[date, date] | None
    preface: Sequence[Paragraph]
    sections: tuple[SectionText, ...]
    closing: Closing | None
    figures: Figures
    claims: tuple[Claim, ...]
    breakdowns: tuple[Breakdown, ...]
    judgements: tuple[Judgement, ...]
    findings: tuple[Finding, ...]
    outcomes: Mapping[str, Result]

    @property
    def preface_text(self) -> str:
        """The preface as printed, a line a paragraph; without a cover before the title is told again."""
        title = compact(settle(self.title))
        told = [i for i, p in enumerate(self.preface, 1) if len(p.text) > 4 and title.endswith(p.text)]
        return _text(self.preface[told[-1] if told else 0 :])

    @property
    def has_errors(self) -> bool:
        """Whether any finding is an error; it decides the exit status."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(finding.severity is severity for finding in self.findings)
