"""Drafts about which the public is asked, as the items say under which they are public."""

from datetime import date

from django.db.models import F, QuerySet

from gongkai.kernel.duties import PUBLIC
from gongkai.web.disclosure.models import Item

MOST_ANSWERED = 30


def open_now(on: date) -> QuerySet[Item]:
    """Drafts to which opinions can be sent today, the one that closes first at the top."""
    asked = _public().filter(consultation__since_on__lte=on, consultation__until_on__gte=on)
    return asked.annotate(until_on=F("consultation__until_on")).order_by("until_on", "pk")


def answered() -> QuerySet[Item]:
    """What became of opinions, the newest first."""
    told = _public().filter(consultation_summarised__isnull=False)
    return told.order_by("-published_on", "-pk")[:MOST_ANSWERED]


def _public() -> QuerySet[Item]:
    return Item.objects.visible_to(PUBLIC).select_related("organ", "live_version")
