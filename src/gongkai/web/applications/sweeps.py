"""When the sweep runs: every day, for what has lapsed in the night."""

from datetime import date, timedelta

from gongkai.web.outbox.registry import Task, daily, outside

from .actions.sweeping import sweep

SWEEP = "applications.sweep"


@daily(SWEEP)
@outside(SWEEP, lease=timedelta(hours=1))
def run(task: Task) -> None:
    """End and propose what has lapsed; a repetition finds nothing left, and the next day makes up for a missed one."""
    sweep(on=date.fromisoformat(str(task.payload["on"])), at=task.at)
