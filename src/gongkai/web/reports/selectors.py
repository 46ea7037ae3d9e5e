"""Questions about annual reports. Lists never load what was read; only one report's own page does."""

from django.db.models import QuerySet
from django.http import Http404

from gongkai.kernel.duties import PUBLIC
from gongkai.web.organs.models import Organ

from .models import Report


class Withdrawn(Http404):
    """Where there was a report that everybody could read; the portal answers that it is gone, not that it never was."""

    def __init__(self, report: Report) -> None:
        super().__init__("Withdrawn")
        self.report = report


def published(slug: str, year: int) -> Report:
    """An organ's report as everybody may read it. Raises Http404, and Withdrawn for one that was published once."""
    reports = Report.objects.select_related("organ").filter(organ__slug=slug, year=year)
    report = reports.visible_to(PUBLIC).first()
    if report is None:
        if withdrawn := reports.defer("data").first():
            raise Withdrawn(withdrawn)
        raise Http404("No such report")
    return report


def newest(count: int) -> QuerySet[Report]:
    """The published reports read last, with their organs."""
    reports = Report.objects.visible_to(PUBLIC).select_related("organ").defer("data")
    return reports.order_by("-year", "-read_at", "organ__path")[:count]


def of(organ: Organ) -> QuerySet[Report]:
    """An organ's published reports, newest year first."""
    return organ.reports.visible_to(PUBLIC).defer("data").order_by("-year")


def years(organ: Organ) -> list[int]:
    """The years for which an organ has a published report, newest first."""
    return list(of(organ).values_list("year", flat=True))
