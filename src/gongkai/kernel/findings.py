"""What a check found, as values: place, evidence, finding, claim."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

Number = int | Decimal
Box = tuple[float, float, float, float]  # left, top, right, bottom in points


class Severity(StrEnum):
    """How grave: an error contradicts the form or the law, a warning asks for a look, a notice informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class Origin(StrEnum):
    """Who is at fault: the report itself, its extraction to text, or it cannot be told."""

    REPORT = "report"
    EXTRACTION = "extraction"
    UNCLEAR = "unclear"


class Verdict(StrEnum):
    """How a figure claimed in prose stands to the tables."""

    MATCH = "match"
    MISMATCH = "mismatch"
    UNKNOWN = "unknown"


class Place(NamedTuple):
    """Where something stands: page and line count from 1; box is (left, top, right, bottom) in points.

    A named tuple, as are `Cell`, `Judgement` and the engine's `Line`, `Word` and `Found`: hundreds are made for each report, and this is the cheapest
    immutable value to make.
    """

    line: int | None = None
    page: int | None = None
    box: Box | None = None


NOWHERE = Place()


def around(places: Sequence[Place]) -> Place:
    """The first place, its box widened to hold those of all others on its page."""
    first = places[0]
    boxes = [place.box for place in places if place.box and place.page == first.page]
    if len(boxes) < 2:
        return first
    return first._replace(box=box_around(boxes))


def box_around(boxes: Iterable[Box]) -> Box:
    """The box that holds all of these boxes."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage quoted as the source has it (white space folded) and its place."""

    text: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not hold, with the passage that shows it."""

    code: str
    severity: Severity
    origin: Origin
    message: str
    cells: tuple[str, ...] = ()
    left: Number | None = None
    right: Number | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure stated in prose and the cells that it speaks of."""

    text: str
    value: Number
    cells: tuple[str, ...]
    verdict: Verdict
    place: Place = NOWHERE
