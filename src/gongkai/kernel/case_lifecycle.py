"""The table of an application's life (条例 Art. 29–45): its states and moves, and which move an event takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from .case import CaseEvent, Consulted, Happened, Reopener
from .lifecycle import Lifecycle, LifecycleState, Move

# What a move may need to have filled in, as a person reads it.
FIELDS = {
    "reason": "理由",
    "outcome": "处理结果",
    "limit_on": "限期",
    "until": "延至哪一天",
    "days": "延长的工作日数",
    "id": "征求意见的编号",
    "of": "向谁征求意见",
    "by": "因何重新办理",
}


class CasePhase(StrEnum):
    """Whether somebody still works on an application, or it has a result."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class CaseState(LifecycleState):
    """Where an application can stand, told to the applicant and to the officer; a parent that was split has no outcome."""

    applicant: str
    officer: str
    has_outcome: bool = True

    @property
    def is_open(self) -> bool:
        """Whether somebody still works on it."""
        return self.phase is CasePhase.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMove(Move):
    """One step with an application: the event that it enters, the letters that go out, what is asked before it is done.

    `of` and `by` tell apart the moves of one kind of event, as do `outcomes`: those that it may have, any when none is
    named. `is_applicants`: the applicant may take it himself. `clears_outcome`: what was the result is none any more.
    `awaits_all`: it leads on only when no other consultation is open.
    """

    event: Happened
    of: Consulted | None = None
    by: Reopener | None = None
    outcomes: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    confirm: str = ""
    is_applicants: bool = False
    clears_outcome: bool = False
    awaits_all: bool = False

    @property
    def is_irreversible(self) -> bool:
        """Whether it cannot be taken back, so that it is asked once before."""
        return bool(self.confirm)


@dataclass(frozen=True, slots=True)
class CaseLifecycle(Lifecycle):
    """The whole table of applications."""

    states: Mapping[str, CaseState]
    moves: Mapping[str, CaseMove]

    def move_of(self, event: CaseEvent, *, state: str) -> CaseMove:
        """The move that an event takes from a state; where none fits wholly, the one that comes nearest, to be refused."""
        alike = [move for move in self.moves.values() if move.event is event.kind]
        return max(alike, key=lambda move: (state in move.steps, _fits(move, event)))


def _fits(move: CaseMove, event: CaseEvent) -> bool:
    is_outcome = not move.outcomes or event.outcome in move.outcomes
    return is_outcome and (move.of, move.by) == (event.of, event.by)
