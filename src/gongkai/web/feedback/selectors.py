"""Questions about what visitors said: what waits, what is late."""

from datetime import date

from django.db.models import QuerySet

from gongkai.kernel.duties import Viewer

from .models import Feedback


def late(viewer: Viewer, on: date) -> QuerySet[Feedback]:
    """What the viewer should have answered."""
    return waiting(viewer).filter(due_on__lt=on)


def to_answer(viewer: Viewer, on: date) -> QuerySet[Feedback]:
    """What the viewer still answers in time."""
    return waiting(viewer).filter(due_on__gte=on)


def waiting(viewer: Viewer) -> QuerySet[Feedback]:
    """What waits for the viewer's answer, late or not, the first day first."""
    return Feedback.objects.changeable_by(viewer).open().select_related("organ").order_by("due_on", "pk")
