"""Whether a site offers a feed that can be collected: read to its end as a harvester reads it, each fault with its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from gongkai.web.channels.fetching import TooMuch

from .client import Asking
from .format import ItemRecord, Page
from .taking import Put, Unfit, order_fault, page_of, take
from .words import Fault, faults_of

MOST_PAGES = 50
MOST_FAULTS = 100
# What the Regulation wants of every entry of a catalogue (条例第十二条): missing, it can be collected, but is told.
_WANTED = (("index_no", "索引号"), ("summary", "内容概述"), ("formed_on", "成文日期"))


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a feed: an error keeps it, or one entry, from being collected; otherwise it could be better."""

    place: str
    what: str
    is_error: bool = True


def validate(asking: Asking, *, on: date, most_pages: int = MOST_PAGES) -> Iterator[Remark | int]:
    """Every remark on a feed, and after each page how many entries were read. Raises Problem where it cannot be read."""
    after = 0
    for _page in range(most_pages):
        try:
            said = asking.page(after)
        except TooMuch as problem:
            yield Remark(f"after={after}", f"{problem.message}一条内容不能超过 20 兆字节。")
            return
        faults = list(_page_faults(said, after))
        if faults:
            yield from faults
            return
        page = page_of(said, after=after)
        for place, entry in enumerate(page.entries):
            yield from _entry_remarks(entry, f"after={after} 的 entries[{place}]", on)
        yield len(page.entries)
        after = page.next
        if not page.more:
            yield from _end_remarks(asking, after)
            return


def _page_faults(said: Any, after: int) -> Iterator[Remark]:
    """What keeps anybody from going on with a page."""
    try:
        page = Page.model_validate(said)
    except ValidationError as error:
        yield from (Remark(_at(f"after={after}", fault), fault.what) for fault in faults_of(error))
        return
    if fault := order_fault(page, after=after):
        yield Remark(_at(f"after={after}", fault), fault.what)


def _at(page: str, fault: Fault) -> str:
    return f"{page} 的 {fault.place}" if fault.place else page


def _entry_remarks(said: Any, place: str, on: date) -> Iterator[Remark]:
    taken = take(said, on=on)
    if isinstance(taken, Unfit):
        yield Remark(f"{place}（{taken.uid or '没有 uid'}）", taken.why)
    elif isinstance(taken, Put) and isinstance(taken.record, ItemRecord):
        missing = [name for field, name in _WANTED if not getattr(taken.record, field)]
        if missing:
            yield Remark(f"{place}（{taken.uid}）", f"没有写{'、'.join(missing)}。", is_error=False)
        if taken.record.body != said["record"].get("body", ""):
            yield Remark(
                f"{place}（{taken.uid}）", "正文中有本格式不用的标记或者写法，采集时会清理。", is_error=False
            )


def _end_remarks(asking: Asking, last: int) -> Iterator[Remark]:
    """At the end: asked for what comes after, a feed says that nothing does; asked for one entry, it gives the last."""
    page = page_of(asking.page(last), after=last)
    if page.entries:
        return  # something was published meanwhile
    if last == 0:
        yield Remark("after=0", "一条也没有列出。", is_error=False)
        return
    again = page_of(asking.page(last - 1, most=1), after=last - 1)
    if not again.entries or again.next < last:
        yield Remark(
            f"after={last - 1}", f"应再列出编号 {last} 的一条：编号不能重新编排，撤下的也要一直列出。"
        )
