"""What an old register would do: a verdict a row, what somebody has to look at, and what the whole is bound to."""

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.kernel.case import CaseEvent
from gongkai.web.applications.application_form import Applied
from gongkai.web.applications.models import Application
from gongkai.web.organs.importing.plans import Fault, Plan, Verdict


@dataclass(frozen=True, slots=True)
class PlannedCase:
    """One row: its number in the file, the verdict and why, and the case that it would become.

    `doubts` keep it from being taken in until somebody has looked at it (`is_checked`); `texts` are its cells as they
    came. The application has its number only where the register told one.
    """

    line: int
    name: str
    verdict: Verdict
    texts: Mapping[str, str]
    applied: Applied | None = None
    application: Application | None = None
    events: tuple[CaseEvent, ...] = ()
    faults: tuple[Fault, ...] = ()
    doubts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    is_checked: bool = False

    @property
    def is_doubtful(self) -> bool:
        """Whether somebody still has to look at it."""
        return self.verdict is Verdict.NEW and bool(self.doubts) and not self.is_checked

    @property
    def result(self) -> str:
        """What becomes of it, in a word or two."""
        if self.is_doubtful:
            return "待核对"
        return {Verdict.NEW: "转入", Verdict.UNCHANGED: "已有"}.get(self.verdict, "不能转入")

    @property
    def why(self) -> str:
        """What is wrong, what is doubtful, and what to know."""
        return "".join([*map(str, self.faults), *self.doubts, *self.notes])


@dataclass(frozen=True, slots=True)
class CasePlan(Plan):
    """The whole register, bound to the bytes of the file and to what the organ had when it was judged."""

    rows: tuple[PlannedCase, ...]

    @property
    def is_ready(self) -> bool:
        """Whether it can be carried out: no row is refused, and none still has to be looked at."""
        return Plan.is_ready.fget(self) and not self.doubtful

    @property
    def doubtful(self) -> tuple[PlannedCase, ...]:
        """The rows that somebody still has to look at."""
        return tuple(row for row in self.rows if row.is_doubtful)

    @property
    def needs_only_looking(self) -> bool:
        """Whether nothing is wrong, and something is to be looked at."""
        return bool(self.doubtful) and not self.count(Verdict.REFUSED)

    def summary(self) -> str:
        """The counts as a sentence."""
        new = self.count(Verdict.NEW) - len(self.doubtful)
        counts = (
            f"可以转入 {new} 行，待核对 {len(self.doubtful)} 行，"
            f"已有 {self.count(Verdict.UNCHANGED)} 行，不能转入 {self.count(Verdict.REFUSED)} 行。"
        )
        unread = f"没有用到的列：{'、'.join(self.unread)}。" if self.unread else ""
        return f"共 {len(self.rows)} 行：{counts}{unread}"
