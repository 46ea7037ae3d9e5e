"""How a report that was compiled here came to be, as everybody may see it: its editions, and what people decided about figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.timezone import localdate

from gongkai import lawbook
from gongkai.engine.render.cells import known_figure
from gongkai.web.ledger.sentences import day
from gongkai.web.reports import selectors
from gongkai.web.reports.former import has_former
from gongkai.web.reports.models import Edition, FormerReport, Report
from gongkai.web.reports.publication import first_moment

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
class Made:
    """All of it; `parts` are the organs whose reports are added up, by cell and name, None for a blank; `missing` those that
    handed in nothing."""

    editions: tuple[EditionLine, ...]
    given: tuple[Given, ...]
    justified: tuple[Justified, ...]
    parts: Mapping[str, Mapping[str, Any]]
    missing: tuple[str, ...]
    is_rolled_up: bool


def made_of(report: Report) -> Made | None:
    """How a published report was made; None for one that came as a file."""
    editions, former = _known(report)
    if not editions:
        return None
    data = editions[0].data
    return Made(
        editions=_lines(report, editions, former),
        given=tuple(_given(row) for row in data.get("reasons", ())),
        justified=tuple(
            Justified(row["code"], row["message"], row["reason"]) for row in data.get("justified", ())
        ),
        parts=data.get("parts", {}),
        missing=tuple(data.get("missing", ())),
        is_rolled_up="parts" in data,
    )


def published_on(report: Report, made: Made | None) -> str:
    """The day on which the report that is shown was published: its edition's, or, of a file, the first that it could be read
    here."""
    if made:
        return made.editions[0].published
    return day(localdate(first_moment(report)))


def edition_of(report: Report, number: int) -> tuple[Edition | FormerReport, Sequence[EditionLine]]:
    """One edition of a published report, and all of them. Raises Http404 when it was never published."""
    editions, former = _known(report)
    found = next((one for one in (*editions, *former) if one.number == number), None)
    if found is None:
        raise Http404("No such edition")
    return found, _lines(report, editions, former)


def former_file(report: Report, number: int) -> FormerReport:
    """An edition that came as a file. Raises Http404 for any other."""
    found, _ = edition_of(report, number)
    if not isinstance(found, FormerReport):
        raise Http404("This edition was made here")
    return found


def lines_of_file(report: Report) -> Sequence[EditionLine]:
    """The editions of a report that came as a file and corrects others; none where it was the first."""
    return _lines(report, [], _former(report)) if has_former(report) else ()


def _known(report: Report) -> tuple[list[Edition], list[FormerReport]]:
    return list(selectors.editions(report).defer("data")), _former(report)


def _former(report: Report) -> list[FormerReport]:
    return list(selectors.former_reports(report).defer("data")) if has_former(report) else []


def _lines(
    report: Report, editions: Sequence[Edition], former: Sequence[FormerReport]
) -> tuple[EditionLine, ...]:
    """The newest first, which is the report itself where none was made here."""
    made = [_line(report, one, newest=editions[0].number) for one in editions]
    if former and not made:
        made = [_present_file(report, former[0])]
    return (*made, *(_former_line(report, one) for one in former))


def ways(report: Report) -> dict[str, str]:
    """Where the page of a report that was made here says why a figure is what it is, by cell."""
    form = lawbook.load().form(report.data["form"])
    asked = [cell for cell in form.cells if _is_asked(cell)]
    return {cell: address("why", report.organ.slug, report.year, cell) for cell in asked}


def _is_asked(cell: str) -> bool:
    table, _, column = cell.split(".")
    return _ASKED_IN.get(table, column) == column


def _line(report: Report, edition: Edition, *, newest: int) -> EditionLine:
    return EditionLine(
        number=edition.number,
        address=address("edition", report.organ.slug, report.year, edition.number),
        signed=day(edition.signed_on) if edition.signed_on else "",
        published=day(localdate(edition.published_at)) if edition.published_at else "",
        note=edition.note,
        sha256=edition.content_hash,
        is_current=edition.number == newest,
    )


def _present_file(report: Report, before: FormerReport) -> EditionLine:
    return EditionLine(
        number=before.number + 1,
        address=address("report", report.organ.slug, report.year),
        signed="",
        published=day(localdate(before.public_until)),
        note=before.note,
        sha256=report.sha256,
        is_current=True,
        source=address("report-source", report.organ.slug, report.year),
    )


def _former_line(report: Report, former: FormerReport) -> EditionLine:
    where = (report.organ.slug, report.year, former.number)
    return EditionLine(
        number=former.number,
        address=address("edition", *where),
        signed="",
        published=day(localdate(former.public_from)),
        note="",
        sha256=former.sha256,
        is_current=False,
        source=address("edition-source", *where),
    )


def _given(row: Mapping[str, Any]) -> Given:
    return Given(
        row["cell"], row["name"], known_figure(row["counted"]), known_figure(row["given"]), row["reason"]
    )
