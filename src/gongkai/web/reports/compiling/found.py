"""One thing that does not hold of a report while it is made, and whether it bars the way."""

import hashlib
from dataclasses import dataclass
from typing import Any

from gongkai import lawbook
from gongkai.kernel.chain import canonical
from gongkai.kernel.findings import Number, Severity
from gongkai.web.reports.models import Justification

MESSAGE_LENGTH = 500  # of a message that is kept beside its reason
QUOTED_LENGTH = 60  # characters of the prose that a message repeats


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that does not hold. An error needs a reason before it is signed over, unless its reason stands already
    beside the figure (`settled`); one that cannot be published at all (`is_final`) has to be put right. `advice` says how,
    `register` where the figure would have been entered."""

    code: str
    severity: Severity
    message: str
    cells: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    section: int | None = None
    topic: str = ""
    left: Number | None = None
    right: Number | None = None
    settled: str = ""
    is_final: bool = False
    advice: str = ""
    register: str = ""
    justification: Justification | None = None

    @property
    def fingerprint(self) -> str:
        """Of rule, cells and what was found: another figure, another finding."""
        sides = [None if side is None else str(side) for side in (self.left, self.right)]
        told = {"code": self.code, "cells": list(self.cells), "sides": sides, "message": self.message}
        return hashlib.sha256(canonical(told).encode()).hexdigest()

    @property
    def needs_justification(self) -> bool:
        """Whether it bars the way until somebody writes why it is signed all the same."""
        return self.severity is Severity.ERROR and not self.settled

    @property
    def is_open(self) -> bool:
        """Whether it bars the way now."""
        return self.needs_justification and (self.is_final or self.justification is None)

    @property
    def reason(self) -> str:
        """Why it is signed all the same, when somebody said so."""
        return self.settled or (self.justification.reason if self.justification else "")


def found(
    code: str,
    message: str,
    *,
    is_proved: bool = True,
    severity: Severity | None = None,
    is_final: bool | None = None,
    **more: Any,
) -> Found:
    """What a rule found: how grave it is, and whether a reason can stand in for it, the law data say. `is_proved` is False
    where nobody keeps the record that would tell; `severity` is the engine's own; `is_final` is given where it is not this
    report that has to be put right."""
    rule = lawbook.load().rule(code)
    grade = severity or rule.graded(is_proved=is_proved)
    return Found(
        code, grade, message, is_final=not rule.is_justifiable if is_final is None else is_final, **more
    )
