"""The life of an application in the law data: its states, its moves, and what must be so before each."""

import os
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from itertools import combinations

from gongkai.kernel.application import REQUIREMENTS
from gongkai.kernel.case import Consulted, Happened, Reopener
from gongkai.kernel.case_codes import CaseStateCode
from gongkai.kernel.case_lifecycle import FIELDS, CaseLifecycle, CaseMove, CasePhase, CaseState
from gongkai.lawbook.files import Entry, Library
from gongkai.lawbook.moves import MOVE_KEYS, STATE_KEYS, MoveReader, must_agree

_READER = MoveReader(CasePhase, tuple(FIELDS))
_OWN_KEYS = (
    *("event", "of", "by", "outcomes", "letters", "confirm", "applicant", "clears_outcome", "awaits_all"),
)


@cache
def case_lifecycle(law_dir: str | None = None) -> CaseLifecycle:
    """The table in force. Raises LawInvalid."""
    entry = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR")).read("lifecycle.toml")
    entry.allow("source", "state", "fact", "move").text("source")
    states = {state.code: state for state in map(_state, entry.each("state"))}
    requirements = {one.code: one for one in map(_READER.requirement, entry.each("fact"))}
    moves = [_move(each) for each in entry.each("move")]
    must_agree(entry, moves, states=states, requirements=requirements)
    lifecycle = CaseLifecycle("这件申请", states, {move.code: move for move in moves}, requirements)
    _must_be_whole(entry, lifecycle)
    return lifecycle


def duties_of(move: str) -> tuple[str, ...]:
    """Who takes a move, and what is done with its papers before and after."""
    return case_lifecycle().moves[move].duties


def _state(entry: Entry) -> CaseState:
    entry.allow(*STATE_KEYS, "applicant", "officer", "has_outcome")
    known = _READER.state(entry)
    return CaseState(
        known.code,
        known.name,
        known.phase,
        applicant=entry.text("applicant"),
        officer=entry.text("officer"),
        has_outcome=entry.flag("has_outcome", default=True),
    )


def _move(entry: Entry) -> CaseMove:
    entry.allow(*MOVE_KEYS, *_OWN_KEYS)
    of, by = (entry.text(key, "") for key in ("of", "by"))
    return CaseMove(
        **_READER.move(entry),
        event=Happened(_one_of(entry, "event", Happened)),
        of=Consulted(_one_of(entry, "of", Consulted)) if of else None,
        by=Reopener(_one_of(entry, "by", Reopener)) if by else None,
        outcomes=entry.texts("outcomes"),
        letters=entry.texts("letters"),
        confirm=entry.text("confirm", ""),
        is_applicants=entry.flag("applicant"),
        clears_outcome=entry.flag("clears_outcome"),
        awaits_all=entry.flag("awaits_all"),
    )


def _one_of(entry: Entry, key: str, known: type[StrEnum]) -> str:
    value = entry.text(key)
    if value not in set(known):
        raise entry.fault(f"“{key}”应是 {'、'.join(known)} 之一")
    return value


def _must_be_whole(entry: Entry, lifecycle: CaseLifecycle) -> None:
    """What the program speaks of is there, each event leads to one move, and no case ends without a result."""
    moves = lifecycle.moves.values()
    if missing_states := set(CaseStateCode) - lifecycle.states.keys():
        raise entry.fault(f"“state”中缺少“{min(missing_states)}”")
    if missing := set(Happened) - {move.event for move in moves}:
        raise entry.fault(f"没有哪一个 move 的 event 是“{min(missing)}”")
    if unused := REQUIREMENTS.keys() - lifecycle.requirements.keys():
        raise entry.fault(f"“fact”中缺少“{min(unused)}”")
    for one, other in _confusable(moves):
        raise entry.fault(f"move “{one.code}”和“{other.code}”不能区分：同一状态、同一事项")
    for move in moves:
        if _ends(move, lifecycle) and "outcome" not in move.needs:
            raise entry.fault(f"move “{move.code}”使申请有了结果，“needs”中须有 outcome")


def _confusable(moves: Iterable[CaseMove]) -> list[tuple[CaseMove, CaseMove]]:
    return [
        (one, other)
        for one, other in combinations(moves, 2)
        if (one.event, one.of, one.by) == (other.event, other.of, other.by)
        and one.steps.keys() & other.steps.keys()
        and not (one.outcomes and other.outcomes and not {*one.outcomes} & {*other.outcomes})
    ]


def _ends(move: CaseMove, lifecycle: CaseLifecycle) -> bool:
    """Whether it leads from an open state to one with a result."""
    steps = [(lifecycle.states[here], lifecycle.states[there]) for here, there in move.steps.items()]
    return any(here.is_open and not there.is_open and there.has_outcome for here, there in steps)
