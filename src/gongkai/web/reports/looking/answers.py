"""How long answers took, from the applications that are registered here: working days from the day after receipt.

Days on which the applicant or a third party was waited for are in it: it is how long somebody waited, not whether a limit
was kept. The database groups by the two days; each pair of days is counted once.
"""

from collections import Counter
from collections.abc import Mapping

from django.db.models import Exists, OuterRef, Q

from gongkai.kernel.duties import PUBLIC
from gongkai.kernel.workdays import workdays_between
from gongkai.lawbook.calendars import calendar
from gongkai.lawbook.looking import looking_law
from gongkai.web.applications import yearly
from gongkai.web.reports.models import Report


def of_organ(organ: int, until: int) -> dict[int, Mapping[str, int]]:
    """How many answers of each year until one took how long, by the codes of the law data; of years whose report everybody
    reads, and no others: the register says nothing in public before it. A year without answers has 0."""
    return _counted(Q(organ=organ), until)


def of_tree(path: str, until: int) -> dict[int, Mapping[str, int]]:
    """The same of an organ and all below it, by its path: of each organ the years of its own reports."""
    return _counted(Q(organ__path__startswith=path), until)


def _counted(whose: Q, until: int) -> dict[int, Mapping[str, int]]:
    begun = yearly.first_received(whose)
    if begun is None:
        return {}
    public = Report.objects.visible_to(PUBLIC).order_by()
    theirs = public.filter(organ=OuterRef("organ"), year=OuterRef("made_on__year"))
    days, law = calendar(), looking_law()
    reported = public.filter(whose, year__range=(begun.year, until)).values_list("year", flat=True).distinct()
    found: dict[int, Counter[str]] = {year: Counter() for year in sorted(reported)}
    for received_on, made_on, is_extended, count in yearly.answer_days(whose, Exists(theirs), until=until):
        workdays = workdays_between(received_on, made_on, calendar=days)
        found[made_on.year][law.answer_time(workdays, is_extended=is_extended).code] += count
    return found
