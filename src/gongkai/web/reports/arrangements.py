"""What binds an organ's report from above: its authority, whether it comments first, and the last day."""

from datetime import date

from gongkai.kernel.limits import Limit
from gongkai.lawbook.limits import limits
from gongkai.web.organs.kinds import Kind, Level
from gongkai.web.organs.models import Organ
from gongkai.web.organs.selectors import authority_of
from gongkai.web.people.selectors import holders

from .models import ReportCalendar

DEPARTMENTS, TOWNSHIPS, AREAS = "department_report", "township_report", "area_report"
# Where the authority's calendar has the day that takes the place of the law's.
OWN_DAYS = {DEPARTMENTS: "departments_due_on", TOWNSHIPS: "townships_due_on", AREAS: "areas_due_on"}


def limit_of(organ: Organ) -> str:
    """Which limit of the law data holds for an organ's report."""
    if organ.level == Level.TOWNSHIP:
        return TOWNSHIPS
    return AREAS if organ.kind == Kind.GOVERNMENT else DEPARTMENTS


def lawful_on(limit: str, year: int) -> date:
    """The law's last day for reports of a year; it does not move on a day of rest."""
    known: Limit = limits()[limit]
    if known.by is None:
        raise ValueError(f"{limit} has no day of the year")
    month, day = known.by
    return date(year + 1, month, day)


def calendar_of(authority: Organ | None, year: int) -> ReportCalendar | None:
    """What an authority has settled for a year; None where it has not."""
    return ReportCalendar.objects.filter(authority=authority, year=year).first() if authority else None


def due_on(organ: Organ, year: int, calendar: ReportCalendar | None) -> date:
    """The last day on which an organ publishes its report of a year: the authority's, never later than the law's."""
    limit = limit_of(organ)
    lawful = lawful_on(limit, year)
    own = getattr(calendar, OWN_DAYS[limit]) if calendar else None
    return min(own, lawful) if own else lawful


def pre_reviewer_of(organ: Organ, year: int, on: date) -> Organ | None:
    """Who comments on the report before it is published; None where nobody of the authority is in the system, or it has
    chosen not to."""
    authority = authority_of(organ)
    if authority is None or authority.pk == organ.pk:
        return None
    calendar = calendar_of(authority, year)
    if calendar is not None and not calendar.has_pre_review:
        return None
    return authority if holders(authority, "authority", on).exists() else None
