"""办理结果: the ways in which an application ends; each brings its article, row of the report, letter and remedy.

The vocabulary is the set of rows of the annual report, so that no case can close in a way that cannot be counted. A
reply about several things is composed: what is given to one thing and refused for another is 部分公开 as a whole.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from .case_codes import OutcomeCode
from .problems import Refused
from .remedies import RemedyCode, together


class OutcomeGroup(StrEnum):
    """The groups of results in table 3, those that it does not count, and those that are no result yet."""

    GRANTED = "granted"
    PARTIALLY = "partially"
    DENIED = "denied"
    UNABLE = "unable"
    REFUSED = "refused"
    OTHER = "other"
    UNCOUNTED = "uncounted"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Proof:
    """Something that must lie in the file before an application ends in a certain way."""

    code: str
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way to end. `word` is its name in code, `name` that for officers, `told` the sentence for the applicant.

    `row` is its row in table 3 of the form of 2021 and None when it is not counted; `letter` is empty when none goes out.
    `after`: what it also rests on where the earlier application that it repeats ended so. `is_part`: it may be the result
    for one of several things that were asked; `is_separated`: what is given of the rest was separated from it (Art. 37).
    `closes` is False for what is still open at the end of a year. `note` says what is policy, disputed or recommended.
    """

    code: str
    word: str
    name: str
    told: str
    group: OutcomeGroup
    basis: tuple[str, ...]
    row: str | None
    letter: str
    remedy: RemedyCode
    proofs: tuple[str, ...] = ()
    after: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    closes: bool = True
    is_part: bool = False
    is_separated: bool = False
    is_policy: bool = False
    is_unverified: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class MergedRows:
    """Rows that the form of other years printed as a single one."""

    first_year: int
    last_year: int
    row: str
    rows: frozenset[str]


@dataclass(frozen=True, slots=True)
class OutcomeLaw:
    """All outcomes by code, what each proof is, the names of the letters, how other years' forms merge rows, the codes of
    what may be answered on the spot (Art. 33), and the row (`late`) of what turns out to be no case of its own only when the
    year in which it came is over."""

    outcomes: Mapping[str, Outcome]
    proofs: Mapping[str, Proof]
    letters: Mapping[str, str]
    merged: tuple[MergedRows, ...]
    at_once: tuple[str, ...]
    late: str


@dataclass(frozen=True, slots=True)
class Decision:
    """How one application ends, and the results for the single things that it asked for (`parts`, at least one).

    `reason` tells why one of several results stands for the whole.
    """

    outcome: Outcome
    parts: tuple[Outcome, ...]
    reason: str = ""

    @property
    def remedy(self) -> RemedyCode:
        """What the reply tells about remedies: the union of what its parts need."""
        return together(part.remedy for part in self.parts)

    @property
    def basis(self) -> tuple[str, ...]:
        """Every article on which the reply rests, those of the whole first."""
        return tuple(dict.fromkeys(one for each in self._all for one in each.basis))

    @property
    def proofs(self) -> tuple[str, ...]:
        """Everything that must lie in the file."""
        return tuple(dict.fromkeys(one for each in self._all for one in each.proofs))

    def repeating(self, earlier: Collection[str]) -> tuple[str, ...]:
        """What it also rests on, as it repeats an application that had these results."""
        wanted = (part.after[code] for part in self.parts for code in earlier if code in part.after)
        return tuple(dict.fromkeys(wanted))

    @property
    def is_separated(self) -> bool:
        """Whether something in it must not be given: what is merely not there, nobody separates."""
        return any(part.is_separated for part in self.parts)

    @property
    def _all(self) -> tuple[Outcome, ...]:
        """The whole and its parts; something given and something not rests on no more than its parts, unless it was
        separated."""
        if self.outcome.code == OutcomeCode.PARTIAL and not self.is_separated:
            return self.parts
        return (self.outcome, *self.parts)


