"""A report put together once, for everybody who asks about it: figures, facts, prose, data and what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from gongkai.kernel.facts import Fact
from gongkai.kernel.findings import Severity
from gongkai.kernel.tally import Period
from gongkai.web.reports.facts import facts_of
from gongkai.web.reports.models import Compilation, State

from .checking import found_in
from .composing import composed, hash_of
from .derived import with_breakdowns
from .figures import Figured, figured
from .found import Found
from .prose import Written, prose_of


@dataclass(frozen=True)
class Standing:
    """How a report stands now. Each part is put together when it is asked for, and only once."""

    compilation: Compilation

    @property
    def period(self) -> Period:
        """The year that it is for."""
        return Period.year_of(self.compilation.year)

    @cached_property
    def figured(self) -> Figured:
        """The cells."""
        return figured(self.compilation)

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """Every fact of the year."""
        values = self.figured.values
        told = facts_of(self.compilation.organ, self.period, values)
        return with_breakdowns(told, values, self.figured.form)

    @cached_property
    def written(self) -> list[Written]:
        """The prose by topic."""
        return prose_of(self.compilation, self.facts, self.figured)

    @cached_property
    def data(self) -> dict[str, Any]:
        """The report as the contract has it; of a later edition, with what was corrected."""
        data = composed(self.compilation, self.figured, self.written, self.facts)
        note = self.compilation.correction_note
        if note:
            data["preface"] = f"更正说明（第{self.number}版）：{note}\n{data['preface']}"
        return data | {"edition": {"number": self.number, "note": note}}

    @property
    def number(self) -> int:
        """Of the edition that it will be, or is."""
        published = self.compilation.editions.published().count()
        return published if self.compilation.state == State.PUBLISHED else published + 1

    @property
    def content_hash(self) -> str:
        """Of every word and figure, as it would be sent in now."""
        return hash_of(self.data)

    @cached_property
    def found(self) -> list[Found]:
        """What is wrong."""
        return found_in(
            self.compilation, self.data, figured=self.figured, written=self.written, facts=self.facts
        )

    def count(self, severity: Severity) -> int:
        """How many things of one gravity are wrong; an error with its reason is none that waits."""
        return sum(one.severity is severity and not one.reason for one in self.found)
