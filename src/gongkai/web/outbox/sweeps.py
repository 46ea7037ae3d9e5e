"""What happens once each day, asked for by the first tick of the day: a missed night is made up for the next day."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from . import actions
from .models import Errand
from .registry import Task, daily, daily_topics, handler


def ask_daily(*, at: datetime) -> None:
    """Ask for every daily errand of this day that was not asked for yet."""
    day = localdate(at).isoformat()
    topics = daily_topics()
    asked = set(Errand.objects.filter(topic__in=topics, key=day).values_list("topic", flat=True))
    for topic in set(topics) - asked:
        with transaction.atomic():
            actions.ask(topic, {"on": day}, key=day, due_at=at)


@daily("outbox.prune")
@handler("outbox.prune")
def prune(task: Task) -> None:
    """Forget what was done long ago."""
    actions.prune(before=task.at - timedelta(days=settings.OUTBOX_DAYS))
