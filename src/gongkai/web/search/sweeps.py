"""What the list has done in the background: overwriting what was taken out, and a daily look whether it is complete."""

from datetime import timedelta

from gongkai.web.outbox.registry import Task, daily, outside

from .actions import TIDY
from .index import index
from .mending import mend

MEND = "search.mend"


@outside(TIDY)
def tidy(_task: Task) -> None:
    """Overwrite the words of what is gone."""
    index().tidy()


@daily(MEND)
@outside(MEND, lease=timedelta(hours=1))
def run(task: Task) -> None:
    """List what was public before there was a list, or came into the database past the acts; on other days nothing."""
    mend(at=task.at)
