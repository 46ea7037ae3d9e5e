"""When we collect: every day from every source, some pages at a time, so that other errands are not kept waiting."""

from datetime import timedelta
from itertools import islice

from django.db import transaction

from gongkai.web.outbox import actions as outbox
from gongkai.web.outbox.registry import Task, daily, handler, outside

from . import actions
from .models import Source

ALL = "harvest.collect_all"
PAGES = 20  # of one errand; the next one goes on behind it


@daily(ALL)
@handler(ALL)
def collect_all(task: Task) -> None:
    """One errand a source."""
    for pk in Source.objects.collecting().values_list("pk", flat=True):
        outbox.ask(actions.COLLECT, {"source": pk}, key=f"{pk}:{task.payload['on']}", due_at=task.at)


@outside(actions.COLLECT, lease=timedelta(hours=1))
def collect(task: Task) -> None:
    """Read on; what goes wrong stands in the record of the source, and is tried again later."""
    source = Source.objects.get(pk=task.payload["source"])
    pages = actions.reading(source, at=task.at, asking=actions.asking_of(source, tries=1))
    if sum(1 for _page in islice(pages, PAGES)) < PAGES:
        return
    source.refresh_from_db()
    with transaction.atomic():
        key = f"{source.pk}:{source.round}:{source.cursor}:{task.at.isoformat()}"
        outbox.ask(actions.COLLECT, dict(task.payload), key=key, due_at=task.at)


@outside(actions.CLEAR, lease=timedelta(hours=1))
def clear(task: Task) -> None:
    """Empty what a source that has ended has left."""
    actions.clear(Source.objects.get(pk=task.payload["source"]), at=task.at)
