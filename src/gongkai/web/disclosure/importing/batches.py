"""Drafts that came in together, so that they can be sent into the chain together."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from gongkai.kernel.duties import Viewer
from gongkai.web.disclosure.models import Item, ItemStatus


@dataclass(frozen=True, slots=True)
class Batch:
    """How many drafts began in one and the same act."""

    at: datetime
    count: int


def drafts_of(viewer: Viewer, *, begun_at: datetime | None = None) -> QuerySet[Item]:
    """Drafts that the viewer may send into the chain, the earliest first; of one batch, where it is named."""
    drafts = Item.objects.changeable_by(viewer).filter(status=ItemStatus.DRAFT, organ__status="active")
    if begun_at:
        drafts = drafts.filter(versions__number=1, versions__drafted_at=begun_at)
    return drafts.select_related("organ", "latest").defer("latest__body").order_by("pk")


def batches(viewer: Viewer) -> list[Batch]:
    """Several drafts that began together, the latest ones first."""
    begun = drafts_of(viewer).filter(versions__number=1).order_by().values("versions__drafted_at")
    counted = begun.annotate(n=Count("pk")).filter(n__gt=1).order_by("-versions__drafted_at")
    return [Batch(line["versions__drafted_at"], line["n"]) for line in counted[:50]]
