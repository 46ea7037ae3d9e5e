"""Running errands, one at a time; any number of workers may do so at once.

Each errand is first claimed, in a short transaction that counts the attempt and sets the end of the lease, and then
run. So an errand that kills its worker is counted as well, and stands behind the others until its lease has ended.
"""

import logging
import signal
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction

from gongkai.kernel.problems import Problem

from . import registry
from .actions import AlreadySettled, held, pause, settle
from .models import Errand
from .registry import Handler, Task

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the run of one errand came out; `problem` is empty when it is done."""

    topic: str
    problem: str = ""


class TookTooLong(TimeoutError):
    """The lease has ended before the handler did."""


def run_next(*, at: datetime) -> Outcome | None:
    """Run the errand that has been due longest; None when nothing is due."""
    task = _claim(at)
    return _run(registry.handler_of(task.topic), task) if task else None


def _claim(at: datetime) -> Task | None:
    """Take the next due errand into our hands."""
    due = Errand.objects.due(at).filter(topic__in=registry.topics())
    if not due.exists():  # asked first, for the transaction below would lock an SQLite file for nothing
        return None
    with transaction.atomic():
        errand = due.select_for_update(skip_locked=True).first()
        if errand is None:
            return None
        errand.attempts += 1
        errand.next_at = at + registry.handler_of(errand.topic).lease
        errand.due_at = min(errand.due_at, at)  # a demo's day has begun anew meanwhile
        errand.lease = uuid4()
        errand.save(update_fields=["attempts", "due_at", "next_at", "lease"])
    return Task(errand.topic, errand.key, errand.payload, at, errand.attempts, errand.lease)


def _run(handler: Handler, task: Task) -> Outcome:
    """Run it to its end; whatever goes wrong is this errand's own affair, and the next one is run all the same."""
    try:
        with _at_most(handler.lease):
            (_run_exactly if handler.is_exact else _run_outside)(handler, task)
    except AlreadySettled:
        return Outcome(task.topic)
    except Exception as error:  # noqa: BLE001 - the job runner: one bad errand must not stop the others
        return _failed(task, error)
    return Outcome(task.topic)


def _run_exactly(handler: Handler, task: Task) -> None:
    """Effect and mark in one transaction; the mark comes first, as it locks the row."""
    with transaction.atomic():
        settle(task)
        handler.run(task)


def _run_outside(handler: Handler, task: Task) -> None:
    """The effect, and then the mark, unless the handler has settled it with an act of its own."""
    handler.run(task)
    held(task).update(done_at=task.at, problem="", lease=None)


def _failed(task: Task, error: Exception) -> Outcome:
    """Let the errand rest for a while; the log says where it failed, and nothing of what it was about."""
    problem = error.code if isinstance(error, Problem) else type(error).__name__
    place = traceback.extract_tb(error.__traceback__)[-1]
    logger.error("%s failed, attempt %s: %s in %s", task.topic, task.attempt, problem, place.name)
    held(task).update(problem=problem, next_at=task.at + pause(task.attempt), lease=None)
    return Outcome(task.topic, problem)


@contextmanager
def _at_most(length: timedelta) -> Iterator[None]:
    """Stop a handler that hangs: after its lease somebody else may run the errand."""
    if threading.current_thread() is not threading.main_thread():  # only there do signals arrive
        yield
        return

    def stop(_signal: int, _frame: object) -> None:
        raise TookTooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, length.total_seconds())
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
