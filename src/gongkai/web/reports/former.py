"""What everybody could read of a year before: the public report that came as a file, and which editions there were."""

from django.db.models import Exists, Max, OuterRef, QuerySet

from .models import Compilation, Edition, FormerReport, Report
from .publication import with_first_moment


def public_files(year: int) -> QuerySet[Report]:
    """The public reports of a year that came as files, none of those that were made here, with `first_at`."""
    return with_first_moment(Report.objects.published().filter(year=year, editions=None))


def with_former(reports: QuerySet[Report]) -> QuerySet[Report]:
    """The reports with `has_former`, whether another was public before; asked in one question with them."""
    former = FormerReport.objects.filter(organ=OuterRef("organ"), year=OuterRef("year")).exclude(data={})
    return reports.annotate(has_former=Exists(former))


def has_former(report: Report) -> bool:
    """`has_former` of a report that was asked for with it."""
    found: bool = report.has_former  # type: ignore[attr-defined] # annotated above
    return found


def public_file(organ: int, year: int) -> Report | None:
    """The one of an organ, without what was read of it."""
    return public_files(year).filter(organ=organ).defer("data").first()


def last_number(compilation: Compilation) -> int:
    """The number of the edition that everybody could read last, a file among them; 0 where there was none."""
    organ, year = compilation.organ_id, compilation.year
    made = Edition.objects.published().filter(compilation=compilation).aggregate(last=Max("number"))["last"]
    if made:
        return int(made)
    former = FormerReport.objects.filter(organ=organ, year=year).aggregate(last=Max("number"))["last"] or 0
    return int(former) + (public_file(organ, year) is not None)
