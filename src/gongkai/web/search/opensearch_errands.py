"""Having the cluster told of each change, once the act that makes it is complete."""

from datetime import datetime

from django.conf import settings

from gongkai.web.outbox import actions as outbox
from gongkai.web.outbox.registry import Task, outside

TOPIC = "search.cluster"


def ask(number: int, *, at: datetime) -> None:
    """Have the cluster told of the change with this number of the feed; nothing where there is no cluster."""
    if settings.SEARCH_CLUSTER:
        outbox.ask(TOPIC, {"number": number}, key=str(number), due_at=at)


def ask_anew(number: int, *, at: datetime) -> None:
    """The same for words that were written anew under the number that they had."""
    if settings.SEARCH_CLUSTER:
        outbox.ask(TOPIC, {"number": number, "anew": 1}, key=f"{number}/anew", due_at=at)


@outside(TOPIC)
def tell(task: Task) -> None:
    """Tell it everything that it has not read yet. Raises ClusterDown: then the errand is run again later."""
    if settings.SEARCH_CLUSTER:
        from .opensearch_feed import (  # its library is an extra: only who has a cluster has it
            catch_up,
            send_anew,
        )

        number = int(task.payload["number"])
        catch_up(number)
        if "anew" in task.payload:
            send_anew(number)
