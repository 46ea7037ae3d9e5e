"""All annual reports of a place: each organ's by year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gongkai.kernel.duties import PUBLIC
from gongkai.web.organs import selectors
from gongkai.web.organs.models import Organ
from gongkai.web.reports.models import Report

A_PAGE = 5  # years side by side
_RECEIVED = "data__table3__new_received__6"  # the total of 本年新收政府信息公开申请数量


@dataclass(frozen=True, slots=True)
class OfYear:
    """The report of one year: there, or not; how many applications it says that the organ received, None where it was not
    read."""

    year: int
    is_there: bool
    received: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """An organ and its reports in the years that are shown."""

    organ: Organ
    reports: tuple[OfYear, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """Organs under the heading under which people look for them."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ReportYears:
    """The reports of some years, and where the years before and after begin; `count` is that of each year."""

    years: tuple[int, ...]
    counts: tuple[int, ...]
    levels: tuple[Level, ...]
    earlier: int | None
    later: int | None
    hidden: int


def asked_year(said: Mapping[str, str]) -> int | None:
    """The last year that an address asks for; None for anything else."""
    until = said.get("until", "")
    return int(until) if until.isascii() and until.isdigit() and len(until) == 4 else None


def report_years(until: int | None) -> ReportYears:
    """The reports of the years up to one, or of the last years: three questions however many there are."""
    made = set(Report.objects.visible_to(PUBLIC).values_list("organ", "year"))
    known = sorted({year for _, year in made}, reverse=True)
    first = next((place for place, year in enumerate(known) if until is not None and year <= until), 0)
    years = tuple(known[first : first + A_PAGE])
    with_reports = {organ for organ, _ in made}
    organs = [
        organ
        for organ in Organ.objects.visible_to(PUBLIC)
        if organ.pk in with_reports or (organ.is_active and years)
    ]
    shown = sorted(organs, key=lambda organ: not organ.is_active)[: selectors.MOST_SHOWN]
    levels, received = selectors.by_level(shown), _received(years)
    return ReportYears(
        years=years,
        counts=tuple(sum(year == one for _, one in made) for year in years),
        levels=tuple(Level(heading, _lines(members, years, made, received)) for heading, members in levels),
        earlier=next(iter(known[first + A_PAGE :]), None),
        later=known[max(first - A_PAGE, 0)] if first else None,
        hidden=len(organs) - len(shown),
    )


def _received(years: Sequence[int]) -> dict[tuple[int, int], int | None]:
    """How many applications each organ received in each of the years, as its report says."""
    told = Report.objects.visible_to(PUBLIC).filter(year__in=years).values_list("organ", "year", _RECEIVED)
    return {(organ, year): number for organ, year, number in told.order_by()}


def _lines(
    organs: Sequence[Organ],
    years: Sequence[int],
    made: set[tuple[int, int]],
    received: Mapping[tuple[int, int], int | None],
) -> tuple[Line, ...]:
    return tuple(
        Line(
            organ,
            tuple(OfYear(year, (organ.pk, year) in made, received.get((organ.pk, year))) for year in years),
        )
        for organ in organs
    )
