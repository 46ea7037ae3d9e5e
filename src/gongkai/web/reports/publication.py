"""Since when everybody can read the report of a year: a correction, or another reading of its file, moves no deadline."""

from datetime import datetime

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from gongkai.web.ledger.models import Event

from .models import Report


def with_first_moment(reports: QuerySet[Report]) -> QuerySet[Report]:
    """The reports with `first_at`, when each was taken in first, by its first edition or as a file; asked in one question
    with them."""
    first = Event.objects.filter(
        subject_type=Report._meta.label_lower, subject_id=OuterRef("pk"), kind="reports.taken_in"
    ).order_by("position")
    return reports.annotate(first_at=Coalesce(Subquery(first.values("at")[:1]), F("read_at")))


def first_moment(report: Report) -> datetime:
    """`first_at` of a report that was asked for with it."""
    found: datetime = report.first_at  # type: ignore[attr-defined] # annotated above
    return found
