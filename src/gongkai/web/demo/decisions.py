"""What the county's organs counted month by month: the figures of their own annual reports, spread over the year by chance."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from random import Random

from gongkai.kernel.findings import Number
from gongkai.lawbook.decisions import DecisionKind, decision_kinds
from gongkai.web.decisions.actions import Entry, enter
from gongkai.web.decisions.models import MonthlyCount

from .county import Toml, whole_county
from .scene import Deed, Scene

# The year of which there are reports, and this one: as much again, as far as it has gone.
_YEARS = (2025, 2026)
# The day on which a quarter is entered, from its last month: once that is over, the fourth one in the year after.
_ENTERED = {3: (0, 4, 8), 6: (0, 7, 8), 9: (0, 10, 9), 12: (1, 1, 8)}
_SOURCES = {
    "licences": "行政审批系统",
    "penalties": "行政执法台账",
    "compulsion": "行政执法台账",
    "admin_fees": "财务室非税收入明细",
}
_CENTS = 100


def count_deeds(scenes: Mapping[str, Scene]) -> Iterator[Deed]:
    """Each quarter of each organ that has somebody to enter it, unless something is entered for it already."""
    there = set(MonthlyCount.objects.values_list("organ", "month"))
    reports = [
        raw for raw in whole_county()["reports"] if raw["year"] == _YEARS[0] and raw["organ"] in scenes
    ]
    for place, raw in enumerate(reports):
        scene = scenes[raw["organ"]]
        for year in _YEARS if scene.has("clerk") else ():
            entries = list(_entries(raw, year))
            for last, (later, *entered) in _ENTERED.items():
                on = date(year + later, *entered)
                quarter = [one for one in entries if last - 3 < one.month.month <= last]
                if on < scene.today and (scene.organ.pk, quarter[0].month) not in there:
                    yield scene.moment((scene.today - on).days, place), _entering(scene, quarter)


def _entering(scene: Scene, entries: list[Entry]) -> Callable[[datetime], None]:
    def do(at: datetime) -> None:
        enter(scene.organ, entries, by=scene.viewer("clerk", at=at), at=at)

    return do


def _entries(raw: Toml, year: int) -> Iterator[Entry]:
    for kind in decision_kinds().values():
        chance = Random(f"{raw['organ']}/{kind.code}/{year}")
        for month, value in enumerate(_spread(raw["table2"][kind.code], kind, chance), 1):
            yield Entry(kind.code, date(year, month, 1), value, _SOURCES[kind.code])


def _spread(total: int | str, kind: DecisionKind, chance: Random) -> list[Number]:
    """The figure of a report in twelve parts that add up to it."""
    if not kind.is_amount:  # decisions fall into months one by one
        fallen = [chance.randrange(12) for _ in range(int(total))]
        return [fallen.count(month) for month in range(12)]
    cents = int(Decimal(total) * kind.scale * _CENTS)
    cuts = [0, *sorted(chance.randint(0, cents) for _ in range(11)), cents]
    return [Decimal(after - before) / _CENTS for before, after in pairwise(cuts)]
