"""How a report that was compiled here came to be, as everybody may see it: its editions, and what people decided about figures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.timezone import localdate

from gongkai import lawbook
from gongkai.engine.render.cells import known_figure
from gongkai.kernel.rollup import own_name
from gongkai.web.ledger.sentences import day
from gongkai.web.reports.former import Version, versions
from gongkai.web.reports.models import Report

from .addresses import address

# Cells of which the page of a report asks why: a row is asked about where it ends.
_ASKED_IN = {"table3": "total", "table4": "total"}


@dataclass(frozen=True, slots=True)
class EditionLine:
    """One edition: when it was signed and published, why it followed another, and what it is recognised by. One that came as
    a file has its `source`, and `sha256` is of that."""

    number: int
    address: str
    signed: str
    published: str
    note: str
    sha256: str
    is_current: bool
    source: str = ""

    @property
    def told(self) -> str:
        """Since when it could be read, and when it was signed, where that is known."""
        if self.source:
            return f"{self.published}公开，由机关提供的文件收入"
        return f"{self.signed}签发，{self.published}公布"


@dataclass(frozen=True, slots=True)
class Given:
    """A figure that somebody gave by hand: what the registers say, what stands in the report, and why."""

    cell: str
    name: str
    counted: str
    given: str
    reason: str


@dataclass(frozen=True, slots=True)
class Justified:
    """Why the report was signed although a rule finds an error."""

    code: str
    message: str
    reason: str


@dataclass(frozen=True, slots=True)
class Part:
    """What one organ adds to a cell, None for a blank; `is_own` where these are the organ's own cases."""

    name: str
    value: int | float | None
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """All of it; `parts` are the organs whose reports are added up, by cell; `missing` those that handed in nothing."""

    editions: tuple[EditionLine, ...]
    given: tuple[Given, ...]
    justified: tuple[Justified, ...]
    parts: Mapping[str, Sequence[Part]]
    missing: tuple[str, ...]
    is_rolled_up: bool


def made_of(report: Report, found: Sequence[Version]) -> Made | None:
    """How a published report was made, whose versions were found; None for one that came as a file."""
    if found[0].source:
        return None
    data = found[0].data
    return Made(
        editions=lines_of(report, found),
        given=tuple(_given(row) for row in data.get("reasons", ())),
        justified=tuple(
            Justified(row["code"], row["message"], row["reason"]) for row in data.get("justified", ())
        ),
        parts={cell: tuple(_parts(data, cell)) for cell in data.get("parts", ())},
        missing=tuple(data.get("missing", ())),
        is_rolled_up="parts" in data,
    )


def _parts(data: Mapping[str, Any], cell: str) -> Iterator[Part]:
    own = own_name(data["organ"])
    for name, value in data["parts"][cell].items():
        yield Part(name, value, is_own=name == own)


def version_of(report: Report, number: int) -> tuple[Version, Sequence[EditionLine]]:
    """One version that has a page of its own, and all of them. Raises Http404 for any other number; the page of a file that
    is public now is the report's."""
    known = versions(report)
    found = next((one for one in known if one.number == number and one.row is not report), None)
    if found is None:
        raise Http404("No such edition")
    return found, lines_of(report, known)


def lines_of(report: Report, found: Sequence[Version]) -> tuple[EditionLine, ...]:
    """The versions as they are listed, the newest first."""
    return tuple(_line(report, one) for one in found)


def ways(report: Report) -> dict[str, str]:
    """Where the page of a report that was made here says why a figure is what it is, by cell."""
    form = lawbook.load().form(report.data["form"])
    asked = [cell for cell in form.cells if _is_asked(cell)]
    return {cell: address("why", report.organ.slug, report.year, cell) for cell in asked}


def _is_asked(cell: str) -> bool:
    table, _, column = cell.split(".")
    return _ASKED_IN.get(table, column) == column


def _line(report: Report, one: Version) -> EditionLine:
    is_current, slug = one.until_at is None, report.organ.slug
    where = address("report", slug, report.year)
    if one.row is not report:
        where = address("edition", slug, report.year, one.number)
    return EditionLine(
        number=one.number,
        address=where,
        signed=day(one.signed_on) if one.signed_on else "",
        published=day(localdate(one.from_at)) if one.from_at else "",
        note=one.note,
        sha256=one.sha256,
        is_current=is_current,
        source=_source(report, one),
    )


def _source(report: Report, one: Version) -> str:
    """Where its file is, of one that came as a file."""
    if not one.source:
        return ""
    if one.row is report:
        return address("report-source", report.organ.slug, report.year)
    return address("edition-source", report.organ.slug, report.year, one.number)


def _given(row: Mapping[str, Any]) -> Given:
    return Given(
        row["cell"], row["name"], known_figure(row["counted"]), known_figure(row["given"]), row["reason"]
    )
