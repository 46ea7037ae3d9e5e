"""行政规范性文件 in the law data: the table of its life, its periods, and how document numbers look."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from gongkai.kernel.normative import Lifecycle, LifecycleState, Move, NormativeLimits, Phase, Requirement
from gongkai.lawbook.duties import duties
from gongkai.lawbook.files import Entry, Library

NEEDS = ("reason", "reference", "party", "number", "until")
_LIMITS = ("filing_days", "validity_years", "trial_years", "cleanup_years", "alert_months")


@dataclass(frozen=True, slots=True)
class NormativeLaw:
    """All that the law data says. `doc_no` fits a whole document number, `example` is one."""

    lifecycle: Lifecycle
    articles: Mapping[str, str]
    limits: NormativeLimits
    counts_expired: bool
    reassess_months: int
    ordinary_consultation_days: int
    doc_no: re.Pattern[str]
    example: str


@cache
def normative_law(law_dir: str | None = None) -> NormativeLaw:
    """The rules in force. Raises LawInvalid."""
    entry = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR")).read("normative.toml")
    entry.allow("source", "doc_no", "limits", "policy", "state", "fact", "move").text("source")
    limits = entry.part("limits").allow(*_LIMITS, "source")
    policy = entry.part("policy").allow(
        "expired_counts_as_repealed", "reassess_months", "ordinary_consultation_days", "source"
    )
    pattern, example = _doc_no(entry.part("doc_no"))
    moves = [_move(each) for each in entry.each("move")]
    return NormativeLaw(
        lifecycle=_lifecycle(entry, moves),
        articles={each.text("code"): each.text("article", "") for each in entry.each("move")},
        limits=NormativeLimits(**{key: _positive(limits, key) for key in _LIMITS}),
        counts_expired=policy.flag("expired_counts_as_repealed"),
        reassess_months=_positive(policy, "reassess_months"),
        ordinary_consultation_days=_positive(policy, "ordinary_consultation_days"),
        doc_no=pattern,
        example=example,
    )


def _doc_no(entry: Entry) -> tuple[re.Pattern[str], str]:
    entry.allow("pattern", "example", "source").text("source")
    try:
        pattern = re.compile(entry.text("pattern"))
    except re.error as error:
        raise entry.fault(f"“pattern”不是正则表达式：{error}") from error
    if not {"year", "n"} <= pattern.groupindex.keys():
        raise entry.fault("“pattern”中没有 year、n 两组")
    if not pattern.fullmatch(entry.text("example")):
        raise entry.fault("“example”不合“pattern”")
    return pattern, entry.text("example")


def _lifecycle(entry: Entry, moves: list[Move]) -> Lifecycle:
    states = {state.code: state for state in map(_state, entry.each("state"))}
    requirements = {one.code: one for one in map(_requirement, entry.each("fact"))}
    known = {move.code: move for move in moves}
    if len(known) < len(moves):
        raise entry.fault("“move”中有两项同名")
    for move in moves:
        _agree(entry, move, {"state": states, "fact": requirements, "move": known})
    return Lifecycle(states, known, requirements)


def _agree(entry: Entry, move: Move, known: Mapping[str, Mapping[str, object]]) -> None:
    """A move speaks only of states, facts and moves that there are."""
    named = {
        "state": {*move.steps, *move.steps.values()},
        "fact": set(move.requires),
        "move": {*move.after, *move.forgets},
    }
    for kind, codes in named.items():
        for code in sorted(codes):
            if code not in known[kind]:
                raise entry.fault(f"move “{move.code}”所说的“{code}”不在 {kind} 中")


def _state(entry: Entry) -> LifecycleState:
    entry.allow("code", "name", "phase")
    phase = entry.text("phase")
    if phase not in set(Phase):
        raise entry.fault(f"“phase”应是 {'、'.join(Phase)} 之一")
    return LifecycleState(entry.text("code"), entry.text("name"), Phase(phase))


def _requirement(entry: Entry) -> Requirement:
    entry.allow("code", "refusal", "advice")
    return Requirement(entry.text("code"), entry.text("refusal"), entry.text("advice"))


def _move(entry: Entry) -> Move:
    entry.allow("code", "name", "steps", "duties", "needs", "requires", "after", "forgets", "told", "article")
    steps = entry.part("steps")
    if unknown := [code for code in entry.texts("duties") if code not in duties()]:
        raise entry.fault(f"没有“{unknown[0]}”这种职责")
    if unknown := [code for code in entry.texts("needs") if code not in NEEDS]:
        raise entry.fault(f"“needs”中的“{unknown[0]}”不是 {'、'.join(NEEDS)} 之一")
    return Move(
        code=entry.text("code"),
        name=entry.text("name"),
        steps={origin: steps.text(origin) for origin in steps.data},
        told=entry.text("told"),
        duties=entry.texts("duties"),
        needs=entry.texts("needs"),
        requires=entry.texts("requires"),
        after=entry.texts("after"),
        forgets=entry.texts("forgets"),
    )


def _positive(entry: Entry, key: str) -> int:
    number = entry.number(key, 0)
    if number < 1:
        raise entry.fault(f"“{key}”应是大于 0 的整数")
    return number
