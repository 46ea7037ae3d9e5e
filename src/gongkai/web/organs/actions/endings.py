"""How organs end, and where their functions go: merged, dissolved, functions passed on.

The organ stays in the tree with its address name, and answers are sought from those that took over:
行政诉讼法第二十六条 makes whoever goes on with the functions the defendant.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.rows import checked, must_have_come
from gongkai.web.ledger.sentences import day
from gongkai.web.organs.models import Organ, Status, Succession

from .rows import hold_tree, locked, must_exist
from .sections import write_closing

# What else ends with an organ, from which day; the apps above say it when they start.
ending: list[Callable[[Pen, Organ, date], None]] = []


@dataclass(frozen=True, slots=True)
class Passing:
    """Functions that go to one organ; all of them when none are named."""

    successor: Organ
    functions: str = ""


def merge(organ: Organ, into: Organ, *, on: date, document: str, by: Viewer, at: datetime) -> Organ:
    """Let an organ end in another one, which takes over all of its functions."""
    with act("organs.merge", organ.pk, by=by, at=at, subject=organ) as pen:
        _end(pen, organ, Status.MERGED, [Passing(into)], on=on, document=document)
    organ.refresh_from_db()
    return organ


def dissolve(
    organ: Organ, passing: Sequence[Passing], *, on: date, document: str, by: Viewer, at: datetime
) -> Organ:
    """Let an organ end; each of its functions goes to somebody, be it the organ above."""
    with act("organs.dissolve", organ.pk, by=by, at=at, subject=organ) as pen:
        _end(pen, organ, Status.DISSOLVED, passing, on=on, document=document)
    organ.refresh_from_db()
    return organ


def pass_functions(
    organ: Organ, passing: Passing, *, on: date, document: str, by: Viewer, at: datetime
) -> Succession:
    """Let some functions go from an organ that goes on to another one."""
    with act("organs.pass_functions", organ.pk, by=by, at=at, subject=organ) as pen:
        hold_tree()
        stored = locked(organ.pk)
        pen.duty = by.must_hold("admin", path=stored.path)
        must_exist(stored)
        if not passing.functions:
            raise Refused("没有写明移交的职能。", "请写明移交哪些职能；移交全部职能的，请办理合并或者撤销。")
        return _pass(pen, stored, passing, on=on, document=document)


def _end(
    pen: Pen, organ: Organ, status: Status, passing: Sequence[Passing], *, on: date, document: str
) -> None:
    hold_tree()
    stored = locked(organ.pk)
    pen.duty = pen.by.must_hold("admin", path=stored.path)
    _may_end(stored, passing, on=on, at=pen.at)
    for one in passing:
        _pass(pen, stored, one, on=on, document=document)
    for section in stored.sections.select_for_update().filter(until_on=None):
        write_closing(pen, section, on=on)
    for end in ending:
        end(pen, stored, on)
    stored.status, stored.until_on = status, on
    facts = {"into": [one.successor.pk for one in passing]}
    pen.save(stored, f"organs.{status}", facts=facts)


def _may_end(organ: Organ, passing: Sequence[Passing], *, on: date, at: datetime) -> None:
    must_exist(organ)
    must_have_come(on, at)
    if organ.since_on and on < organ.since_on:
        raise Refused(f"终止日期早于设立日期（{day(organ.since_on)}）。", "请核对日期。")
    if not passing:
        raise Refused(
            f"没有写明“{organ.name}”的职能由谁承接。", "请逐项写明承接的机关；职能取消的，写其上级机关。"
        )
    below = organ.children.filter(status=Status.ACTIVE).count()
    if below:
        raise Refused(f"“{organ.name}”还有{below}个下级机关。", "请先把它们移到别的机关之下，或者先行撤销。")


def _pass(pen: Pen, organ: Organ, passing: Passing, *, on: date, document: str) -> Succession:
    successor = locked(passing.successor.pk)
    must_exist(successor)
    must_have_come(on, pen.at)
    succession = Succession(
        organ=organ, successor=successor, functions=passing.functions, since_on=on, document=document
    )
    checked(succession)
    pen.save(succession, "organs.functions_passed")
    return succession
