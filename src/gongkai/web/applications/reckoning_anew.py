"""Days counted anew: when a year's calendar comes or a length changes, the open cases follow; closed ones stay as they are."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Problem
from gongkai.lawbook.clock_version import clock_version
from gongkai.web.ledger.actions import act
from gongkai.web.outbox.actions import ask
from gongkai.web.outbox.registry import Task, daily, outside

from .actions.moving import clock_of, derive, held, standing_of
from .models import Application
from .selectors import at_work

TOPIC = "applications.reckon_anew"
# Whom it concerns is told afterwards.
REMIND = "applications.remind"
ACT = "applications.reckon_anew"
MOVED, CONFIRMED, SAME = "applications.due_moved", "applications.due_confirmed", "applications.due_same"


@dataclass(frozen=True, slots=True)
class Anew:
    """How many cases have another last day, how many keep it, and how many were refused."""

    moved: int
    kept: int
    refused: int


@daily(TOPIC)
@outside(TOPIC, lease=timedelta(hours=1))
def run(task: Task) -> None:
    """Count anew whatever was counted by other rules; a repetition goes on where the last one stopped."""
    reckon_anew(at=task.at)
    with transaction.atomic():
        ask(REMIND, task.payload, key=task.key, due_at=task.at)


def reckon_anew(*, at: datetime) -> Anew:
    """Count the days of every open case that was counted by other rules than those in force, each in an act of its own."""
    others = Application.objects.filter(at_work()).exclude(law_version=clock_version())
    done: Counter[str] = Counter()
    for pk, organ in list(others.order_by("pk").values_list("pk", "organ_id")):
        done[_counted_anew(Application(pk=pk, organ_id=organ), at=at)] += 1
    return Anew(moved=done[MOVED], kept=done[CONFIRMED] + done[SAME], refused=done[""])


def _counted_anew(case: Application, *, at: datetime) -> str:
    """What became of one; empty when it was refused, which is written down as a refused act."""
    try:
        with act(ACT, case.organ_id, by=SYSTEM, at=at, subject=case) as pen:
            stored = held(case)
            before = _days(stored)
            derive(stored, standing_of(stored), clock_of(stored))
            kind = _kind(before, _days(stored))
            pen.save(stored, kind)
    except Problem:
        return ""
    return kind


def _days(case: Application) -> Mapping[str, object]:
    return {"due_on": case.due_on, "is_provisional": case.is_provisional}


def _kind(before: Mapping[str, object], after: Mapping[str, object]) -> str:
    if before["due_on"] != after["due_on"]:
        return MOVED
    return SAME if before == after else CONFIRMED
