"""“为什么是这个数”: the public part of one figure of a report that was compiled here."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import Http404

from gongkai import lawbook
from gongkai.engine.render.cells import NOT_KEPT, cell_label, figure, known_figure
from gongkai.kernel.form import Form
from gongkai.kernel.outcomes import row_of
from gongkai.kernel.tally import Period
from gongkai.lawbook.looking import How, looking_law
from gongkai.lawbook.outcomes import outcome_law
from gongkai.lawbook.tally import tally_law
from gongkai.web.reports import tally
from gongkai.web.reports.former import versions
from gongkai.web.reports.looking.behind import Opened, opened
from gongkai.web.reports.models import Report

from .addresses import address
from .report_made import Given, Made, Part, made_of

_BLANK = "空白"  # in a report that was handed in, and in the sum of such reports


@dataclass(frozen=True, slots=True)
class Beside:
    """Another figure of the same row, or the part of a member: what it is called, what it is, and where it is asked about."""

    name: str
    text: str
    address: str
    is_this: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A result that is counted in the row, with its articles."""

    name: str
    basis: str


@dataclass(frozen=True, slots=True)
class WhyPage:
    """Everything that the page says. `members` are those that add something or are blank, `missing` those that handed in
    nothing, all others add 0. `opened` is what the registers hold behind it now, `differs` what to know of that."""

    report: Report
    cell: str
    label: str
    text: str
    how: How
    register: str
    rules: tuple[Rule, ...]
    row: tuple[Beside, ...]
    given: tuple[Given, ...]
    members: tuple[Beside, ...]
    has_gap: bool
    missing: tuple[str, ...]
    is_rolled_up: bool
    opened: tuple[Opened, ...]
    differs: str


def why_of(report: Report, cell: str) -> WhyPage:
    """The page of one cell. Raises Http404 for no such cell, and for a report that came as a file: nobody knows."""
    form = lawbook.load().form(report.data["form"])
    made = made_of(report, versions(report))
    if made is None or cell not in form.cells:
        raise Http404("Nobody counted this here")
    value = _value(report.data, form, cell)
    found = () if made.is_rolled_up else tuple(opened(report.organ, report.year, cell))
    parts = made.parts.get(cell, ())
    given, register = _given(made, cell), tally_law().register_of(cell)
    return WhyPage(
        report=report,
        cell=cell,
        label=cell_label(form, cell),
        text=_said(made, value),
        how=looking_law().how(cell),
        register=register.name if register else "",
        rules=tuple(_rules(report.year, cell)),
        row=tuple(_row(report, form, cell, made)),
        given=given,
        members=tuple(Beside(one.name, _part(one), "") for one in parts if one.value != 0),
        has_gap=any(one.value is None for one in parts),
        missing=made.missing,
        is_rolled_up=made.is_rolled_up,
        opened=found,
        differs=_differs(report, value, found, given, cell),
    )


def _value(data: dict[str, Any], form: Form, cell: str) -> int | float | None:
    table, row, column = cell.split(".")
    cells = data[table][row]
    if isinstance(cells, dict):
        return cells.get(column)
    places = [one.id for one in form.table(table).row(row).columns]
    return cells[places.index(column)]


def _said(made: Made, value: int | float | None) -> str:
    """A figure of the report; a sum that lacks a part is blank, whoever kept what."""
    return _BLANK if value is None and made.is_rolled_up else known_figure(value)


def _part(one: Part) -> str:
    if one.value is None:
        return NOT_KEPT if one.is_own else _BLANK
    return figure(one.value)


def _rules(year: int, cell: str) -> Iterator[Rule]:
    """The results that are counted in a row of table three."""
    table, row, _ = cell.split(".")
    law = outcome_law()
    for one in law.outcomes.values():
        if table == "table3" and row_of(one, year=year, law=law) == row:
            yield Rule(one.name, "、".join(one.basis))


def _row(report: Report, form: Form, cell: str, made: Made) -> Iterator[Beside]:
    """All figures of the cell's row, where there is more than one."""
    table, row, _ = cell.split(".")
    columns = form.table(table).row(row).columns
    for column in columns if len(columns) > 1 else ():
        name = f"{table}.{row}.{column.id}"
        why = address("why", report.organ.slug, report.year, name)
        yield Beside(column.label, _said(made, _value(report.data, form, name)), why, is_this=name == cell)


def _given(made: Made, cell: str) -> tuple[Given, ...]:
    """What was given by hand in the same row: totals are added up from it."""
    row = cell.rpartition(".")[0]
    return tuple(one for one in made.given if one.cell.rpartition(".")[0] == row)


def _differs(
    report: Report, value: int | float | None, found: tuple[Opened, ...], given: tuple[Given, ...], cell: str
) -> str:
    """What to know where the registers say something else now than the report."""
    if not found or value is None:
        return ""
    if cell.startswith("table2."):  # months and amounts are no cases: what they come to is compared
        now, unit = tally.of(report.organ, Period.year_of(report.year)).figures[cell], ""
    else:
        now, unit = sum(one.count for one in found), " 件"
    if now is not None and Decimal(str(now)) == Decimal(str(value)):
        return ""
    told = "台账里现在没有登记齐" if now is None else f"台账里现在是 {figure(now)}{unit}"
    if given:
        return f"{told}；报告的数手工改过，理由见上。"
    return f"{told}，与报告不同：报告按年末固定的数公布，以后更正的，另出一版并写明。"
