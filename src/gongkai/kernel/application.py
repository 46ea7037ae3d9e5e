"""Where an application stands, and what may be done with it now: a fold over what happened to it (条例 Art. 29–45).

States and moves are a table of the law data. Days are the clock's: they come in as plain values, and only what is about
to be done is held against them; what was entered long ago is only held against the table.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import cast

from .case import CaseEvent, Happened, in_order
from .case_lifecycle import FIELDS, CaseLifecycle, CaseMove, CaseState
from .lifecycle import MoveTaken, Standing, begun, refusal, take
from .problems import NotLawful

_MAKING = {Happened.POSTED, Happened.ANNOUNCED, Happened.SERVED, Happened.REPLIED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known besides the events: days of the clock, and the requirements (`met`) that the office has looked at."""

    due_on: date | None = None
    correction_notice_due_on: date | None = None
    correction_due_on: date | None = None
    payment_due_on: date | None = None
    is_late_notice: bool = False
    met: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStanding:
    """Where an application stands. `outcome` is the one that the report counts, since `concluded_on`: the first.

    `reply` is the result that the reply of this round has, drafted or made; `made_on` the day on which it was made.
    `asked` are the open consultations and whether the letter was delivered, `consultations` all there ever were.
    """

    standing: Standing
    received_on: date | None = None
    outcome: str = ""
    concluded_on: date | None = None
    reply: str = ""
    made_on: date | None = None
    round: int = 1
    reasons_due_on: date | None = None
    asked: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    consultations: frozenset[str] = frozenset()

    @property
    def state(self) -> CaseState:
        """The state, with its sentences."""
        return cast("CaseState", self.standing.state)


@dataclass(frozen=True, slots=True)
class Offer:
    """A move, whether it is lawful now (`refusal` is None) or why not, and what must be filled in for it."""

    move: CaseMove
    needs: tuple[str, ...]
    refusal: NotLawful | None

    @property
    def is_lawful(self) -> bool:
        """Whether it may be taken now."""
        return self.refusal is None


def state(events: Iterable[CaseEvent], *, lifecycle: CaseLifecycle) -> CaseStanding:
    """Where an application stands after its events, in whichever order they were entered. Raises NotLawful."""
    case = CaseStanding(standing=begun(lifecycle))
    for event in in_order(events):
        case = happen(case, event, lifecycle=lifecycle)
    return case


def entered(
    events: Iterable[CaseEvent], event: CaseEvent, *, lifecycle: CaseLifecycle, facts: Facts
) -> CaseStanding:
    """Where it stands with one more event, which may lie before others: it must be lawful on its day, and what follows
    must remain so. Raises NotLawful."""
    case = CaseStanding(standing=begun(lifecycle))
    for one in in_order([*events, event]):
        case = happen(case, one, lifecycle=lifecycle, facts=facts if one is event else None)
    return case


def lawful(
    events: Iterable[CaseEvent], *, on: date, facts: Facts, lifecycle: CaseLifecycle
) -> tuple[Offer, ...]:
    """Every move of the table, with why it is not lawful on a day if it is not."""
    case = state((event for event in events if event.on <= on), lifecycle=lifecycle)
    met = _met(case, on=on, facts=facts)
    excused = {code: one.excused_by for code, one in lifecycle.requirements.items() if one.excused_by}
    return tuple(
        Offer(
            move,
            (*move.needs, *(excused[code] for code in move.requires if code in excused and code not in met)),
            refusal(case.standing, MoveTaken(move.code, on), lifecycle=lifecycle, facts=met | excused.keys()),
        )
        for move in lifecycle.moves.values()
    )


def happen(
    case: CaseStanding, event: CaseEvent, *, lifecycle: CaseLifecycle, facts: Facts | None = None
) -> CaseStanding:
    """Where it stands after one more event; held against days and requirements when `facts` are given. Raises NotLawful."""
    move = lifecycle.move_of(event, state=case.standing.state.code)
    met = None if facts is None else _met(case, on=event.on, facts=facts) | _excused(event, lifecycle)
    asked = _asked(case, event)
    standing = take(
        case.standing,
        MoveTaken(move.code, event.on),
        lifecycle=lifecycle,
        facts=met,
        stays=move.awaits_all and bool(asked),
    )
    for problem in (_unfilled(move, event), _misplaced(case, move, event), _uncounted(case, move, event)):
        if problem:
            raise problem
    after = replace(
        case,
        standing=standing,
        received_on=event.on if event.kind is Happened.RECEIVED else case.received_on,
        reasons_due_on=event.limit_on if event.kind is Happened.REASONS_ASKED else case.reasons_due_on,
        asked=asked,
        consultations=case.consultations | asked.keys(),
    )
    return _resulting(case, after, move=move, event=event)


