"""Where the errands stand."""

from django.db.models import Q

from . import registry
from .models import MOST_ATTEMPTS, Errand, ErrandQuerySet


def stuck() -> ErrandQuerySet:
    """Errands that need a person, the oldest first: failed too often, or of a topic that nobody runs any more."""
    needs = Q(attempts__gte=MOST_ATTEMPTS) | ~Q(topic__in=registry.topics())
    return Errand.objects.open().filter(needs).order_by("due_at", "pk")


def last_done(topic: str, *, before: str) -> str | None:
    """The key of the last errand of a topic that was done, of those whose keys come before this one; days, mostly."""
    done = Errand.objects.filter(topic=topic, key__lt=before, done_at__isnull=False)
    return done.order_by("-key").values_list("key", flat=True).first()
