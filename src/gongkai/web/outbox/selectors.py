"""Where the errands stand."""

from django.db.models import Q

from . import registry
from .models import MOST_ATTEMPTS, Errand, ErrandQuerySet


def stuck() -> ErrandQuerySet:
    """Errands that need a person, the oldest first: failed too often, or of a topic that nobody runs any more."""
    needs = Q(attempts__gte=MOST_ATTEMPTS) | ~Q(topic__in=registry.topics())
    return Errand.objects.open().filter(needs).order_by("due_at", "pk")
