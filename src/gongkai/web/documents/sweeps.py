"""What happens to normative documents by the day: those whose period of validity is over expire."""

from datetime import date, datetime, timedelta

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.normative import Phase
from gongkai.kernel.problems import Problem
from gongkai.lawbook.normative import normative_law
from gongkai.web.ledger.actions import act
from gongkai.web.outbox.registry import Task, daily, outside

from .actions.normative import Step, held, stepped
from .models import NormativeDocument

EXPIRE = "documents.expire"


@daily(EXPIRE)
@outside(EXPIRE)
def run(task: Task) -> None:
    """Once a day; a missed night is made up for by the next, a repetition changes nothing."""
    expire(on=date.fromisoformat(str(task.payload["on"])), at=task.at)


def expire(*, on: date, at: datetime) -> int:
    """Let every document expire whose last valid day has passed; each in an act of its own. How many they were."""
    over = NormativeDocument.objects.in_phase(Phase.IN_FORCE).filter(valid_until_on__lt=on)
    done = 0
    for normative in over.select_related("document"):
        try:
            done += _expire(normative, on=on, at=at)
        except Problem:
            continue  # written down as a refused act of its own; the others are not held up
    return done


def _expire(normative: NormativeDocument, *, on: date, at: datetime) -> bool:
    with act("normative.expire", normative.document.organ_id, by=SYSTEM, at=at, subject=normative) as pen:
        stored = held(normative)
        if stored.phase is not Phase.IN_FORCE or stored.valid_until_on >= on:
            return False  # extended or repealed meanwhile
        first = stored.valid_until_on + timedelta(days=1)
        # Steps stand in the order of their days: one that was entered late comes before the end all the same.
        last = max(first, *stored.steps.values_list("on", flat=True))
        stepped(pen, stored, normative_law().lifecycle.moves["expire"], Step(on=last))
    return True