def decide(codes: Sequence[str], *, law: OutcomeLaw, principal: str = "", reason: str = "") -> Decision:
    """How an application ends for whose single things these are the results. Raises Refused.

    Something given and something not: 部分公开. Nothing given, or all of it in several ways: the principal result, which
    the clerk chooses; with a reason where the results stand in different rows.
    """
    parts = tuple(_chosen(code, law) for code in dict.fromkeys(codes))
    if not parts:
        raise Refused("还没有写明办理结果。", "案件不能没有结果就办结，请选择一种办理结果。")
    if len(parts) == 1:
        return Decision(parts[0], parts)
    for part in parts:
        if not part.is_part:
            raise Refused(
                f"“{part.name}”是整件申请的结果，不能与别的结果并用。",
                "请只选这一种，或者把申请拆分以后分别办理。",
            )
    given = [part for part in parts if part.group is OutcomeGroup.GRANTED]
    if given and len(given) < len(parts):
        return Decision(law.outcomes[OutcomeCode.PARTIAL], parts)
    return Decision(_principal(parts, principal, reason), parts, reason.strip())


def _chosen(code: str, law: OutcomeLaw) -> Outcome:
    outcome = law.outcomes.get(code)
    if outcome is None:
        raise Refused(f"没有编码为“{code}”的办理结果。", "请在办理结果表中选择。")
    if code == OutcomeCode.PARTIAL:
        raise Refused(
            "部分公开须写明提供的部分和不予提供的部分各是什么结果。",
            "请分别选择；有的提供、有的不提供的，就是部分公开。",
        )
    if not outcome.closes:
        raise Refused(f"“{outcome.name}”不是办结，只在年末统计时使用。", "请选择一种能够办结的结果。")
    return outcome


def _principal(parts: Sequence[Outcome], principal: str, reason: str) -> Outcome:
    for part in parts:
        if part.code == principal:
            if len({one.row for one in parts}) > 1 and not reason.strip():
                raise Refused(
                    "几项内容的结果计入年度报告的不同行，须写明为什么以其中一项为主。",
                    "请写明理由，或者把申请拆分以后分别办理。",
                )
            return part
    names = "、".join(f"“{part.name}”" for part in parts)
    raise Refused(f"几项内容的结果不同：{names}。", "请选定以哪一项为主，或者把申请拆分以后分别办理。")


def lacking(decision: Decision, given: Collection[str], *, law: OutcomeLaw) -> tuple[Proof, ...]:
    """What must lie in the file and does not; `given` are the codes of what does."""
    return tuple(law.proofs[code] for code in decision.proofs if code not in given)


def must_be_proven(decision: Decision, given: Collection[str], *, law: OutcomeLaw) -> None:
    """Raises Refused when anything is missing on which the decision rests."""
    if missing := lacking(decision, given, law=law):
        names = "；".join(proof.name for proof in missing)
        raise Refused(f"按“{decision.outcome.name}”办结，案卷里还缺少：{names}。", "请补齐以后再办结。")


def row_of(outcome: Outcome, *, year: int, law: OutcomeLaw) -> str | None:
    """The row of table 3 in which an outcome is counted in the report of a year; None when it is not counted."""
    return None if outcome.row is None else merged_rows(year, law=law).get(outcome.row, outcome.row)


def merged_rows(year: int, *, law: OutcomeLaw) -> dict[str, str]:
    """In which row the form of a year prints the rows that it merges; those that it has are not in it."""
    return {
        row: merged.row
        for merged in law.merged
        if merged.first_year <= year <= merged.last_year
        for row in merged.rows
    }


def unanswered(due_on: date | None, *, on: date, law: OutcomeLaw) -> Outcome:
    """How an open application stands at the end of a day: carried over in time, or overdue.

    `due_on` is None while the clock waits for the applicant.
    """
    is_over = due_on is not None and due_on <= on
    return law.outcomes[OutcomeCode.OVERDUE if is_over else OutcomeCode.PENDING]
