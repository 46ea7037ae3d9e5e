"""审签: the chain through which a paper goes before it counts, as a fold over the steps that were signed.

What the chain asks is data of the law (`law/chains.toml`). That proposer, reviewers and approver are different people,
and that every step is bound to the very words that were read, no data can change.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import reduce
from itertools import product

from .checklist import Checklist, Question
from .duties import Held, Part, Step, Viewer, must_be_apart
from .problems import NotYourDuty, NotYourOwn, Refused


class Verdict(StrEnum):
    """What somebody says at his step."""

    PASSED = "passed"
    RETURNED = "returned"


class State(StrEnum):
    """Where a review stands."""

    OPEN = "open"
    APPROVED = "approved"
    RETURNED = "returned"
    VOID = "void"


class Seat(StrEnum):
    """Whose section a stage is about: that of the paper, or each of those that sign along."""

    OWN = "own"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a chain: who may take it, by any of these duties, and what he has to answer."""

    code: str
    name: str
    part: Part
    duties: tuple[str, ...]
    checklists: tuple[Checklist, ...] = ()
    seat: Seat | None = None

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions of the stage."""
        return tuple(question for checklist in self.checklists for question in checklist.questions)


@dataclass(frozen=True, slots=True)
class Chain:
    """The stages in their order, from the one who proposes to the one who approves."""

    code: str
    name: str
    stages: tuple[Stage, ...]

    def stage(self, code: str) -> Stage:
        """The stage with this code; KeyError when there is none."""
        for stage in self.stages:
            if stage.code == code:
                return stage
        raise KeyError(code)


@dataclass(frozen=True, slots=True)
class Turn:
    """One signature that the chain asks for: at a stage, and for which section where it is about one."""

    stage: Stage
    section: int | None = None

    def seats(self, held: Held, path: str) -> bool:
        """Whether somebody may take it under a duty that he holds; the head of no section in particular heads all."""
        fits = held.duty.code in self.stage.duties and held.covers(path)
        return fits and (self.section is None or held.section in (None, self.section))


@dataclass(frozen=True, slots=True)
class Approval:
    """One signed step: its turn, who signed, over which words, and what he said."""

    stage: str
    step: Step
    content_hash: str
    section: int | None = None
    verdict: Verdict = Verdict.PASSED


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a review stands after the steps taken: `ahead` are the turns still to come, in their order."""

    content_hash: str
    ahead: tuple[Turn, ...]
    taken: tuple[Step, ...] = ()
    state: State = State.OPEN

    @property
    def open(self) -> tuple[Turn, ...]:
        """The turns that may be taken now: those of the next stage; sections sign along in any order."""
        if self.state is not State.OPEN:
            return ()
        return tuple(turn for turn in self.ahead if turn.stage.code == self.ahead[0].stage.code)

    @property
    def stage(self) -> Stage | None:
        """The next stage; None when there is none any more."""
        return self.open[0].stage if self.open else None

    def is_over(self, content_hash: str) -> bool:
        """Whether the words are no longer those that were read, so that nothing signed so far counts."""
        return self.content_hash != content_hash


def begun(
    chain: Chain, *, content_hash: str, section: int | None = None, cosigning: Iterable[int] = ()
) -> Standing:
    """A review before anybody has signed; `section` is that of the paper, `cosigning` those that sign along."""
    named = tuple(dict.fromkeys(cosigning))
    if named and not any(stage.seat is Seat.NAMED for stage in chain.stages):
        raise Refused(f"“{chain.name}”没有会签环节。", "需要会签的，请改走有会签环节的审签。")
    turns = (
        Turn(stage, one)
        for stage in chain.stages
        for one in (named if stage.seat is Seat.NAMED else (section if stage.seat is Seat.OWN else None,))
    )
    return Standing(content_hash, tuple(turns))


