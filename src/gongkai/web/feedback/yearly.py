"""What the words of a report ask of the feedback on the site."""

from datetime import date
from typing import NamedTuple

from django.db.models import Count, F, Q

from gongkai.web.organs.models import Organ

from .models import Feedback


class Answered(NamedTuple):
    """How much came, how much of it was answered by the last day, and how much of that too late."""

    received: int
    answered: int
    late: int


def answered(organ: Organ, first: date, last: date) -> Answered:
    """Of what came in a period."""
    came = Feedback.objects.filter(organ=organ, received_at__date__gte=first, received_at__date__lte=last)
    by_then = Q(answered_on__lte=last)
    counted = came.aggregate(
        received=Count("pk"),
        answered=Count("pk", filter=by_then),
        late=Count("pk", filter=by_then & Q(answered_on__gt=F("due_on"))),
    )
    return Answered(**counted)
