"""When applicants are forgotten: every day, those whose time is over; and the files that showed who they were."""

from datetime import date, timedelta

from gongkai.web.foundations import files
from gongkai.web.outbox.registry import Task, daily, outside

from .actions.codes import forget_tries
from .actions.forgetting import FORGET_FILE
from .actions.identity import purge

PURGE = "applications.purge"


@outside(FORGET_FILE)
def forget(task: Task) -> None:
    """Remove what is still there; a repetition finds nothing."""
    files.release(int(task.payload["kept"]))


@daily(PURGE)
@outside(PURGE, lease=timedelta(hours=1))
def run(task: Task) -> None:
    """Forget whose time is over; a missed day is made up for by the next one."""
    purge(on=date.fromisoformat(str(task.payload["on"])), at=task.at)
    forget_tries(at=task.at)
