"""Applications that are counted, told to whoever looks behind a figure."""

from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from gongkai.kernel.duties import Viewer

from .models import Application


class CaseLine(NamedTuple):
    """One application: its numbers, what it wants, when it came and went in the count, and how it ended."""

    pk: int
    name: str
    number: str
    title: str
    in_on: date | None
    out_on: date | None
    outcome: str
    row: str


def seen(rows: QuerySet[Application], viewer: Viewer) -> QuerySet[Application]:
    """Those that are visible to a viewer."""
    return rows.filter(pk__in=Application.objects.visible_to(viewer).order_by().values("pk"))


def lines(rows: QuerySet[Application]) -> list[CaseLine]:
    """What is told of each."""
    return [
        CaseLine(
            one.pk,
            str(one),
            one.number,
            one.title,
            one.counted_in_on,
            one.counted_out_on,
            one.outcome,
            one.row,
        )
        for one in rows
    ]
