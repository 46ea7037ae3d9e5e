"""Every version of a year's report that everybody could read: editions that were made here, and reports that came as files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from gongkai.kernel.duties import PUBLIC
from gongkai.web.foundations.sealed import FORGOTTEN

from .models import Compilation, Edition, FormerReport, Report
from .publication import with_first_moment


@dataclass(frozen=True, slots=True)
class Version:
    """One of them. `from_at` is None before it is published, `until_at` while nothing has taken its place; `note` says why it
    took another's. `source` is the row with the file, None of what was made here; `sha256` is of that file, or of what was
    approved."""

    number: int
    from_at: datetime | None
    until_at: datetime | None
    note: str
    sha256: str
    row: Edition | FormerReport | Report
    signed_on: date | None = None
    source: FormerReport | Report | None = None

    @property
    def is_withdrawn(self) -> bool:
        """Whether it came as a file that nobody could read any more when another took its place."""
        return self.source is not None and self.source.withdrawn_on is not None

    @property
    def data(self) -> Mapping[str, Any]:
        """What it says; read when somebody asks, for it is large."""
        said: Mapping[str, Any] = self.row.data
        return said


def with_standing(reports: QuerySet[Report]) -> QuerySet[Report]:
    """The reports with `first_at`; with `since_at`, when the present one took the place of the last file; with `before`, the
    number of that, and `why`, its note. Asked in one question with them."""
    former = FormerReport.objects.filter(organ=OuterRef("organ"), year=OuterRef("year")).order_by("-number")
    return with_first_moment(reports).annotate(
        since_at=Coalesce(Subquery(former.values("replaced_at")[:1]), F("first_at")),
        before=Coalesce(Subquery(former.values("number")[:1]), 0),
        why=Coalesce(Subquery(former.values("note")[:1]), Value("")),
    )


def public_since(report: Report) -> datetime:
    """`since_at` of a report that came as a file and was asked for with it."""
    found: datetime = report.since_at  # type: ignore[attr-defined] # annotated above
    return found


def versions(report: Report) -> tuple[Version, ...]:
    """Those that everybody may read now, the newest first, which is the report itself; of one that was asked for with its
    standing."""
    of_year = {"compilation__organ": report.organ_id, "compilation__year": report.year}
    editions = Edition.objects.visible_to(PUBLIC).filter(**of_year).order_by("-number").defer("data")
    made: list[Version] = []
    for edition in editions:
        made.append(made_here(edition, until_at=made[-1].from_at if made else None))
    before: int = report.before  # type: ignore[attr-defined] # annotated above
    files = FormerReport.objects.visible_to(PUBLIC) if before else FormerReport.objects.none()
    return (*(made or [_present(report, before)]), *_files(files, report.organ_id, report.year))


def made_here(edition: Edition, *, until_at: datetime | None = None) -> Version:
    """An edition, published or not."""
    return Version(
        number=edition.number,
        from_at=edition.published_at,
        until_at=until_at,
        note=edition.note,
        sha256=edition.content_hash,
        row=edition,
        signed_on=edition.signed_on,
    )


def files_before(organ: int, year: int) -> list[Version]:
    """The files that another report took the place of, also those that were withdrawn before, the newest first; for those who
    have a part in the report."""
    return _files(FormerReport.objects.exclude(data={}), organ, year)


def _files(rows: QuerySet[FormerReport], organ: int, year: int) -> list[Version]:
    """Each with the note of the one before it."""
    replaced = FormerReport.objects.filter(organ=organ, year=year, number=OuterRef("number") - 1)
    found = rows.filter(organ=organ, year=year).annotate(
        why=Coalesce(Subquery(replaced.values("note")[:1]), Value(""))
    )
    return [
        Version(
            number=one.number,
            from_at=one.public_from,
            until_at=one.replaced_at,
            note=_left(one.why),
            sha256=one.sha256,
            row=one,
            source=one,
        )
        for one in found.order_by("-number").defer("data")
    ]


def _present(report: Report, before: int) -> Version:
    return Version(
        number=before + 1,
        from_at=public_since(report),
        until_at=None,
        note=_left(report.why),  # type: ignore[attr-defined] # annotated above
        sha256=report.sha256,
        row=report,
        source=report,
    )


def _left(note: str) -> str:
    """A note that was not taken out for good."""
    return "" if note == FORGOTTEN else note


def file_of_year(organ: int, year: int) -> Report | None:
    """The report of an organ that came as a file, public or withdrawn, without what was read of it; None where there is none,
    or its place was taken by one that was made here."""
    rows = Report.objects.filter(organ=organ, year=year, editions=None)
    return with_standing(rows).defer("data").first()


def last_number(compilation: Compilation) -> int:
    """The number of the version that everybody could read last, a file among them, also one that was withdrawn since; 0 where
    there was none."""
    organ, year = compilation.organ_id, compilation.year
    made = Edition.objects.published().filter(compilation=compilation).aggregate(last=Max("number"))["last"]
    if made:
        return int(made)
    former = FormerReport.objects.filter(organ=organ, year=year).aggregate(last=Max("number"))["last"] or 0
    return int(former) + (file_of_year(organ, year) is not None)
