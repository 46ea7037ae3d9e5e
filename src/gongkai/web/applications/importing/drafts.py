"""Rows of an old register while they are judged: what each cell says, what is wrong, what somebody has to look at."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gongkai.kernel.problems import Problem
from gongkai.web.organs.importing.columns import Unreadable
from gongkai.web.organs.importing.plans import Fault

from .columns import CHECKED, NOTHING, columns

# Several who apply together; a comma may stand in a name.
_BETWEEN = re.compile(r"[、;；\n]+")
_AND_OTHERS = re.compile(r"(.+?)等\s*(\d{1,2})\s*人")
# Where a spreadsheet's program marked plain text that it would have taken for a formula.
_MARKED = re.compile(r"^'(?=[=+\-@])")
NOT_NAMED = "原登记册没有写明"


@dataclass(slots=True)
class Draft:
    """One row."""

    line: int
    texts: Mapping[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)  # columns that are filled with something that nobody knows

    @property
    def is_checked(self) -> bool:
        """Whether the row itself says that somebody has looked at it."""
        return self.values.get("checked") == CHECKED

    @property
    def name(self) -> str:
        """What the row is about."""
        words = self.values.get("title") or self.values.get("wanted") or ""
        return words if len(words) <= 40 else f"{words[:40]}…"

    @property
    def names(self) -> tuple[str, ...]:
        """Who applied; of those that are only counted, no name."""
        words = self.values.get("applicant", "")
        if several := _AND_OTHERS.fullmatch(words):
            return several[1], *[NOT_NAMED] * (int(several[2]) - 1)
        return tuple(filter(None, map(str.strip, _BETWEEN.split(words)))) or ((words,) if words else ())

    @property
    def received_on(self) -> date | None:
        """The day of receipt; the day of acceptance or of the application where the register has no other."""
        found = (self.values.get(name) for name in ("received_on", "accepted_on", "submitted_on"))
        return next((on for on in found if on), None)

    @property
    def ended_on(self) -> date | None:
        """The day of the reply, or of the end without one."""
        return self.values.get("made_on") or self.values.get("concluded_on")

    def lacks(self, *fields: str) -> bool:
        """Whether none of these columns is filled; what is filled and unknown is told already."""
        return not self.unread.intersection(fields) and not self.values.keys() & set(fields)

    def refuse(self, reason: str, advice: str = "请改正后重新预演。") -> None:
        """Note what is wrong."""
        self.faults.append(Fault(reason, advice))

    def refuse_for(self, problem: Problem) -> None:
        """Note what somebody else found wrong."""
        self.refuse(problem.message, problem.advice)

    def doubt(self, sentence: str) -> None:
        """Note what somebody has to look at."""
        self.doubts.append(sentence)


def draft_of(line: int, texts: Mapping[str, str]) -> Draft:
    """A row, read."""
    draft = Draft(line, texts)
    for column in columns():
        text = _MARKED.sub("", texts.get(column.field, "").strip())
        if not text or text in NOTHING:
            continue
        try:
            draft.values[column.field] = column.read(text)
        except Unreadable as error:
            draft.unread.add(column.field)
            draft.refuse(f"{column.heading}：{error}")
    return draft