def take(standing: Standing, approval: Approval) -> Standing:
    """The standing after one more step. Raises Refused, saying which steps are lawful now, or NotYourOwn.

    A step over other words than those that are under review makes it void.
    """
    turn = _turn(standing, approval)
    if standing.is_over(approval.content_hash):
        return replace(standing, state=State.VOID)
    step = approval.step
    if step.person is None:
        raise Refused("审签须由具体的人办理。", "请由担任这项职责的人登录以后办理。")
    if step.part is not turn.stage.part:
        raise Refused(f"“{turn.stage.name}”不是这样的环节。", _lawful(standing))
    must_be_apart(standing.taken, step)
    taken = (*standing.taken, step)
    if approval.verdict is Verdict.RETURNED:
        return replace(standing, taken=taken, state=State.RETURNED)
    ahead = tuple(one for one in standing.ahead if one != turn)
    return replace(standing, taken=taken, ahead=ahead, state=State.OPEN if ahead else State.APPROVED)


def standing(start: Standing, approvals: Iterable[Approval]) -> Standing:
    """Where a review stands after these steps, in the order in which they were signed. Raises as `take` does."""
    return reduce(take, approvals, start)


def seat(standing: Standing, viewer: Viewer, *, path: str, stage: str = "") -> tuple[Turn, Held]:
    """The turn that somebody may take now in the organ at this path, and under which duty; his own before one left to
    him. Raises Refused when the stage is not the next one, NotYourDuty, or NotYourOwn when he must keep apart."""
    turns = [turn for turn in standing.open if stage in ("", turn.stage.code)]
    if not turns:
        raise Refused(_not_now(standing), _lawful(standing))
    own_first = sorted(viewer.held, key=lambda held: held.instead_of is not None)
    seats = [(turn, held) for turn, held in product(turns, own_first) if turn.seats(held, path)]
    if not seats or viewer.person is None:
        raise NotYourDuty(turns[0].stage.duties)
    refusal: NotYourOwn | None = None
    for turn, held in seats:
        try:
            must_be_apart(standing.taken, Step(turn.stage.part, viewer.person, held.instead_of))
        except NotYourOwn as problem:
            refusal = refusal or problem
        else:
            return turn, held
    raise refusal or NotYourDuty(turns[0].stage.duties)


def vacant(standing: Standing, holders: Mapping[Turn, Iterable[frozenset[int]]]) -> tuple[Turn, ...]:
    """The turns ahead that nobody can take who keeps apart from the others; `holders` are those behind each holder.

    Where every turn by itself has somebody, and yet reviewer and approver would be one person, it is the approver.
    """
    able = {turn: _apart(standing, turn, holders.get(turn, ())) for turn in standing.ahead}
    if empty := tuple(turn for turn in standing.ahead if not able[turn]):
        return empty
    approving = [turn for turn in standing.ahead if turn.stage.part is Part.APPROVE]
    others = [able[turn] for turn in standing.ahead if turn.stage.part is not Part.APPROVE]
    stuck = [
        turn
        for turn in approving
        if not any(all(any(not one & signer for one in each) for each in others) for signer in able[turn])
    ]
    return tuple(stuck)


def _turn(standing: Standing, approval: Approval) -> Turn:
    for turn in standing.open:
        if (turn.stage.code, turn.section) == (approval.stage, approval.section):
            return turn
    raise Refused(_not_now(standing), _lawful(standing))


def _not_now(standing: Standing) -> str:
    return "现在不是办理这个环节的时候。" if standing.open else _OVER[standing.state]


def _lawful(standing: Standing) -> str:
    if standing.stage is None:
        return "需要公开的，请重新提请审签。" if standing.state is not State.APPROVED else "不必再办。"
    return f"现在可以办理的环节是：{standing.stage.name}。"


_OVER = {
    State.APPROVED: "这一件已经批准。",
    State.RETURNED: "这一件已经退回。",
    State.VOID: "这一件的审签已经作废。",
}


def _apart(standing: Standing, turn: Turn, holders: Iterable[frozenset[int]]) -> list[frozenset[int]]:
    part = turn.stage.part
    barred = {one for step in standing.taken if step.part is not part for one in step.behind}
    return [holder for holder in holders if not holder & barred]
