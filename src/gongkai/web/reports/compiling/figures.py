"""The cells of a report: what the registers say, what was given by hand and why, what stood there last year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from gongkai import lawbook
from gongkai.engine.render.stored import stored
from gongkai.kernel.findings import Number
from gongkai.kernel.form import Form
from gongkai.kernel.problems import Problem
from gongkai.kernel.tally import Period, filled
from gongkai.web.reports import collecting, tally
from gongkai.web.reports.models import Adjustment, Compilation, Report, Snapshot

Cells = Mapping[str, Number | None]


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell. `counted` is what the registers say, None when nobody kept them; `given` what was put in its place by
    hand; `live` what they say today, when the figures of the year's end are in force."""

    counted: Number | None
    value: Number | None
    live: Number | None
    last_year: Number | None
    is_total: bool
    adjustment: Adjustment | None = None

    @property
    def is_changed(self) -> bool:
        """Whether somebody gave another figure."""
        return self.adjustment is not None

    @property
    def given(self) -> Number | None:
        """The figure that was given by hand."""
        return number_of(self.adjustment) if self.adjustment else None

    @property
    def reason(self) -> str:
        """Why it was; published with the report."""
        return self.adjustment.reason if self.adjustment else ""

    @property
    def by(self) -> str:
        """Who gave it."""
        return self.adjustment.by.name if self.adjustment and self.adjustment.by else ""

    @property
    def at(self) -> datetime | None:
        """When."""
        return self.adjustment.at if self.adjustment else None


@dataclass(frozen=True, slots=True)
class Figured:
    """All cells of a report. `parts` are the members' figures behind each cell of a report that was added up,
    `missing` the members that have handed in nothing."""

    form: Form
    cells: Mapping[str, Shown]
    snapshot: Snapshot | None
    last_year_from: str
    missing: tuple[str, ...]
    parts: Mapping[str, Cells]

    @property
    def values(self) -> dict[str, Number | None]:
        """What the report says."""
        return {cell: shown.value for cell, shown in self.cells.items()}


def form_of(compilation: Compilation) -> Form:
    """The form of its year."""
    return lawbook.load().form_for(compilation.year)


def is_total(cell: str) -> bool:
    """Whether a cell is added up from others: nobody gives it by hand."""
    _table, row, column = cell.split(".")
    return column == "total" or row == "result_total"


def number_of(adjustment: Adjustment) -> Number:
    """The figure that was given, a whole number where it is one."""
    return (
        int(adjustment.given) if adjustment.given == int(adjustment.given) else adjustment.given.normalize()
    )


class _Base(NamedTuple):
    """Where the figures come from: what counts, what the registers say today, and of which members they are made."""

    counted: Cells
    live: Cells
    snapshot: Snapshot | None = None
    missing: tuple[str, ...] = ()
    parts: Mapping[str, Cells] = MappingProxyType({})


def figured(compilation: Compilation) -> Figured:
    """The cells as they stand: of the year's end once it is frozen, else of today, and of the members where it adds up."""
    form = form_of(compilation)
    base = _added_up(compilation, form) if compilation.is_rolled_up else _registered(compilation)
    last_year, told = last_years(compilation, form)
    given = {one.cell: one for one in compilation.adjustments.filter(is_withdrawn=False).select_related("by")}
    values = _with_totals(form, base.counted, given)
    cells = {
        cell: Shown(
            counted=base.counted.get(cell),
            value=values[cell],
            live=base.live.get(cell),
            last_year=last_year.get(cell),
            is_total=is_total(cell),
            adjustment=given.get(cell),
        )
        for cell in form.cells
    }
    return Figured(form, cells, base.snapshot, told, base.missing, base.parts)


def _registered(compilation: Compilation) -> _Base:
    period = Period.year_of(compilation.year)
    live = tally.counted([compilation.organ_id], period)[compilation.organ_id].figures
    snapshot = tally.snapshot_of(compilation.organ, period)
    counted = tally.settled(compilation.organ, period).figures if snapshot else live
    return _Base(counted, live, snapshot)


def _added_up(compilation: Compilation, form: Form) -> _Base:
    rolled = collecting.figures_of(compilation.organ, compilation.year)
    today = collecting.with_own_of_today(rolled, compilation.organ, compilation.year)
    snapshot = tally.snapshot_of(compilation.organ, Period.year_of(compilation.year))
    parts = {cell: {part.name: part.value for part in rolled.parts(cell)} for cell in form.cells}
    return _Base(rolled.figures.read, today.figures.read, snapshot, rolled.missing, parts)


def _with_totals(form: Form, counted: Cells, given: Mapping[str, Adjustment]) -> dict[str, Number | None]:
    """The figures with what was given by hand; every total is added up anew, so that no sum can be typed."""
    changed = {cell.partition(".")[0] for cell in given}
    said = {
        cell: n for cell, n in counted.items() if not (is_total(cell) and cell.partition(".")[0] in changed)
    }
    return added_anew(form, {**said, **{cell: number_of(one) for cell, one in given.items()}})


def added_anew(form: Form, cells: Cells) -> dict[str, Number | None]:
    """Figures whose totals are what their parts come to, whatever was said of them; only where a part is blank, a total
    that was said still stands."""
    parts = {cell: cells.get(cell) for cell in form.cells if not is_total(cell)}
    known = {cell: value for cell, value in parts.items() if value is not None}
    anew = filled(known, form, unknown=[cell for cell in parts if cell not in known])
    return {cell: cells.get(cell) if value is None else value for cell, value in anew.items()}


def last_report(compilation: Compilation) -> Report | None:
    """The organ's public report of the year before."""
    return Report.objects.published().filter(organ=compilation.organ_id, year=compilation.year - 1).first()


def last_years(compilation: Compilation, form: Form) -> tuple[Cells, str]:
    """The figures of the year before, and where they come from: what was published, else what was counted then."""
    year = compilation.year - 1
    report = last_report(compilation)
    if report is not None:
        try:
            said = stored(report.data)
        except Problem:
            return {}, f"{year}年度的报告读不出来"
        values = said.values if said.form is form else {}
        return values, f"已公布的{year}年度报告" if values else f"{year}年度报告用的是另一种格式，不能对照"
    found = tally.snapshot_of(compilation.organ, Period.year_of(year))
    return (tally.thawed(found).figures, f"台账中{year}年末的数字") if found else ({}, "")
