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


class Listing(StrEnum):
    """What our own lists put into a topic: last year's problems with what came of them, this year's problems, what is done
    about them, figures given by hand with their reasons; and what the authority asks for, each item a topic of its own."""

    CARRIED = "carried"
    PROBLEMS = "problems"
    MEASURES = "measures"
    ADJUSTED = "adjusted"
    SPECIAL = "special"


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """One sentence of a proposed draft, with references to facts. It is proposed when the facts of `when` are known and
    not 0, those of `zero` known and 0, and those of `known` known.

    A report that adds others up has `rolled_up` instead, where the organ's own registers stand for the organ alone; empty
    where such a report does not say it.
    """

    text: str
    rolled_up: str
    when: tuple[str, ...] = ()
    zero: tuple[str, ...] = ()
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportTopic:
    """One matter of a section that is prose. `listed`: which of our lists stands behind its text; `is_needed`: a report
    without it is told so."""

    code: str
    section: int
    heading: str
    sentences: tuple[DraftSentence, ...]
    listed: Listing | None = None
    is_needed: bool = False
