"""Questions about what visitors said: what waits, what is late, how much there was."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from gongkai.kernel.duties import Viewer
from gongkai.web.organs.models import Organ

from .models import Feedback, FeedbackStatus, Topic


@dataclass(frozen=True, slots=True)
class Counted:
    """How much was said of one topic in a period, how much of it was answered, and how much in time."""

    topic: str
    received: int
    answered: int
    in_time: int


def late(viewer: Viewer, on: date) -> QuerySet[Feedback]:
    """What the viewer should have answered."""
    return _waiting(viewer).filter(due_on__lt=on)


def to_answer(viewer: Viewer, on: date) -> QuerySet[Feedback]:
    """What the viewer still answers in time."""
    return _waiting(viewer).filter(due_on__gte=on)


def counted(organ: Organ, *, since: date, until: date) -> list[Counted]:
    """What came in during a period, by topic."""
    received = Feedback.objects.filter(organ=organ, received_at__date__range=(since, until)).order_by()
    lines = received.values("topic").annotate(
        n=Count("pk"),
        answered=Count("pk", filter=Q(status=FeedbackStatus.ANSWERED)),
        in_time=Count("pk", filter=Q(answered_on__lte=F("due_on"))),
    )
    by_topic = {line["topic"]: line for line in lines}
    return [
        Counted(topic.label, line["n"], line["answered"], line["in_time"])
        for topic in Topic
        if (line := by_topic.get(topic.value))
    ]


def _waiting(viewer: Viewer) -> QuerySet[Feedback]:
    return Feedback.objects.changeable_by(viewer).open().select_related("organ").order_by("due_on", "pk")
