"""What one asks of the search and what it answers, whichever backend does the work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

A_PAGE = 20
COUNTED_UP_TO = (
    1000  # more hits than that are told as “1000 条以上”: counting them all would take longer than finding
)


class Order(StrEnum):
    """How results are sorted."""

    BEST = "best"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Query:
    """Words as a visitor typed them, and what he narrowed the search to; an empty filter asks for everything."""

    words: str
    place: str = ""  # the path of an organ: it and what stands below it
    organ: str = ""  # the slug of one organ
    kind: str = ""
    year: int | None = None
    validity: str = ""
    order: Order = Order.BEST
    page: int = 1


@dataclass(frozen=True, slots=True)
class Hit:
    """One result: where it stands, what it is called and where the words occur; marked parts stand between `MARKS`."""

    label: str
    subject_id: int
    kind: str
    title: str  # with marks
    snippet: str  # with marks; where the words occur
    place: str  # 正文, or the name of the attachment in which they occur; empty for the title
    address: str
    organ: str
    doc_no: str
    published_on: date | None
    validity: str


@dataclass(frozen=True, slots=True)
class Count:
    """One value of a filter: what it is in an address, its name, how many results it would leave."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Result:
    """A page of hits; `total` is exact up to COUNTED_UP_TO, `is_capped` says that there are more. `facets` are the counts
    of each filter (organ, kind, year, validity), the most first."""

    hits: Sequence[Hit]
    total: int
    is_capped: bool
    facets: Mapping[str, Sequence[Count]] = field(default_factory=dict)
    synonyms: Sequence[str] = ()  # other words that were looked for as well
    part: Sequence[str] = ()  # the words that occur, where nothing has all that was typed


MARKS = ("\ue000", "\ue001")  # characters of private use: nothing that anybody types or publishes


class Backend(Protocol):
    """Something that finds; SQLite, PostgreSQL and OpenSearch answer alike."""

    def find(self, query: Query) -> Result:
        """What is public and has the words. Raises Problem when the index cannot be asked."""

    def suggest(self, beginning: str, *, limit: int) -> Sequence[str]:
        """Titles of public things that contain what somebody has begun to type."""

    def part(self, query: Query) -> Sequence[str]:
        """When nothing was found for words typed without blanks: those of them that occur together."""

    def near(self, typed: str) -> Sequence[str]:
        """When nothing was found: other words, near to these, with which something is."""
