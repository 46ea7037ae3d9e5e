"""文书格式: of which paragraphs and places a letter is made, and which elements it must contain, as the law data says."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from .paper import Role

# What a letter is told: words, or a list whose members each have words under the same names.
LetterFacts = Mapping[str, str | tuple[Mapping[str, str], ...]]
# The place that counts the members of a list from one.
COUNTER = "no"
# The same in characters: 一, 二 …
ORDINAL = "nth"
PLACE = re.compile(r"\{([a-z][a-z0-9_.]*)\}")


class LetterFamily(StrEnum):
    """What kind of paper it is: it ends the case, it is a step on the way, or it stays in the office."""

    REPLY = "reply"
    NOTICE = "notice"
    INTERNAL = "internal"


class Recipient(StrEnum):
    """To whom it goes."""

    APPLICANT = "applicant"
    THIRD_PARTY = "third_party"
    CO_MAKER = "co_maker"
    SECTION = "section"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class PartCondition:
    """When a part of a letter belongs to it: with a fact, without one, for certain outcomes, or for none of some; always
    when empty."""

    when: str = ""
    unless: str = ""
    outcomes: frozenset[str] = frozenset()
    not_outcomes: frozenset[str] = frozenset()

    def holds(self, facts: LetterFacts, outcomes: Collection[str]) -> bool:
        """Whether it belongs to the letter of these facts and outcomes."""
        is_of_them = not self.outcomes or not self.outcomes.isdisjoint(outcomes)
        if not is_of_them or not self.not_outcomes.isdisjoint(outcomes):
            return False
        return (not self.when or told(facts, self.when)) and not (self.unless and told(facts, self.unless))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A passage with places; written once for each member of the list `each`, where it names one."""

    text: str
    role: Role = Role.BODY
    each: str = ""
    condition: PartCondition = PartCondition()

    @property
    def texts(self) -> tuple[str, ...]:
        """All in which places may stand."""
        return (self.text,)


@dataclass(frozen=True, slots=True)
class Slip:
    """A form table: labels and words in turn; a row with fewer cells than `shares` stretches its last one.

    An empty cell is filled in by hand, and is `room` rows high. `each` as in a paragraph, for all its rows.
    """

    caption: str
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...]
    room: int = 2
    each: str = ""
    condition: PartCondition = PartCondition()

    @property
    def texts(self) -> tuple[str, ...]:
        """All in which places may stand."""
        return tuple(cell for row in self.rows for cell in row)


@dataclass(frozen=True, slots=True)
class Element:
    """What a letter must contain: the facts of one of its `ways`, or the fixed words that it `says`.

    `missing` tells the officer what is not there and what to do. `is_later`: it comes only with the signature.
    """

    code: str
    name: str
    missing: str
    ways: tuple[tuple[str, ...], ...] = ()
    says: str = ""
    is_later: bool = False
    outcomes: frozenset[str] = frozenset()

    @property
    def facts(self) -> frozenset[str]:
        """All facts of which it may be made."""
        return frozenset(name for way in self.ways for name in way)

    def is_due(self, outcomes: Collection[str]) -> bool:
        """Whether a letter with these outcomes must have it."""
        return not self.outcomes or not self.outcomes.isdisjoint(outcomes)


@dataclass(frozen=True, slots=True)
class LetterGap:
    """A place for which nothing is told: the fact, its name for people, the element that lacks it (empty for none)."""

    fact: str
    label: str
    element: str = ""
    is_later: bool = False


@dataclass(frozen=True, slots=True)
class LetterForm:
    """One letter of the law data. `labels` name its places for people, `defaults` are what stands where nothing is told.

    `remedy` is empty where the outcome says which way is open, else the code that is always printed (N for none).
    What the letter would say of a single thing, another letter says in a row of its own: `rows` are those sentences, and
    `decided` is the decision in a few words.
    """

    code: str
    name: str
    source: str
    family: LetterFamily
    recipient: Recipient
    parts: tuple[Paragraph | Slip, ...]
    elements: tuple[Element, ...]
    labels: Mapping[str, str]
    defaults: Mapping[str, str]
    remedy: str = ""
    rows: tuple[Paragraph, ...] = ()
    decided: str = ""
    is_unverified: bool = False
    note: str = ""

    def element_of(self, fact: str) -> Element | None:
        """The element of which a fact is part; None for what may be left out."""
        return next((one for one in self.elements if fact in one.facts), None)

    def gap_of(self, fact: str) -> LetterGap:
        """The gap that a fact leaves when nobody tells it."""
        element = self.element_of(fact)
        if element is None:
            return LetterGap(fact, self.labels[fact])
        return LetterGap(fact, self.labels[fact], element.code, element.is_later)


@dataclass(frozen=True, slots=True)
class LetterLaw:
    """All letters by code."""

    forms: Mapping[str, LetterForm]


def told(facts: LetterFacts, name: str) -> bool:
    """Whether a fact is there; `list.field` is there when the list has members and each of them has the field."""
    fact = facts.get(name)
    if fact is not None:
        return bool(fact.strip()) if isinstance(fact, str) else bool(fact)
    head, _, field = name.partition(".")
    members = facts.get(head)
    if not field or members is None or isinstance(members, str):
        return False
    return bool(members) and all(member.get(field, "").strip() for member in members)
