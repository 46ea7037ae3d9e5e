"""How a report stands now: what it says, what is wrong with it, and what of that is signed over."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from gongkai.kernel.findings import Severity

from .checking import found_in
from .composing import hash_of, signed_over
from .draft import Draft
from .found import Found


@dataclass(frozen=True)
class Standing(Draft):
    """A report put together once, with what is wrong."""

    @cached_property
    def found(self) -> list[Found]:
        """What is wrong."""
        return found_in(self)

    @cached_property
    def data(self) -> dict[str, Any]:
        """The report as it would be sent in now. Where nobody gave a reason there is none to look for: to find every error
        takes longer than everything else."""
        has_reasons = self.compilation.justifications.filter(is_withdrawn=False).exists()
        return self.body | {"justified": signed_over(self.found) if has_reasons else []}

    @property
    def content_hash(self) -> str:
        """Of every word and figure of it."""
        return hash_of(self.data)

    def count(self, severity: Severity) -> int:
        """How many things of one gravity are wrong; an error with its reason is none that waits."""
        return sum(one.severity is severity and not one.reason for one in self.found)
