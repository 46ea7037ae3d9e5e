"""What the list has done in the background: overwriting what was taken out, and a daily look whether it is complete."""

from collections.abc import Sequence
from datetime import timedelta

from gongkai.kernel.duties import SYSTEM
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.outbox import actions as outbox
from gongkai.web.outbox.registry import Task, daily, outside

from .actions import TIDY, list_again
from .index import index
from .mending import mend
from .selectors import newest_number

MEND, AGAIN = "search.mend", "search.list_again"


@outside(TIDY)
def tidy(_task: Task) -> None:
    """Overwrite the words of what is gone."""
    index().tidy()


def ask_to_list_again(pen: Pen, organs: Sequence[int]) -> None:
    """Have the feed tell anew what these organs have published, an errand each: afterwards, for whoever publishes holds
    the feed and waits for the organ that this act holds."""
    for organ in organs:
        key = f"{organ}:{newest_number()}:{pen.at.isoformat()}"
        outbox.ask(AGAIN, {"organ": organ}, key=key, due_at=pen.at)


@outside(AGAIN)
def tell_anew(task: Task) -> None:
    """The same words under new numbers: those who collect them see what the organ is called now."""
    organ = int(task.payload["organ"])
    with act("search.list_again", organ, by=SYSTEM, at=task.at) as pen:
        if count := list_again(pen, organ):
            pen.note("search.listed_again", facts={"entries": count})


@daily(MEND)
@outside(MEND, lease=timedelta(hours=1))
def run(task: Task) -> None:
    """List what was public before there was a list, or came into the database past the acts; on other days nothing."""
    mend(at=task.at)
