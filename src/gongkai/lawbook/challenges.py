"""By when an organ answers a review organ or a court, and how these may decide, from the law data; loaded apart from the law
book, for the site alone."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from gongkai.kernel.challenges import ChallengeColumn, ChallengeResult
from gongkai.kernel.remedies import Way
from gongkai.kernel.workdays import Calendar, Counted, add_days, add_workdays
from gongkai.lawbook.files import Entry, Library
from gongkai.lawbook.limits import one_of

CODES = ("review_simple", "review_ordinary", "suit")
_TOLD = ("code", "name", "start", "article", "source")
_DAY = timedelta(days=1)
# A case that nobody has decided has no result.
_COLUMNS = set(ChallengeColumn) - {ChallengeColumn.PENDING}


@dataclass(frozen=True, slots=True)
class AnswerLimit:
    """One limit with its source; either working days, or days of whatever kind whose last one gives way to a working day."""

    code: str
    name: str
    start: str
    article: str
    source: str
    workdays: int = 0
    days: int = 0

    @property
    def length(self) -> str:
        """5个工作日; 15日."""
        return f"{self.workdays}个工作日" if self.workdays else f"{self.days}日"

    def due(self, received_on: date, *, calendar: Calendar) -> Counted:
        """The last day; that of the receipt does not count."""
        if self.workdays:
            return add_workdays(received_on, self.workdays, calendar=calendar)
        return add_workdays(add_days(received_on, self.days).day - _DAY, 1, calendar=calendar)


@cache
def answer_limits(law_dir: str | None = None) -> Mapping[str, AnswerLimit]:
    """Every limit by its code. Raises LawInvalid."""
    entry = _opened(law_dir)
    known = {limit.code: limit for limit in map(_limit, entry.each("answer"))}
    if set(known) != set(CODES):
        raise entry.fault(f"“answer”应有 {'、'.join(CODES)}，各一项")
    return MappingProxyType(known)


@cache
def challenge_results(law_dir: str | None = None) -> Mapping[str, ChallengeResult]:
    """Every way in which reviews and suits end by its code, in the order of the data. Raises LawInvalid."""
    entry = _opened(law_dir)
    known: dict[str, ChallengeResult] = {}
    for each in entry.each("result"):
        result = _result(each)
        if result.code in known:
            raise each.fault("与前面的一项同名")
        known[result.code] = result
    for way in Way:
        if missing := sorted(_COLUMNS - {one.column for one in known.values() if one.way is way}):
            raise entry.fault(f"“{way}”的结果中没有一项的“column”是“{missing[0]}”")
    return MappingProxyType(known)


def _opened(law_dir: str | None) -> Entry:
    entry = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR")).read("challenges.toml")
    entry.allow("source", "answer", "result").text("source")
    return entry


def _result(entry: Entry) -> ChallengeResult:
    entry.allow("code", "name", "way", "column", "is_policy", "source")
    column = one_of(entry, "column", kind=ChallengeColumn)
    if column not in _COLUMNS:
        raise entry.fault("有结果的，“column”不能是“pending”")
    return ChallengeResult(
        code=entry.text("code"),
        name=entry.text("name"),
        way=one_of(entry, "way", kind=Way),
        column=column,
        source=entry.text("source"),
        is_policy=entry.flag("is_policy"),
    )


def _limit(entry: Entry) -> AnswerLimit:
    entry.allow(*_TOLD, "workdays", "days")
    workdays, days = entry.number("workdays", 0), entry.number("days", 0)
    if min(workdays, days) or max(workdays, days) < 1:
        raise entry.fault("应写明“workdays”或者“days”之一，大于 0")
    return AnswerLimit(**{key: entry.text(key) for key in _TOLD}, workdays=workdays, days=days)
