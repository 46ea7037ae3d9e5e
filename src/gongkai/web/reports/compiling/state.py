"""How a report stands now: what it says, and what is wrong with it."""

from dataclasses import dataclass
from functools import cached_property

from gongkai.kernel.findings import Severity

from .checking import found_in
from .draft import Draft
from .found import Found


@dataclass(frozen=True)
class Standing(Draft):
    """A report put together once, with what is wrong."""

    @cached_property
    def found(self) -> list[Found]:
        """What is wrong."""
        return found_in(self)

    def count(self, severity: Severity) -> int:
        """How many things of one gravity are wrong; an error with its reason is none that waits."""
        return sum(one.severity is severity and not one.reason for one in self.found)
