"""Rules as values: what each check is called, how grave it is, what it needs and where it comes from.

An `Identity` is arithmetic and fully described by data; any other `Rule` is judged by a function of the same
code in `gongkai.engine.judge`. A blank cell adds nothing to a sum; a side on which nothing was read, or an
unread or doubtful cell anywhere, makes an identity *unknown*: it never accuses anybody.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from .figures import Figures, State
from .findings import Number, Severity


class Need(StrEnum):
    """What a rule must have at hand; without it the rule is not applicable."""

    FILE = "file"
    LAST_YEAR = "last_year"
    MEMBERS = "members"
    REGISTER = "register"
    LEDGER = "ledger"


class Result(StrEnum):
    """How a rule came out."""

    HOLDS = "holds"
    BROKEN = "broken"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Rule:
    """One check. It exists for reports of `first_year`…`last_year`; `advice` says what to do about it.

    `parameters` are the numbers that its judging function asks for, such as a threshold. While a report is made here,
    `unproved` is how grave it is where what the report is held against is not our own record, and an error that is not
    `is_justifiable` has to be put right: no reason stands in for it. `answer` is what whoever gives one says.
    """

    code: str
    title: str
    sentence: str
    severity: Severity
    needs: Need
    first_year: int
    last_year: int
    source: str
    advice: str = ""
    parameters: Mapping[str, Number] = field(default_factory=dict, hash=False)
    unproved: Severity | None = None
    is_justifiable: bool = True
    answer: str = ""

    def applies_to(self, year: int | None) -> bool:
        """Whether the rule existed for reports of this year (an unknown year gets every rule)."""
        return year is None or self.first_year <= year <= self.last_year

    def graded(self, *, is_proved: bool) -> Severity:
        """How grave it is, held against our own record or, not `is_proved`, against somebody else's."""
        return self.severity if is_proved else self.unproved or self.severity


@dataclass(frozen=True, slots=True)
class Identity:
    """One equation between cells: the sum on the left equals the sum on the right."""

    code: str
    subject: str
    left: tuple[str, ...]
    right: tuple[str, ...]


class Judgement(NamedTuple):
    """An identity with its sums. `blanks` names the cells that were empty and added nothing."""

    identity: Identity
    result: Result
    left: Number | None
    right: Number | None
    blanks: tuple[str, ...] = ()


def judge(identity: Identity, figures: Figures) -> Judgement:
    """Add up both sides as far as they can be known."""
    blanks: list[str] = []
    left, left_known = _side(identity.left, figures, blanks)
    right, right_known = _side(identity.right, figures, blanks)
    if not (left_known and right_known):
        result = Result.UNKNOWN
    elif left == right:
        result = Result.HOLDS
    else:
        result = Result.BROKEN
    return Judgement(identity, result, left, right, tuple(blanks))


def _side(names: tuple[str, ...], figures: Figures, blanks: list[str]) -> tuple[Number | None, bool]:
    """The sum of the cells read, and whether it may be compared; blank cells are added to `blanks`."""
    try:
        return sum(map(figures.read.__getitem__, names)), True
    except KeyError:
        return _side_with_gaps(names, figures, blanks)


def _side_with_gaps(
    names: tuple[str, ...], figures: Figures, blanks: list[str]
) -> tuple[Number | None, bool]:
    """The same for a side of which some cell was not read."""
    total: int | Decimal = 0
    seen = False
    known = True
    for name in names:
        cell = figures[name]
        if cell.state is State.READ and cell.value is not None:
            total += cell.value
            seen = True
        elif cell.state is State.BLANK:
            blanks.append(name)
        else:
            known = False
    return (total, known) if seen else (None, False)
