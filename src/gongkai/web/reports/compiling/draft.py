"""A report put together once, for everybody who asks about it: figures, facts, prose and data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from gongkai.kernel.facts import Fact
from gongkai.kernel.tally import Period
from gongkai.web.foundations import clock
from gongkai.web.reports.facts import facts_of
from gongkai.web.reports.former import last_number
from gongkai.web.reports.models import Compilation, Edition, Report, Shortcoming, State

from .composing import composed
from .derived import with_breakdowns
from .figures import Figured, figured, last_report
from .prose import Written, prose_of


@dataclass(frozen=True)
class Draft:
    """What a report says on a day: an act gives its own, a page takes today. Each part is put together when it is asked for,
    and only once."""

    compilation: Compilation
    on: date = field(default_factory=clock.today)

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
    def shortcomings(self) -> list[Shortcoming]:
        """The list of problems, last year's among them."""
        return list(self.compilation.shortcomings.filter(is_removed=False).order_by("order", "pk"))

    @cached_property
    def last(self) -> Report | None:
        """The organ's public report of the year before."""
        return last_report(self.compilation)

    @cached_property
    def is_last_ours(self) -> bool:
        """Whether that one was made and approved here; any other was taken in as a file."""
        if self.last is None:
            return False
        made = Edition.objects.published().filter(compilation__organ=self.compilation.organ_id)
        return made.filter(compilation__year=self.last.year, source_sha256=self.last.sha256).exists()

    @cached_property
    def body(self) -> dict[str, Any]:
        """The report as the contract has it, without what is signed over; of a later edition, with what was corrected."""
        data = composed(self.compilation, self.figured, self.written, self.facts)
        if self.note:
            data["preface"] = f"更正说明（第{self.number}版）：{self.note}\n{data['preface']}"
        return data | {"edition": {"number": self.number, "note": self.note}}

    @cached_property
    def number(self) -> int:
        """Of the edition that it will be, or is; a public report that came as a file counts as one."""
        last = last_number(self.compilation)
        return last if self.compilation.state == State.PUBLISHED else last + 1

    @property
    def note(self) -> str:
        """Why it takes the place of what everybody could read; the first edition takes nobody's place."""
        return self.compilation.correction_note if self.number > 1 else ""
