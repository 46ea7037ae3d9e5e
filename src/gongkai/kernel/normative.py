"""行政规范性文件: its way from drafting to the day when it is in force no more, as a table that is folded; and its stock.

Which move leads from which state to which is data of the law. The standing of a document is a fold over the moves that
were taken. Interpretation, filing receipts and clean-ups are moves, too, but leave the state as it is.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from .problems import Refused
from .workdays import add_months


class Phase(StrEnum):
    """Whether a document does not bind yet, is in force, or binds no more."""

    BEFORE = "before"
    IN_FORCE = "in_force"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class LifecycleState:
    """Where a document can stand."""

    code: str
    name: str
    phase: Phase


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something that must be so before a move, and what is said when it is not."""

    code: str
    refusal: str
    advice: str


@dataclass(frozen=True, slots=True)
class Move:
    """One step of the way: from which states to which (`steps`), by whom, and what must be there.

    `needs` has to be filled in; `requires` has to be so; the moves of `after` must have been taken and not forgotten
    since; `forgets` undoes what must be done anew. Without `duties` only the system takes it.
    """

    code: str
    name: str
    steps: Mapping[str, str]
    told: str
    duties: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    forgets: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "steps", MappingProxyType(dict(self.steps)))


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The whole table. The first state is where every document begins."""

    states: Mapping[str, LifecycleState]
    moves: Mapping[str, Move]
    requirements: Mapping[str, Requirement]

    @property
    def start(self) -> LifecycleState:
        """Where every document begins."""
        return next(iter(self.states.values()))


@dataclass(frozen=True, slots=True)
class MoveTaken:
    """One step that was taken, and on which day."""

    move: str
    on: date


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a document stands: the state, since when, and the last day of each move that still counts."""

    state: LifecycleState
    since_on: date | None = None
    done: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def last_on(self) -> date | None:
        """The day of the latest move that still counts."""
        return max(self.done.values(), default=None)


def begun(lifecycle: Lifecycle) -> Standing:
    """A document that has just been begun."""
    return Standing(lifecycle.start)


def take(
    standing: Standing, taken: MoveTaken, *, lifecycle: Lifecycle, facts: Collection[str] | None = None
) -> Standing:
    """Where it stands after one more move. `facts` are the requirements that are met; None when they were looked at
    long ago, as in a fold. Raises Refused."""
    move = lifecycle.moves[taken.move]
    target = move.steps.get(standing.state.code)
    if target is None:
        raise Refused(
            f"这份文件处于“{standing.state.name}”环节，不能办理“{move.name}”。",
            "请按起草、征求意见、评估论证、合法性审核、集体审议、签发、登记、公布的次序办理。",
        )
    if lacking := [code for code in move.after if code not in standing.done]:
        names = "、".join(f"“{lifecycle.moves[code].name}”" for code in lacking)
        raise Refused(f"还没有办过{names}，不能办理“{move.name}”。", "请先补办；未经审核、登记的不得公布。")
    for code in move.requires if facts is not None else ():
        if code not in (facts or ()):
            requirement = lifecycle.requirements[code]
            raise Refused(requirement.refusal, requirement.advice)
    if standing.last_on and taken.on < standing.last_on:
        raise Refused(f"“{move.name}”的日期早于前一步的日期。", "请核对日期。")
    done = {code: on for code, on in standing.done.items() if code not in move.forgets} | {
        move.code: taken.on
    }
    state = lifecycle.states[target]
    since = standing.since_on if state == standing.state else taken.on
    return Standing(state, since, MappingProxyType(done))


def fold(taken: Iterable[MoveTaken], *, lifecycle: Lifecycle) -> Standing:
    """Where a document stands after all its moves. Raises Refused when they do not follow from each other."""
    standing = begun(lifecycle)
    for one in taken:
        standing = take(standing, one, lifecycle=lifecycle)
    return standing


def open_moves(standing: Standing, *, lifecycle: Lifecycle) -> tuple[Move, ...]:
    """The moves that lead on from here and for which everything earlier is done; whoever takes them."""
    return tuple(
        move
        for move in lifecycle.moves.values()
        if standing.state.code in move.steps and all(code in standing.done for code in move.after)
    )


@dataclass(frozen=True, slots=True)
class NormativeLimits:
    """The periods: filing in days, validity and clean-up in years, the alert before the end in months."""

    filing_days: int
    validity_years: int
    trial_years: int
    cleanup_years: int
    alert_months: int

    def filing_due_on(self, published_on: date) -> date:
        """The last day for filing: natural days, the day of publication not counted."""
        return published_on + timedelta(days=self.filing_days)

    def longest_until_on(self, effective_on: date, *, is_trial: bool) -> date:
        """The last day that a period of validity may reach: the one before the corresponding day, since it binds on
        its first day already; the end of the month where there is no such day."""
        after = add_months(effective_on, 12 * (self.trial_years if is_trial else self.validity_years))
        return after - timedelta(days=1) if after.day == effective_on.day else after

    def alert_on(self, valid_until_on: date) -> date:
        """From which day the end is told beforehand."""
        return add_months(valid_until_on, -self.alert_months)

    def cleanup_due_on(self, last_on: date) -> date:
        """By when it is looked at again, after its publication or the last clean-up."""
        return add_months(last_on, 12 * self.cleanup_years)


@dataclass(frozen=True, slots=True)
class InForce:
    """From which day one document bound, until which day it did so no more, and whether it just ran out."""

    published_on: date
    ended_on: date | None = None
    is_expired: bool = False


@dataclass(frozen=True, slots=True)
class Stock:
    """Table 2 for one year: 本年制发件数, 本年废止件数, 现行有效件数."""

    issued: int
    repealed: int
    in_force: int


def stock(documents: Iterable[InForce], *, year: int, counts_expired: bool) -> Stock:
    """What was published, what ended, and what was in force on the last day of a year."""
    issued = repealed = in_force = 0
    for one in documents:
        issued += one.published_on.year == year
        is_over = one.ended_on is not None and one.ended_on.year <= year
        in_force += one.published_on.year <= year and not is_over
        ends_now = one.ended_on is not None and one.ended_on.year == year
        repealed += ends_now and (counts_expired or not one.is_expired)
    return Stock(issued, repealed, in_force)
