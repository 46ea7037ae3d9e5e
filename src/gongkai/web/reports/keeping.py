"""Since when an organ's registers are kept here. Of the days before, nobody knows that there was nothing: what happened then
is unknown, never 0 (domain: a claim that there was none holds only where a register was kept)."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.kernel.tally import Period
from gongkai.web.applications import tallying
from gongkai.web.organs.selectors import beginnings

# Whose entries in the ledger show that an organ keeps its registers here. Its reports may have been taken in, or its old site
# read, by somebody else; and feedback comes from anybody.
REGISTERS = ("applications", "catalogue", "channels", "decisions", "disclosure", "documents", "remedies")
TakenOver = Callable[[Collection[int]], Mapping[int, date]]


@dataclass(frozen=True, slots=True)
class Keeping:
    """How a register is kept. `is_asked`: it tells only of periods in which the organ kept its registers here from the first day
    on, unless it says itself what was kept; `is_frozen`: what it tells of a year is fixed with the year. `taken_over` gives, by
    organ, the day from which on an older register tells; None where none can be taken over."""

    is_asked: bool = True
    is_frozen: bool = True
    taken_over: TakenOver | None = None

    def older(self, organ_ids: Collection[int]) -> Mapping[int, date]:
        """By organ since when an older register tells; who took none over is not there."""
        return self.taken_over(organ_ids) if self.taken_over and organ_ids else {}

    def unkept(self, late_ones: Mapping[int, date]) -> set[int]:
        """The organs among those who began late that have no older register of the time before, either."""
        if not self.is_asked:
            return set()
        older = self.older(late_ones)
        return {organ for organ, first in late_ones.items() if older.get(organ, date.max) > first}

    def since(self, organ_ids: Collection[int]) -> dict[int, date]:
        """By organ the first day of which the register tells; where nothing was entered there is none. Two queries."""
        older = self.older(organ_ids)
        days = ((organ, here_on, older.get(organ)) for organ, _, here_on in beginnings(organ_ids, REGISTERS))
        return {organ: min(filter(None, both)) for organ, *both in days if any(both)}


APPLICATIONS = Keeping(
    taken_over=tallying.taken_over
)  # for its tables, its facts, and the days of its answers


def late(organ_ids: Collection[int], period: Period) -> dict[int, date]:
    """The organs that began to use the system when a period had begun, each with the first day of which its registers would
    have to tell: that of the period, or on which the organ itself was set up. One query."""
    found = {}
    for organ, since_on, here_on in beginnings(organ_ids, REGISTERS):
        first = max(period.first, since_on or period.first)
        if here_on is None or here_on > first:
            found[organ] = first
    return found
