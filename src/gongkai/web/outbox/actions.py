"""Asking for errands, and telling that they are done."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import connection, transaction

from . import registry
from .models import LONGEST_PAUSE, Errand, ErrandQuerySet
from .registry import Task

# A payload names things; what they are called and what they say stays in their own tables.
LONGEST = 100


class AlreadySettled(Exception):
    """Somebody else has done the errand meanwhile: roll back, there is nothing left to do."""


def ask(topic: str, payload: Mapping[str, int | str], *, key: str, due_at: datetime) -> None:
    """Have something happen when, and only if, the surrounding transaction commits.

    `payload` holds ids, codes and days only. `key` names the occasion: an errand that was asked for under the same
    key is not asked for again, done or not. So the key of what happens repeatedly holds what differs each time.
    """
    registry.handler_of(topic)
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an errand is asked for in the transaction of its cause")
    if not all(isinstance(item, int | str) and len(str(item)) <= LONGEST for item in payload.values()):
        raise ValueError(f"the payload of {topic} holds more than ids, codes and days")
    Errand.objects.bulk_create(
        [Errand(topic=topic, key=key, payload=dict(payload), due_at=due_at, next_at=due_at)],
        ignore_conflicts=True,
    )


def settle(task: Task) -> None:
    """Mark an errand done in the handler's own transaction: what else it writes there happens exactly once.

    Raises AlreadySettled when somebody else has it in hand or has done it; that undoes the transaction, too.
    """
    settled = held(task).update(done_at=task.at, problem="", lease=None)
    if not settled:
        raise AlreadySettled(task.mark)


def held(task: Task) -> ErrandQuerySet:
    """The errand, as long as it is still open and in these hands."""
    return Errand.objects.open().filter(topic=task.topic, key=task.key, lease=task.lease)


def ask_again(*, at: datetime) -> int:
    """Try anew what is stuck; how many errands that are."""
    return Errand.objects.stuck().filter(due_at__lte=at).update(attempts=0, next_at=at, lease=None)


def prune(*, before: datetime) -> int:
    """Forget errands that were done before a moment; how many they were. Their keys are free again."""
    return Errand.objects.filter(done_at__lt=before).delete()[0]


def pause(attempts: int) -> timedelta:
    """How long to wait after so many failures: half a minute, doubled each time, at most six hours."""
    return min(timedelta(seconds=30) * 2 ** (attempts - 1), LONGEST_PAUSE)
