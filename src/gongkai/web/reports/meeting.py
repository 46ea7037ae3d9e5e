"""The duty to report once a year is met by a published report; the row of the catalogue has no item."""

from collections.abc import Collection
from datetime import date

from django.utils.timezone import localdate

from gongkai.web.catalogue.board import Last
from gongkai.web.catalogue.models import Row
from gongkai.web.disclosure.registry import met_elsewhere

from .models import Report


def _met(rows: Collection[Row]) -> dict[int, Last]:
    """For rows of reports, when the report of the newest year was published: it is owed in the year after its own."""
    owed = {row.organ_id: row.pk for row in rows if row.is_of_reports}
    if not owed:
        return {}
    made = Report.objects.published().filter(organ__in=owed).order_by("year")
    return {
        owed[organ]: Last(localdate(read_at), date(year + 1, 1, 1))
        for organ, year, read_at in made.values_list("organ", "year", "read_at")
    }


met_elsewhere(_met)
