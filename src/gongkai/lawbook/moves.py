"""Tables of states and moves in the law data: what every such table has, and that it speaks only of what there is."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict

from gongkai.kernel.lifecycle import LifecycleState, Move, Requirement
from gongkai.lawbook.duties import duties
from gongkai.lawbook.files import Entry

STATE_KEYS = ("code", "name", "phase")
MOVE_KEYS = (
    *(
        "code",
        "name",
        "steps",
        "told",
        "article",
        "duties",
        "needs",
        "requires",
        "after",
        "forgets",
        "unless",
    ),
)


class MoveFields(TypedDict):
    """What every move has, read from its entry."""

    code: str
    name: str
    steps: Mapping[str, str]
    told: str
    article: str
    duties: tuple[str, ...]
    needs: tuple[str, ...]
    requires: tuple[str, ...]
    after: tuple[str, ...]
    forgets: tuple[str, ...]
    unless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MoveReader:
    """How the tables of one kind of matter are read: the phases of its states, the fields that a move may need."""

    phases: type[StrEnum]
    needs: Sequence[str]

    def state(self, entry: Entry) -> LifecycleState:
        """One state; the caller has said which keys it may have."""
        phase = entry.text("phase")
        if phase not in set(self.phases):
            raise entry.fault(f"“phase”应是 {'、'.join(self.phases)} 之一")
        return LifecycleState(entry.text("code"), entry.text("name"), self.phases(phase))

    def requirement(self, entry: Entry) -> Requirement:
        """One fact that must be so before a move."""
        entry.allow("code", "refusal", "advice", "excused_by")
        excused_by = entry.text("excused_by", "")
        if excused_by and excused_by not in self.needs:
            raise entry.fault(f"“excused_by”应是 {'、'.join(self.needs)} 之一")
        return Requirement(entry.text("code"), entry.text("refusal"), entry.text("advice"), excused_by)

    def move(self, entry: Entry) -> MoveFields:
        """What a move of any table has; the caller has said which keys it may have."""
        steps = entry.part("steps")
        if unknown := [code for code in entry.texts("duties") if code not in duties()]:
            raise entry.fault(f"没有“{unknown[0]}”这种职责")
        if unknown := [code for code in entry.texts("needs") if code not in self.needs]:
            raise entry.fault(f"“needs”中的“{unknown[0]}”不是 {'、'.join(self.needs)} 之一")
        return MoveFields(
            code=entry.text("code"),
            name=entry.text("name"),
            steps={origin: steps.text(origin) for origin in steps.data},
            told=entry.text("told"),
            article=entry.text("article", ""),
            duties=entry.texts("duties"),
            needs=entry.texts("needs"),
            requires=entry.texts("requires"),
            after=entry.texts("after"),
            forgets=entry.texts("forgets"),
            unless=entry.texts("unless"),
        )


def must_agree(
    entry: Entry, moves: Sequence[Move], *, states: Collection[str], requirements: Collection[str]
) -> None:
    """Two moves differ in their codes, and each speaks only of states, facts and moves that there are."""
    codes = {move.code for move in moves}
    if len(codes) < len(moves):
        raise entry.fault("“move”中有两项同名")
    for move in moves:
        named = (
            ("state", {*move.steps, *move.steps.values()} - {*states}),
            ("fact", {*move.requires} - {*requirements}),
            ("move", {*move.after, *move.forgets, *move.unless} - codes),
        )
        for kind, unknown in named:
            if unknown:
                raise entry.fault(f"move “{move.code}”所说的“{min(unknown)}”不在 {kind} 中")
