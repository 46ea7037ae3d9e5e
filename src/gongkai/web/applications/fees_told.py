"""Processing fees that are counted, told to whoever looks behind a figure: a fee is seen where its case is."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import QuerySet

from gongkai.kernel.duties import Viewer

from .models import Application, FeeNotice


class FeeLine(NamedTuple):
    """One fee: the case for which it was paid, how much, and when."""

    case: int
    name: str
    amount: Decimal
    paid_on: date | None


def seen(rows: QuerySet[FeeNotice], viewer: Viewer) -> QuerySet[FeeNotice]:
    """Those whose case is visible to a viewer."""
    return rows.filter(application__in=Application.objects.visible_to(viewer).order_by().values("pk"))


def lines(rows: QuerySet[FeeNotice]) -> list[FeeLine]:
    """What is told of each."""
    return [
        FeeLine(one.application_id, str(one.application), one.amount, one.paid_on)
        for one in rows.select_related("application")
    ]
