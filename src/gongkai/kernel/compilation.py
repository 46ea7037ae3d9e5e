"""A report while it is made: what its stages mean, and which of its topics stand in which section.

Its way from the first draft to the published edition is a table (`lifecycle`), which the law data holds.
"""

from dataclasses import dataclass
from enum import StrEnum


class Phase(StrEnum):
    """Whether a report is being written, lies before others, or is out."""

    WRITING = "writing"
    JUDGED = "judged"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """One sentence of a proposed draft, with references to facts. It is proposed when the facts of `when` are known and
    not 0, those of `zero` known and 0, and those of `known` known."""

    text: str
    when: tuple[str, ...] = ()
    zero: tuple[str, ...] = ()
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportTopic:
    """One matter of a section that is prose. `is_listed`: our lists (problems, changed figures) stand behind its text;
    `is_needed`: a report without it is told so."""

    code: str
    section: int
    heading: str
    sentences: tuple[DraftSentence, ...]
    is_listed: bool = False
    is_needed: bool = False
