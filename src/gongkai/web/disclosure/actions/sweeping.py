"""What becomes due by itself: scheduled items go live, notices whose time is over come down.

One act an item: one that is refused, or on which the disk or the database fails, does not stop the rest. It may run
twice, or not for a week.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError
from django.utils.timezone import localdate

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Problem
from gongkai.web.disclosure.limits import set_due
from gongkai.web.disclosure.models import Item, ItemStatus
from gongkai.web.ledger.actions import Pen, act

from .releasing import released, taken_down
from .rows import held


@dataclass(frozen=True, slots=True)
class Swept:
    """How many items were published, taken down, and refused."""

    published: int
    taken_down: int
    refused: int


def sweep(*, at: datetime) -> Swept:
    """Publish what is due and take down what has ended; count again what a new notice of holidays may have moved."""
    published, refused = _each(Item.objects.due_to_publish(at), "disclosure.publish", _publish, at=at)
    ended, refused_too = _each(Item.objects.due_to_end(localdate(at)), "disclosure.expire", _end, at=at)
    _each(Item.objects.provisionally_due(), "disclosure.recount", _recount, at=at)
    return Swept(published, ended, refused + refused_too)


def _each(items: object, name: str, do: Callable[[Pen, Item], bool], *, at: datetime) -> tuple[int, int]:
    """Each in an act of its own; how many were done and how many refused."""
    done = refused = 0
    for pk, organ in list(items.values_list("pk", "organ_id")):
        try:
            with act(name, organ, by=SYSTEM, at=at, subject=Item(pk=pk)) as pen:
                done += do(pen, held(Item(pk=pk)))
        except Problem as problem:
            refused += 1
            _keep_back(pk, organ, problem.code, at=at)
        except IntegrityError:
            refused += 1
            _keep_back(pk, organ, "forbidden_by_database", at=at)
        except OSError:
            refused += 1
            _try_again(pk, organ, at=at)
    return done, refused


def _publish(pen: Pen, item: Item) -> bool:
    if item.go_live_at is None or item.go_live_at > pen.at:
        return False  # somebody was faster
    released(pen, item)
    return True


def _end(pen: Pen, item: Item) -> bool:
    if (
        item.status != ItemStatus.LIVE
        or item.notice_until_on is None
        or item.notice_until_on >= localdate(pen.at)
    ):
        return False
    taken_down(pen, item, because="公示期已满", status=ItemStatus.EXPIRED)
    return True


def _recount(pen: Pen, item: Item) -> bool:
    before = item.due_on, item.is_due_provisional
    set_due(item, item.latest)
    if before == (item.due_on, item.is_due_provisional):
        return False
    pen.save(item, "disclosure.recounted")
    return True


def _try_again(pk: int, organ: int, *, at: datetime) -> None:
    """A disk that fails today may not fail tomorrow: its moment stays, and the next round takes it again."""
    with act("disclosure.keep_back", organ, by=SYSTEM, at=at, subject=Item(pk=pk)) as pen:
        pen.note("disclosure.failed", subject=Item(pk=pk), facts={"code": "os_error"})


def _keep_back(pk: int, organ: int, code: str, *, at: datetime) -> None:
    """A refused item waits for somebody; it is not tried, and written down, again at every round."""
    with act("disclosure.keep_back", organ, by=SYSTEM, at=at, subject=Item(pk=pk)) as pen:
        item = held(Item(pk=pk))
        if item.go_live_at is not None:
            item.go_live_at = None
            pen.save(item, "disclosure.kept_back", facts={"code": code})
