"""What the words of a report ask of channels, places and what was handed over: how many, None where none was ever entered."""

from datetime import date

from django.db.models import Q, QuerySet

from gongkai.web.organs.models import Organ

from .models import Channel, Delivery, Publication, PublicPlace


def channels_open(organ: Organ, last: date) -> int | None:
    """Channels on a day."""
    return _open(Channel.objects.filter(organ=organ), last)


def places_open(organ: Organ, last: date) -> int | None:
    """Places where information is read, on a day."""
    return _open(PublicPlace.objects.filter(organ=organ), last)


def posted(organ: Organ, first: date, last: date) -> int | None:
    """What was posted on the channels in a period."""
    if channels_open(organ, last) is None:
        return None
    return Publication.objects.filter(organ=organ, posted_on__range=(first, last)).count()


def handed_over(organ: Organ, first: date, last: date) -> int | None:
    """How often something was handed to archives and libraries in a period."""
    ours = Delivery.objects.filter(organ=organ)
    if not ours.filter(delivered_on__lte=last).exists():
        return None
    return ours.filter(delivered_on__range=(first, last)).count()


def _open(ours: QuerySet[Channel] | QuerySet[PublicPlace], last: date) -> int | None:
    begun = ours.filter(opened_on__lte=last)
    if not begun.exists():
        return None
    return begun.filter(Q(closed_on=None) | Q(closed_on__gt=last)).count()
