"""When figures are frozen: every day it is asked whether those of last year are still open."""

from datetime import date, timedelta

from gongkai.web.outbox.registry import Task, daily, outside

from .actions.freezing import sweep

FREEZE = "reports.freeze"


@daily(FREEZE)
@outside(FREEZE, lease=timedelta(hours=1))
def run(task: Task) -> None:
    """Freeze what is open; a repetition finds nothing left, and the next day makes up for a missed one."""
    sweep(on=date.fromisoformat(str(task.payload["on"])), at=task.at)
