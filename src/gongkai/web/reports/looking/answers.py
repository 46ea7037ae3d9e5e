"""How long answers took, from the applications that are registered here: working days from the day after receipt.

Days on which the applicant or a third party was waited for are in it: it is how long somebody waited, not whether a limit
was kept. The database groups by the two days; each pair of days is counted once.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q

from gongkai.kernel.duties import PUBLIC
from gongkai.kernel.workdays import workdays_between
from gongkai.lawbook.calendars import calendar
from gongkai.lawbook.looking import looking_law
from gongkai.web.applications import yearly
from gongkai.web.reports.keeping import APPLICATIONS
from gongkai.web.reports.models import Report


def of_organ(organ: int, until: int) -> dict[int, Mapping[str, int]]:
    """How many answers of each year until one took how long, by the codes of the law data; of years whose report everybody
    reads, and no others: the register says nothing in public before it. A year of which the register does not tell from its
    first day on is left out; one without answers has 0."""
    return _counted(Q(organ=organ), until)


def of_tree(path: str, until: int) -> dict[int, Mapping[str, int]]:
    """The same of an organ and all below it, by its path: of each organ the years of its own reports."""
    return _counted(Q(organ__path__startswith=path), until)


def _counted(whose: Q, until: int) -> dict[int, Mapping[str, int]]:
    public = Report.objects.visible_to(PUBLIC).order_by()
    reported = list(public.filter(whose, year__lte=until).values_list("organ", "year", "organ__since_on"))
    first = _first_whole({organ: set_up for organ, _, set_up in reported})
    told = {year for organ, year, _ in reported if year >= first.get(organ, until + 1)}
    if not told:
        return {}
    theirs = Exists(public.filter(organ=OuterRef("organ"), year=OuterRef("made_on__year")))
    found: dict[int, Counter[str]] = {year: Counter() for year in sorted(told)}
    days, law = calendar(), looking_law()
    for received_on, made_on, is_extended, count in yearly.answer_days(_since(first), theirs, until=until):
        workdays = workdays_between(received_on, made_on, calendar=days)
        found[made_on.year][law.answer_time(workdays, is_extended=is_extended).code] += count
    return found


def _first_whole(set_up: Mapping[int, date | None]) -> dict[int, int]:
    """By organ the first year of which its register tells from the first day on, or from the day on which it was set up."""
    found = {}
    for organ, day in APPLICATIONS.since(set_up).items():
        begins = max(date(day.year, 1, 1), set_up[organ] or date.min)
        found[organ] = day.year if day <= begins else day.year + 1
    return found


def _since(first: Mapping[int, int]) -> Q:
    """The answers of organs from their years on."""
    by_year: dict[int, list[int]] = defaultdict(list)
    for organ, year in first.items():
        by_year[year].append(organ)
    return reduce(or_, (Q(organ__in=ones, made_on__year__gte=year) for year, ones in by_year.items()))
