"""Monthly counts, told to whoever looks behind a figure."""

from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from gongkai.kernel.duties import Viewer
from gongkai.web.organs.models import Organ

from .models import MonthlyCount
from .months import existed_in, first_of, months_between
from .selectors import behind
from .values import told


class MonthLine(NamedTuple):
    """One month: which, how many or how much in words, and where that was read."""

    month: date
    value: str
    source: str


class Missing(NamedTuple):
    """The months of a period of which nobody entered a kind: those that are over, and those that are not yet."""

    over: list[date]
    to_come: list[date]


def seen(rows: QuerySet[MonthlyCount], viewer: Viewer) -> QuerySet[MonthlyCount]:
    """Those that are visible to a viewer."""
    return rows.filter(pk__in=MonthlyCount.objects.visible_to(viewer).order_by().values("pk"))


def lines(rows: QuerySet[MonthlyCount]) -> list[MonthLine]:
    """What is told of each."""
    return [MonthLine(one.month, told(one.value, one.known_kind), one.source) for one in rows]


def missing(organ: Organ, first: date, last: date, kind: str, *, on: date) -> Missing:
    """What keeps a sum from being known, as of a day."""
    entered = set(behind(organ, first, last, kind).values_list("month", flat=True))
    lacking = [
        month for month in months_between(first, last) if existed_in(organ, month) and month not in entered
    ]
    begins = first_of(on)
    return Missing([one for one in lacking if one < begins], [one for one in lacking if one >= begins])
