"""A chart as a value: what it counts, its categories and series, and where each of its figures stands.

A figure that nobody gave is None: it is drawn as a gap and told as missing, never as 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor, log10

from .findings import Number

MISSING = "没有"  # what is read where a figure is missing and nothing else is said
_STEPS = (1, 2, 5, 10)
_INTERVALS = 4  # at most so many lines above the ground line


class ChartKind(StrEnum):
    """How the figures are drawn: upright with the series of a category on each other, or lying, one series alone."""

    STACKED = "stacked"
    LYING = "lying"


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One figure; `address` is where it can be looked up, `remark` what has to be known of it (不全)."""

    value: Number | None
    address: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """The figures of one thing, one for each category."""

    name: str
    points: tuple[ChartPoint, ...]


@dataclass(frozen=True, slots=True)
class ChartCategory:
    """A year or a matter; `remark` says what is particular about it (没有年报, 试行格式)."""

    name: str
    address: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn: `id` makes its parts' names unique on a page, `unit` is counted (件), `notes` stand below.

    Raises ValueError when a series has not exactly one figure for each category, a figure is negative, or a lying chart
    has not exactly one series.
    """

    id: str
    kind: ChartKind
    title: str
    unit: str
    categories: tuple[ChartCategory, ...]
    series: tuple[ChartSeries, ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if any(len(one.points) != len(self.categories) for one in self.series):
            raise ValueError("a series has one figure for each category")
        if any(point.value is not None and point.value < 0 for one in self.series for point in one.points):
            raise ValueError("a figure is negative")
        if self.kind is ChartKind.LYING and len(self.series) != 1:
            raise ValueError("a lying chart has one series")

    def points(self, place: int) -> tuple[ChartPoint, ...]:
        """The figures of one category, one of each series."""
        return tuple(one.points[place] for one in self.series)

    def total(self, place: int) -> Number | None:
        """What the figures of a category come to; None where none is known."""
        known = [point.value for point in self.points(place) if point.value is not None]
        return sum(known) if known else None

    @property
    def totals(self) -> tuple[Number | None, ...]:
        """The same for each category."""
        return tuple(map(self.total, range(len(self.categories))))

    @property
    def is_empty(self) -> bool:
        """Whether no figure at all is known."""
        return all(total is None for total in self.totals)


def described(chart: Chart) -> str:
    """The whole chart in words, for whoever does not see it."""
    if chart.is_empty:
        return f"{chart.title}，没有数据。"
    said = "；".join(_category(chart, place) for place in range(len(chart.categories)))
    return f"{chart.title}，单位：{chart.unit}。{said}。{''.join(chart.notes)}"


def _category(chart: Chart, place: int) -> str:
    category, total = chart.categories[place], chart.total(place)
    name = f"{category.name}（{category.remark}）" if category.remark and total is not None else category.name
    if total is None:
        return f"{name}：{category.remark or MISSING}"
    if len(chart.series) == 1:
        return f"{name}：{_point(chart.points(place)[0])}"
    parts = (
        f"{one.name} {_point(point)}" for one, point in zip(chart.series, chart.points(place), strict=True)
    )
    return f"{name}：{'，'.join(parts)}，合计 {total}"


def _point(point: ChartPoint) -> str:
    value = MISSING if point.value is None else str(point.value)
    return f"{value}（{point.remark}）" if point.remark else value


def ticks(highest: Number) -> Sequence[int]:
    """Round numbers from 0 up to the first that is not below the highest figure, four steps at most; at least [0, 1]."""
    least = max(ceil(highest), 1) / _INTERVALS
    power = 10 ** max(floor(log10(least)), 0)
    step = next(power * one for one in _STEPS if power * one >= least)
    return range(0, step * max(ceil(highest / step), 1) + 1, step)
