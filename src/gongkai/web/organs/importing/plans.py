"""What a list of organs would do: a verdict a row, and what the whole is bound to."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        """As people read it."""
        return {"new": "新增", "changed": "更改", "unchanged": "不变", "refused": "不能登记"}[self]


@dataclass(frozen=True, slots=True)
class Change:
    """One field that a row changes, as people read it."""

    heading: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row cannot be taken in, and what to do."""

    reason: str
    advice: str = "请改正后重新预演。"

    def __str__(self) -> str:
        return f"{self.reason}{self.advice}"


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row: its number in the file, the organ, the verdict with its reasons, and the values to be written.

    `organ` is the id of the organ that is in the tree already; `parent` the address name of the organ above, "" for none.
    """

    line: int
    name: str
    slug: str
    verdict: Verdict
    organ: int | None = None
    parent: str = ""
    depth: int = 0
    values: Mapping[str, Any] | None = None
    changes: tuple[Change, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole list, bound to the bytes of the file and to the organs as they were when it was judged."""

    rows: tuple[PlannedRow, ...]
    file: str
    state: str
    unread: tuple[str, ...] = ()

    @property
    def seal(self) -> str:
        """What somebody confirms who has seen the plan: this file, against these organs."""
        return hashlib.sha256(f"{self.file}\n{self.state}".encode()).hexdigest()

    @property
    def is_ready(self) -> bool:
        """Whether it can be carried out: there is something in it, and no row is refused."""
        return bool(self.rows) and not self.count(Verdict.REFUSED)

    @property
    def is_idle(self) -> bool:
        """Whether everything in it stands already, so that there is nothing to carry out."""
        return bool(self.rows) and self.count(Verdict.UNCHANGED) == len(self.rows)

    def count(self, verdict: Verdict) -> int:
        """How many rows have a verdict."""
        return sum(row.verdict is verdict for row in self.rows)

    def summary(self) -> str:
        """The counts as a sentence."""
        counts = "，".join(f"{verdict.label} {self.count(verdict)} 行" for verdict in Verdict)
        unread = f"没有用到的列：{'、'.join(self.unread)}。" if self.unread else ""
        return f"共 {len(self.rows)} 行：{counts}。{unread}"
