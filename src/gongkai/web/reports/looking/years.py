"""Figures over years as public reports state them: of one organ, or of all organs below one added up.

A cell that is blank or was not read adds nothing and is counted as missing; where no cell is known there is no figure.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.db.models.fields.json import KT

from gongkai import lawbook
from gongkai.kernel.duties import PUBLIC
from gongkai.web.organs.models import Kind, Organ
from gongkai.web.reports.models import Compilation, Report

from .lines import lines

# The form as text: as JSON its name reads as a number.
_TOLD = ("organ", "organ__path", "year", KT("data__form"), "data__table3", "data__table4")


Key = tuple[str, str]  # a chart and a line of it
Place = tuple[str, str, int]  # a cell: table, row, and the place of its column


class Sum(NamedTuple):
    """What cells come to, None where none is known, and how many of them are missing."""

    value: int | None
    missing: int = 0


_MISSING = Sum(None, 1)


class Told(NamedTuple):
    """What one report says: `sums` by chart and line."""

    organ: int
    path: str
    year: int
    form: str
    sums: Mapping[Key, Sum]


@dataclass(frozen=True, slots=True)
class YearFigures:
    """A year: its forms, how many reports are added up, and what they come to."""

    year: int
    forms: frozenset[str]
    reports: int
    sums: Mapping[Key, Sum]


def of_organ(organ: Organ) -> dict[int, YearFigures]:
    """What an organ's own reports say, by year."""
    return _by_year(_told(Report.objects.filter(organ=organ)))


def of_tree(organ: Organ) -> dict[int, YearFigures]:
    """The same added up over an organ and all below it."""
    return _by_year(_without_sums(_told(_tree(organ)), organ))


def parts(organ: Organ, year: int) -> list[Told]:
    """The reports that make up a year's sums of a tree, in the order of the tree."""
    return sorted(_without_sums(_told(_tree(organ).filter(year=year)), organ), key=lambda told: told.path)


def sums_of(told: Sequence[Told]) -> Mapping[Key, Sum]:
    """What the parts of a year come to; there is at least one."""
    return {key: _sum(one.sums[key] for one in told) for key in told[0].sums}


def _tree(organ: Organ) -> QuerySet[Report]:
    return Report.objects.filter(organ__path__startswith=organ.path)


def _told(reports: QuerySet[Report]) -> list[Told]:
    """Only the two tables leave the database, one row a report."""
    found = reports.visible_to(PUBLIC).order_by().values_list(*_TOLD)
    return [
        Told(organ, path, year, form, _sums(form, {"table3": table3, "table4": table4}))
        for organ, path, year, form, table3, table4 in found.iterator(500)
    ]


def _without_sums(told: Sequence[Told], organ: Organ) -> Iterator[Told]:
    """A government's report adds up those of the organs below it, so it is not added to them once more; unless it was
    compiled here from its own registers alone."""
    paths: dict[int, list[str]] = defaultdict(list)
    for one in told:
        paths[one.year].append(one.path)
    within = Organ.objects.filter(path__startswith=organ.path)
    governments = set(within.filter(kind=Kind.GOVERNMENT).values_list("pk", flat=True))
    alone = Compilation.objects.filter(organ__in=within, is_rolled_up=False, editions__report__isnull=False)
    known_alone = set(alone.values_list("organ", "year"))
    for one in told:
        has_others = any(path != one.path and path.startswith(one.path) for path in paths[one.year])
        may_be_a_sum = one.organ in governments and (one.organ, one.year) not in known_alone
        if not (may_be_a_sum and has_others):
            yield one


def _by_year(told: Iterable[Told]) -> dict[int, YearFigures]:
    years: dict[int, list[Told]] = defaultdict(list)
    for one in told:
        years[one.year].append(one)
    return {year: _added(year, members) for year, members in sorted(years.items())}


def _added(year: int, members: Sequence[Told]) -> YearFigures:
    return YearFigures(year, frozenset(one.form for one in members), len(members), sums_of(members))


def _sum(sums: Iterable[Sum]) -> Sum:
    """All together."""
    value, missing = None, 0
    for more, lacking in sums:
        missing += lacking
        if more is not None:
            value = more if value is None else value + more
    return Sum(value, missing)


def _sums(form: str, tables: Mapping[str, Any]) -> dict[Key, Sum]:
    """The lines of every chart, from the two tables under the contract."""
    figures = {table: rows or {} for table, rows in tables.items()}
    return {key: _sum(_cell(figures, place) for place in places) for key, places in _places(form).items()}


def _cell(tables: Mapping[str, Any], place: Place) -> Sum:
    table, row, column = place
    figures = tables[table].get(row)
    value = figures[column] if figures else None
    # What nobody can count, such as a figure below nothing, was not read.
    return _MISSING if value is None or value < 0 else Sum(value)


@cache
def _places(form: str) -> Mapping[Key, Sequence[Place]]:
    """Where the cells of each line stand: table, row, and the place of the column. Lines of one code are those of every
    form, so that reports of two forms can be added."""
    columns = {
        table.id: {column.id: place for place, column in enumerate(table.rows[0].columns)}
        for table in lawbook.load().form(form).tables
    }
    return {
        (chart, line.code): [
            (table, row, columns[table][column])
            for table, row, column in (name.split(".") for name in line.cells)
        ]
        for chart, known in lines(form).items()
        for line in known
    }
