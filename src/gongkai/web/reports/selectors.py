"""Questions about annual reports. Lists never load what was read; only one report's own page does."""

from django.db.models import QuerySet

from gongkai.web.organs.models import Organ

from .models import Report


def newest(count: int) -> QuerySet[Report]:
    """The reports read last, with their organs."""
    return (
        Report.objects.select_related("organ")
        .defer("data")
        .order_by("-year", "-read_at", "organ__path")[:count]
    )


def of(organ: Organ) -> QuerySet[Report]:
    """An organ's reports, newest year first."""
    return organ.reports.defer("data").order_by("-year")


def years(organ: Organ) -> list[int]:
    """The years for which an organ has a report, newest first."""
    return list(organ.reports.order_by("-year").values_list("year", flat=True))
