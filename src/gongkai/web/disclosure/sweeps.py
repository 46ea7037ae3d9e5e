"""When the sweep runs: at the moment for which something was scheduled, and every day for what has ended."""

from datetime import timedelta

from gongkai.web.outbox.registry import Task, daily, outside

from .actions import sweep
from .actions.releasing import SWEEP


@daily(SWEEP)
@outside(SWEEP, lease=timedelta(hours=1))
def run(task: Task) -> None:
    """Publish what is due and take down what has ended; a repetition finds nothing left."""
    sweep(at=task.at)
