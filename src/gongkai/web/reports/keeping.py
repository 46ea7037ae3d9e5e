"""Since when an organ's registers are kept here. Of the days before, nobody knows that there was nothing: what happened then
is unknown, never 0 (domain: a claim that there was none holds only where a register was kept)."""

from collections.abc import Callable, Collection, Mapping
from datetime import date

from gongkai.kernel.tally import Period
from gongkai.web.organs.models import Organ
from gongkai.web.organs.selectors import beginnings

TakenOver = Callable[[Collection[int]], Mapping[int, date]]


def nothing_taken_over(_organ_ids: Collection[int]) -> Mapping[int, date]:
    """Of a register into which no older one can be taken."""
    return {}


def late(organ_ids: Collection[int], period: Period) -> dict[int, date]:
    """The organs that began to use the system when a period had begun, each with the first day of which its registers would
    have to tell: that of the period, or on which the organ itself was set up. One query."""
    found = {}
    for organ, since_on, here_on in beginnings(organ_ids):
        first = max(period.first, since_on or period.first)
        if here_on is None or here_on > first:
            found[organ] = first
    return found


def unkept(late_ones: Mapping[int, date], taken_over: TakenOver) -> set[int]:
    """Those of them that did not take over an older register of the time before. Such a register tells of whole years: from
    the year of its earliest row on."""
    since = taken_over(late_ones) if late_ones else {}
    return {
        organ for organ, first in late_ones.items() if organ not in since or since[organ].year > first.year
    }


def kept_since(organ: Organ, taken_over: TakenOver) -> date | None:
    """The first day of which a register tells; None while nothing was entered."""
    ((_organ, _since_on, here_on),) = beginnings([organ.pk])
    older = taken_over([organ.pk]).get(organ.pk)
    days = [here_on, older and date(older.year, 1, 1)]
    return min(filter(None, days), default=None)