def _resulting(
    before: CaseStanding, after: CaseStanding, *, move: CaseMove, event: CaseEvent
) -> CaseStanding:
    """What an event does to the result: a draft proposes it, the end fixes it, who works on anew drops the proposal."""
    if event.kind is Happened.DRAFTED:
        return replace(after, reply=event.outcome)
    if before.state.is_open and not after.state.is_open:
        made_on = event.on if event.kind in _MAKING else None
        ended = replace(after, reply=event.outcome, made_on=made_on, asked=MappingProxyType({}))
        is_first = before.concluded_on is None
        return replace(ended, outcome=event.outcome, concluded_on=event.on) if is_first else ended
    if not before.state.is_open and after.state.is_open:
        # What was opened anew keeps its first result, though its second end is none.
        if move.clears_outcome and before.round > 1:
            return replace(after, reply="")
        if move.clears_outcome:
            return replace(after, reply="", outcome="", concluded_on=None)
        return replace(after, reply="", made_on=None, round=before.round + 1)
    return replace(after, reply="") if move.clears_outcome else after


_CONSULTING = {Happened.CONSULTATION_SENT, Happened.CONSULTATION_RECEIVED, Happened.CONSULTATION_CLOSED}


def _asked(case: CaseStanding, event: CaseEvent) -> Mapping[str, bool]:
    """The open consultations after an event."""
    if event.kind not in _CONSULTING:
        return case.asked
    asked = {id_: is_delivered for id_, is_delivered in case.asked.items() if id_ != event.id}
    if event.kind is not Happened.CONSULTATION_CLOSED:
        asked[event.id] = event.kind is Happened.CONSULTATION_RECEIVED
    return MappingProxyType(asked)


def _unfilled(move: CaseMove, event: CaseEvent) -> NotLawful | None:
    missing = "、".join(FIELDS[need] for need in move.needs if getattr(event, need) in (None, ""))
    if not missing:
        return None
    return NotLawful(f"办理“{move.name}”，还没有写明{missing}。", "请补填。", article=move.article)


def _misplaced(case: CaseStanding, move: CaseMove, event: CaseEvent) -> NotLawful | None:
    """A consultation that is closed before it was sent, delivered twice, or whose number is taken."""
    if event.kind not in _CONSULTING:
        return None
    if event.kind is Happened.CONSULTATION_SENT:
        is_wrong, said = event.id in case.consultations, "已经用过"
    elif event.kind is Happened.CONSULTATION_RECEIVED:
        is_wrong, said = case.asked.get(event.id) is not False, "没有发出，或者已经登记送达"
    else:
        is_wrong, said = event.id not in case.asked, "没有发出，或者已经结束"
    if not is_wrong:
        return None
    open_ones = "、".join(case.asked) or "没有"
    return NotLawful(
        f"编号“{event.id}”的征求意见{said}，不能办理“{move.name}”。",
        f"现在没有结束的征求意见：{open_ones}。",
        article=move.article,
    )


def _uncounted(case: CaseStanding, move: CaseMove, event: CaseEvent) -> NotLawful | None:
    """A result that this move may not have, or other than the one that was signed."""
    allowed = move.outcomes or ((case.reply,) if case.reply else ())
    if not event.outcome or event.outcome in allowed:
        return None
    advice = f"可以是 {'、'.join(allowed)}；送达的答复须与签发的一致。" if allowed else "这一步不写处理结果。"
    return NotLawful(f"“{move.name}”的处理结果不能是 {event.outcome}。", advice, article=move.article)


def _excused(event: CaseEvent, lifecycle: CaseLifecycle) -> frozenset[str]:
    """The requirements that a written reason makes up for."""
    requirements = lifecycle.requirements.values()
    return frozenset(one.code for one in requirements if one.excused_by and getattr(event, one.excused_by))


def _met(case: CaseStanding, *, on: date, facts: Facts) -> frozenset[str]:
    return facts.met | {code for code, is_met in REQUIREMENTS.items() if is_met(case, on, facts)}


def _until(last_on: date | None, on: date) -> bool:
    return last_on is not None and on <= last_on


def _past(last_on: date | None, on: date) -> bool:
    return last_on is not None and on > last_on


# The requirements that days and events decide; the others are looked at by the office.
REQUIREMENTS: Mapping[str, Callable[[CaseStanding, date, Facts], bool]] = MappingProxyType(
    {
        "correction_notice_in_time": lambda _case, on, facts: _until(facts.correction_notice_due_on, on),
        "correction_in_time": lambda _case, on, facts: _until(facts.correction_due_on, on),
        "correction_overdue": lambda _case, on, facts: _past(facts.correction_due_on, on),
        "notice_was_late": lambda _case, _on, facts: facts.is_late_notice,
        "payment_overdue": lambda _case, on, facts: _past(facts.payment_due_on, on),
        "reasons_overdue": lambda case, on, _facts: _past(case.reasons_due_on, on),
        "reply_not_due_for_extension": lambda _case, on, facts: _until(facts.due_on, on),
        "reply_not_due_for_delay": lambda _case, on, facts: _until(facts.due_on, on),
        "reply_not_due_for_fee": lambda _case, on, facts: _until(facts.due_on, on),
        "consultation_undelivered": lambda case, _on, _facts: not all(case.asked.values()),
        "in_year_of_receipt": lambda case, on, _facts: (
            case.received_on is not None and case.received_on.year == on.year
        ),
    }
)
