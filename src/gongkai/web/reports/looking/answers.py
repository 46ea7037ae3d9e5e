"""How long answers took, from the applications that are registered here: working days from the day after receipt.

Days on which the applicant or a third party was waited for are in it: it is how long somebody waited, not whether a limit
was kept. The database groups by the two days; each pair of days is counted once.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date

from django.db.models import Count, Min, Q

from gongkai.kernel.workdays import workdays_between
from gongkai.lawbook.calendars import calendar
from gongkai.lawbook.looking import looking_law
from gongkai.web.applications.models import Application


def of_organ(organ: int, until: int) -> dict[int, Mapping[str, int]]:
    """How many answers of each year until one, the last that is over, took how long, by the codes of the law data; from
    the first year in which anything was received, so that a year without answers is a year with 0."""
    return _counted(Q(organ=organ), until)


def of_tree(path: str, until: int) -> dict[int, Mapping[str, int]]:
    """The same of an organ and all below it, by its path."""
    return _counted(Q(organ__path__startswith=path), until)


def _counted(whose: Q, until: int) -> dict[int, Mapping[str, int]]:
    received = Application.objects.counted().filter(whose)
    begun = received.aggregate(first=Min("received_on"))["first"]
    if begun is None:
        return {}
    answered = received.filter(made_on__isnull=False, made_on__lte=date(until, 12, 31)).order_by()
    grouped = answered.values_list("received_on", "made_on", "is_extended").annotate(count=Count("pk"))
    days, law = calendar(), looking_law()
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for received_on, made_on, is_extended, count in grouped:
        workdays = workdays_between(received_on, made_on, calendar=days)
        found[made_on.year][law.answer_time(workdays, is_extended=is_extended).code] += count
    return {year: found[year] for year in range(begun.year, until + 1)}
