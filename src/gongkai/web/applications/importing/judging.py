"""What a row of an old register says of a case, and whether that can be: its result, its state, its days."""

from datetime import date

from gongkai.kernel.case_codes import CaseStateCode, OutcomeCode
from gongkai.kernel.outcomes import OutcomeGroup
from gongkai.lawbook.deadlines import clock_law
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.lawbook.old_registers import Meant, bare, old_words
from gongkai.lawbook.outcomes import outcome_law
from gongkai.web.ledger.sentences import day

from .columns import Extension, heading_of
from .drafts import Draft
from .happened import Past

# States that tell the result by themselves.
_TELLS = {
    CaseStateCode.WITHDRAWN: OutcomeCode.WITHDRAWN,
    CaseStateCode.LAPSED_CORRECTION: OutcomeCode.CORRECTION_LAPSED,
    CaseStateCode.LAPSED_FEE: OutcomeCode.FEE_LAPSED,
    CaseStateCode.VOIDED_DUPLICATE: OutcomeCode.DUPLICATE,
}
_BEFORE_WORK = ("", CaseStateCode.UNCONFIRMED, CaseStateCode.RECEIVED)
_CHECK = "请对照原来的登记或者案卷核对。"


def past_of(draft: Draft, *, on: date) -> Past | None:
    """What the register tells of the case; None, with the reasons noted, when that cannot be."""
    before = len(draft.faults)
    state, is_open = _state(draft)
    outcome = "" if is_open else _outcome(draft, state)
    is_known = len(draft.faults) == before
    received_on = None if state == CaseStateCode.UNCONFIRMED else draft.received_on
    arrived_on = received_on or draft.received_on
    _judge_receipt(draft, arrived_on, on=on)
    if is_known:
        _judge_end(draft, outcome, state)
    _judge_days(draft, arrived_on, on=on)
    if draft.faults or arrived_on is None:
        return None
    made_on, concluded_on = draft.values.get("made_on"), draft.values.get("concluded_on")
    return Past(
        arrived_on=arrived_on,
        received_on=received_on,
        outcome=outcome,
        ended_on=draft.ended_on,
        proved_on=concluded_on if made_on and concluded_on and concluded_on > made_on else None,
        extension=_extension(draft),
        extended_on=draft.values.get("extended_on"),
        state=state,
        is_assigned=state not in _BEFORE_WORK or "section" in draft.values,
    )


def _state(draft: Draft) -> tuple[str, bool]:
    """The state that the row names, empty for none; and whether it says that there is no result."""
    words = draft.values.get("state", "")
    states = {bare(one.name): one for one in case_lifecycle().states.values()}
    if named := states.get(bare(words)):
        return named.code, named.is_open
    if words and old_words().is_open(words):
        return CaseStateCode.PROCESSING, True
    if words and old_words().result(words) is None:
        draft.refuse(f"不认得{heading_of('state')}“{words}”。", "请写“办理中”“已办结”等，或者留空。")
    return "", old_words().is_open(draft.values.get("outcome", ""))


def _outcome(draft: Draft, state: str) -> str:
    """The code of the result; empty for none, with the reason noted where there is one that nobody knows."""
    words = draft.values.get("outcome", "")
    if not words and state in _TELLS:
        return _TELLS[state]
    if not words and not state:
        words = draft.values.get("state", "")
    found = old_words().result(words) if words else None
    if isinstance(found, Meant):
        if found.doubt:
            draft.doubt(f"{found.doubt}。{_CHECK}")
        return found.code
    if isinstance(found, OutcomeGroup):
        named = "、".join(
            one.name for one in outcome_law().outcomes.values() if one.group is found and one.closes
        )
        draft.refuse(f"处理结果“{words}”没有写明是哪一种。", f"请按年度报告表三写明：{named}。")
    elif words:
        draft.refuse(f"不认得处理结果“{words}”。", "请改写为年度报告表三中的名称，见空白登记册的填写说明。")
    return ""


def _judge_receipt(draft: Draft, arrived_on: date | None, *, on: date) -> None:
    law = clock_law().deadlines
    if arrived_on is None:
        if draft.lacks("received_on", "accepted_on", "submitted_on"):
            draft.refuse("没有填收到日期。", "答复期限从收到之日的次日起算，请补填。")
        return
    if arrived_on > on:
        draft.refuse(f"收到日期{day(arrived_on)}还没有到。", "台账只登记已经发生的事，请核对日期。")
    elif arrived_on < old_words().first_on:
        draft.refuse(
            f"收到日期{day(arrived_on)}早于条例施行之日。", "那时还没有依申请公开的制度，请核对日期。"
        )
    elif arrived_on < law.earliest_on:
        draft.refuse(
            f"{day(arrived_on)}收到的申请适用修订以前的条例，这里不登记。",
            f"修订后的条例自{day(law.earliest_on)}起施行（{law.earliest_article}）；请删去这一行，原来的登记继续保存。",
        )
    if "received_on" not in draft.values and arrived_on is not None:
        used = next(name for name in ("accepted_on", "submitted_on") if name in draft.values)
        draft.notes.append(f"没有收到日期，以{heading_of(used)}为收到日期。")


def _judge_end(draft: Draft, outcome: str, state: str) -> None:
    """A result has its day, a day its result; what is still at work has neither."""
    is_over = bool(outcome) or state == CaseStateCode.SPLIT
    if is_over and draft.lacks("made_on", "concluded_on"):
        draft.refuse("有处理结果，没有答复日期。", "请补填答复日期；撤回、终止的，填办结日期。")
    elif draft.ended_on is not None and not is_over:
        draft.refuse(
            "有答复日期，没有处理结果。",
            "请补填处理结果；重新办理、还没有再次答复的，请先按第一次答复转入，再在案件中登记重新办理。",
        )
    elif not is_over and _has_ended(state):
        draft.refuse("已经办结的，没有处理结果和答复日期。", "请补填这两列。")


def _has_ended(state: str) -> bool:
    return bool(state) and not case_lifecycle().states[state].is_open


def _judge_days(draft: Draft, arrived_on: date | None, *, on: date) -> None:
    """No day before the receipt, none to come, and the end not before the reply."""
    for name in ("made_on", "concluded_on", "extended_on"):
        told = draft.values.get(name)
        if told and told > on:
            draft.refuse(f"{heading_of(name)}{day(told)}还没有到。", "请核对日期。")
        if told and arrived_on and told < arrived_on:
            draft.refuse(
                f"{heading_of(name)}{day(told)}早于收到日期{day(arrived_on)}。", "请核对这两个日期。"
            )
    made_on, concluded_on = draft.values.get("made_on"), draft.values.get("concluded_on")
    if made_on and concluded_on and concluded_on < made_on:
        draft.refuse("办结日期早于答复日期。", "请核对这两个日期；答复过两次的，答复日期填第一次答复的日期。")
    extended_on = draft.values.get("extended_on")
    if extended_on and draft.ended_on and extended_on > draft.ended_on:
        draft.refuse("延期日期晚于答复日期。", "请核对这两个日期。")


def _extension(draft: Draft) -> int:
    """The working days by which the limit was extended; what the law allows at most where the register tells none."""
    told: Extension | None = draft.values.get("extension")
    if told is None:
        return clock_law().deadlines.extension.workdays if "extended_on" in draft.values else 0
    if not told.is_extended:
        return 0
    return told.days or clock_law().deadlines.extension.workdays
