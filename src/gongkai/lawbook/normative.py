"""行政规范性文件 in the law data: the table of its life, its periods, and how document numbers look."""

import os
import re
from dataclasses import dataclass
from functools import cache

from gongkai.kernel.lifecycle import Lifecycle, Move
from gongkai.kernel.normative import NormativeLimits, Phase
from gongkai.lawbook.files import Entry, Library
from gongkai.lawbook.moves import MOVE_KEYS, STATE_KEYS, MoveReader, must_agree

NEEDS = ("reason", "reference", "party", "number", "until")
_READER = MoveReader(Phase, NEEDS)
_LIMITS = ("filing_days", "validity_years", "trial_years", "cleanup_years", "alert_months")


@dataclass(frozen=True, slots=True)
class NormativeLaw:
    """All that the law data says. `doc_no` fits a whole document number, `example` is one."""

    lifecycle: Lifecycle
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
    return NormativeLaw(
        lifecycle=_lifecycle(entry),
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


def _lifecycle(entry: Entry) -> Lifecycle:
    states = [_READER.state(each.allow(*STATE_KEYS)) for each in entry.each("state")]
    requirements = {one.code: one for one in map(_READER.requirement, entry.each("fact"))}
    moves = [Move(**_READER.move(each.allow(*MOVE_KEYS))) for each in entry.each("move")]
    known = {state.code: state for state in states}
    must_agree(entry, moves, states=known, requirements=requirements)
    return Lifecycle("这份文件", known, {move.code: move for move in moves}, requirements)


def _positive(entry: Entry, key: str) -> int:
    number = entry.number(key, 0)
    if number < 1:
        raise entry.fault(f"“{key}”应是大于 0 的整数")
    return number
