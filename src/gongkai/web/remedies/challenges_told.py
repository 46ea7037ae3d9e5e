"""Reviews and suits that are counted, told to whoever looks behind a figure."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from gongkai.kernel.challenges import ChallengeColumn, ChallengeRow, Population
from gongkai.kernel.duties import Viewer
from gongkai.web.organs.models import Organ

from .models import Challenge
from .selectors import behind


class ChallengeLine(NamedTuple):
    """One review or suit: before whom, about what, since when, and what has come of it by now."""

    pk: int
    case_no: str
    kind: str
    body: str
    application: str
    received_on: date
    result: str


def standing(
    organ: Organ,
    first: date,
    last: date,
    row: ChallengeRow | str,
    columns: Iterable[ChallengeColumn],
    *,
    population: Population | str,
) -> QuerySet[Challenge]:
    """Those of a line of table 4 in some of its columns, the earliest first."""
    found = Q(pk__in=())
    for column in columns:
        there = behind(organ, first, last, row, column, population=population)
        found |= Q(pk__in=there.order_by().values("pk"))
    return Challenge.objects.filter(found).order_by("received_on", "pk")


def seen(rows: QuerySet[Challenge], viewer: Viewer) -> QuerySet[Challenge]:
    """Those that are visible to a viewer."""
    return rows.filter(pk__in=Challenge.objects.visible_to(viewer).order_by().values("pk"))


def lines(rows: QuerySet[Challenge]) -> list[ChallengeLine]:
    """What is told of each."""
    told = rows.select_related("application__organ").prefetch_related("rulings")
    return [
        ChallengeLine(
            one.pk,
            one.case_no,
            one.get_kind_display(),
            one.body,
            str(one.application),
            one.received_on,
            _result(one),
        )
        for one in told
    ]


def _result(one: Challenge) -> str:
    if ruling := one.decided:
        return ruling.result_name
    if one.latest:
        return "已经上诉，尚未审结"
    return one.ended_because if one.ended_on else "尚未审结"
