"""The duty to report once a year is met by a published report; the row of the catalogue has no item."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet
from django.utils.timezone import localdate

from gongkai.web.catalogue.board import Last
from gongkai.web.catalogue.models import Row
from gongkai.web.disclosure.registry import met_elsewhere
from gongkai.web.foundations.prepared import Given, prepared

from .models import Report
from .publication import with_first_moment


def _met(rows: Collection[Row]) -> dict[int, Last]:
    """For rows of reports, when the report of the newest year was published first: it is owed in the year after its own."""
    owed = {row.organ_id: row.pk for row in rows if row.is_of_reports}
    if not owed:
        return {}
    # A page of the portal asks for one organ, a board of the office for many.
    made = _made_by(organ=next(iter(owed))) if len(owed) == 1 else _made().filter(organ__in=owed)
    return {owed[organ]: Last(localdate(first_at), date(year + 1, 1, 1)) for organ, year, first_at in made}


def _made() -> QuerySet[Report]:
    reports = with_first_moment(Report.objects.published())
    return reports.order_by("year").values_list("organ", "year", "first_at")


@prepared
def _made_by(organ: Given) -> QuerySet[Report]:
    return _made().filter(organ=organ)


met_elsewhere(_met)
