"""The life of a matter as a table of states and moves: which move leads where, who takes it, and what must be there.

The table is data of the law. Where a matter stands is a fold over the moves that were taken; one that does not lead on
from there is refused, and the refusal names those that do.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from .days import in_words
from .problems import NotLawful, OutOfPlace


@dataclass(frozen=True, slots=True)
class LifecycleState:
    """Where a matter can stand; `phase` says it more coarsely."""

    code: str
    name: str
    phase: StrEnum


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something that must be so before a move, and what is said when it is not.

    `excused_by` names the field that lets the move go on all the same, mostly a written reason.
    """

    code: str
    refusal: str
    advice: str
    excused_by: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """One step of the way: from which states to which (`steps`), by whom, and what must be there.

    `needs` has to be filled in; `requires` has to be so; the moves of `after` must have been taken and not forgotten
    since, those of `unless` not: itself, for what happens a single time; `forgets` undoes what is done anew. Without `duties` only the
    system takes it. `told` is the sentence for the ledger, `article` the rule it rests on.
    """

    code: str
    name: str
    steps: Mapping[str, str]
    told: str
    article: str = ""
    duties: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    forgets: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "steps", MappingProxyType(dict(self.steps)))


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The whole table. The first state is where every matter begins; `matter` is what it is called in a refusal."""

    matter: str
    states: Mapping[str, LifecycleState]
    moves: Mapping[str, Move]
    requirements: Mapping[str, Requirement]

    @property
    def start(self) -> LifecycleState:
        """Where every matter begins."""
        return next(iter(self.states.values()))


@dataclass(frozen=True, slots=True)
class MoveTaken:
    """One step that was taken, and on which day."""

    move: str
    on: date


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a matter stands: the state, since when, and the last day of each move that still counts."""

    state: LifecycleState
    since_on: date | None = None
    done: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def last_on(self) -> date | None:
        """The day of the latest move that still counts."""
        return max(self.done.values(), default=None)


def begun(lifecycle: Lifecycle) -> Standing:
    """A matter that has just been begun."""
    return Standing(lifecycle.start)


def refusal(
    standing: Standing, taken: MoveTaken, *, lifecycle: Lifecycle, facts: Collection[str] | None = None
) -> NotLawful | None:
    """Why a move is not lawful on its day; None when it is. `facts` are the requirements that are met; None when they
    were looked at long ago, as in a fold."""
    move = lifecycle.moves[taken.move]
    if not _leads_on(standing, move):
        return _out_of_place(standing, move, lifecycle)
    for code in move.requires if facts is not None else ():
        if code not in (facts or ()):
            requirement = lifecycle.requirements[code]
            return NotLawful(requirement.refusal, requirement.advice, article=move.article)
    if standing.last_on and taken.on < standing.last_on:
        return NotLawful(f"“{move.name}”的日期早于前一步的日期。", "请核对日期。", article=move.article)
    return None


def take(
    standing: Standing,
    taken: MoveTaken,
    *,
    lifecycle: Lifecycle,
    facts: Collection[str] | None = None,
    stays: bool = False,
) -> Standing:
    """Where it stands after one more move; in the same state when it `stays`, since something else is awaited.

    Raises NotLawful, and OutOfPlace where the table does not lead on.
    """
    if problem := refusal(standing, taken, lifecycle=lifecycle, facts=facts):
        raise problem
    move = lifecycle.moves[taken.move]
    done = {code: on for code, on in standing.done.items() if code not in move.forgets} | {
        move.code: taken.on
    }
    state = standing.state if stays else lifecycle.states[move.steps[standing.state.code]]
    since = standing.since_on if state == standing.state else taken.on
    return Standing(state, since, MappingProxyType(done))


def fold(taken: Iterable[MoveTaken], *, lifecycle: Lifecycle) -> Standing:
    """Where a matter stands after all its moves. Raises NotLawful when they do not follow from each other."""
    standing = begun(lifecycle)
    for one in taken:
        standing = take(standing, one, lifecycle=lifecycle)
    return standing


def open_moves(standing: Standing, *, lifecycle: Lifecycle) -> tuple[Move, ...]:
    """The moves that lead on from here and for which everything earlier is done; whoever takes them."""
    return tuple(move for move in lifecycle.moves.values() if _leads_on(standing, move))


def _leads_on(standing: Standing, move: Move) -> bool:
    return (
        standing.state.code in move.steps
        and all(code in standing.done for code in move.after)
        and not any(code in standing.done for code in move.unless)
    )


def _out_of_place(standing: Standing, move: Move, lifecycle: Lifecycle) -> OutOfPlace:
    """Which rule of the table is broken, and what may be done instead."""
    lacking = _names(lifecycle, (code for code in move.after if code not in standing.done))
    barring = _names(lifecycle, (code for code in move.unless if code in standing.done))
    if standing.state.code not in move.steps:
        said = f"{lifecycle.matter}处于“{standing.state.name}”环节，不能办理“{move.name}”。"
    elif lacking:
        said = f"还没有办过{lacking}，不能办理“{move.name}”。"
    elif move.code in move.unless and move.code in standing.done:
        once = standing.done[move.code]
        said = f"“{move.name}”只能办理一次，已经在{in_words(once)}办过。"
    else:
        said = f"已经办过{barring}，不能再办理“{move.name}”。"
    lawful = open_moves(standing, lifecycle=lifecycle)
    return OutOfPlace(said, article=move.article, lawful=tuple(dict.fromkeys(one.name for one in lawful)))


def _names(lifecycle: Lifecycle, codes: Iterable[str]) -> str:
    return "、".join(f"“{lifecycle.moves[code].name}”" for code in codes)
