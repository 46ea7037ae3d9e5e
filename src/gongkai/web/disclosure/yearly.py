"""What the words of a report ask of the items, beside how many went public by rows of the catalogue."""

from datetime import date

from django.db.models import Q, QuerySet

from gongkai.web.organs.models import Organ

from .models import ItemKind, Release


def has_begun(organ: Organ, last: date) -> bool:
    """Whether anything had gone public by a day."""
    return _ours(organ).filter(on__lte=last).exists()


def had_guide(organ: Organ, last: date) -> bool:
    """Whether a guide had."""
    return _ours(organ, ItemKind.GUIDE).filter(on__lte=last).exists()


def guides_released(organ: Organ, first: date, last: date) -> int:
    """How often the guide went public."""
    return _ours(organ, ItemKind.GUIDE).filter(on__range=(first, last)).count()


def interpretations(organ: Organ, first: date, last: date) -> int:
    """How many interpretations went public for the first time."""
    released = _ours(organ, ItemKind.INTERPRETATION).filter(on__range=(first, last), is_change=False)
    return released.count()


def withdrawn(organ: Organ, first: date, last: date) -> int:
    """Items that were public in these days and were not any more when they ended; what becomes of them later is told later."""
    ours = _ours(organ).filter(on__lte=last)
    ended = ours.filter(ended_at__date__gte=first, ended_at__date__lte=last)
    public = ours.filter(Q(ended_at=None) | Q(ended_at__date__gt=last))
    left = ended.exclude(item__in=public.order_by().values("item"))
    return left.order_by().values("item").distinct().count()


def _ours(organ: Organ, kind: str = "") -> QuerySet[Release]:
    found = Release.objects.filter(item__organ=organ)
    return found.filter(item__kind=kind) if kind else found
