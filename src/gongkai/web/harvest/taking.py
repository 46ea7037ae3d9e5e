"""Makes of what another instance says what we would keep of it: cleaned, screened, or refused with the reason.

All of this is done outside any transaction. An entry that does not fit is refused alone; a page that contradicts
itself is refused whole, for nobody knows then where to go on.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from pydantic import ValidationError

from gongkai.engine import content
from gongkai.engine.screening import Screening, screen_html, screen_text

from .client import NotAFeed
from .format import BIGGEST, Entry, ItemRecord, Page, Record, Uid, instance_of, record_class
from .words import Fault, faults_of, told

PERSONAL = "personal_details"
FORMAT = "format"
_SCREENED = ("title", "summary", "doc_no", "index_no", "category", "audience", "source", "keywords")


@dataclass(frozen=True, slots=True)
class Put:
    """What is or was published elsewhere, as we would keep it; `record` is None for what was taken down."""

    entry: Entry
    record: Record | None
    hash: str = ""

    @property
    def uid(self) -> str:
        """What it is called everywhere."""
        return self.entry.uid

    @property
    def origin(self) -> str:
        """The installation where it was published first."""
        return instance_of(self.uid)


@dataclass(frozen=True, slots=True)
class Unfit:
    """An entry that is not kept: by its uid, empty when it has none, the code of the reason, and the reason in words."""

    uid: str
    number: int
    code: str
    why: str

    @property
    def origin(self) -> str:
        """The installation where it was published first, as far as it is told."""
        return instance_of(self.uid) if self.uid else ""


Taken = Put | Unfit


@dataclass(frozen=True, slots=True)
class Answer:
    """One page of a feed that is sound in itself, its entries judged one by one."""

    page: Page
    taken: tuple[Taken, ...]


def answer_of(said: Any, *, after: int, on: date) -> Answer:
    """A page as it was asked for, with what we would keep of it. Raises NotAFeed."""
    page = page_of(said, after=after)
    return Answer(page, tuple(take(one, on=on) for one in page.entries))


def page_of(said: Any, *, after: int) -> Page:
    """The page itself. Raises NotAFeed for one with which nobody can go on."""
    try:
        page = Page.model_validate(said)
    except ValidationError as error:
        raise NotAFeed(f"对方的回答不符合变更接口的格式。{told(faults_of(error))}") from error
    if fault := order_fault(page, after=after):
        raise NotAFeed(f"对方的回答前后矛盾。{fault}")
    return page


def order_fault(page: Page, *, after: int) -> Fault | None:
    """Why nobody could go on after a page: its numbers do not grow, or it does not say where it ends."""
    if page.after != after:
        return Fault("after", f"问的是编号 {after} 之后，答的是 {page.after} 之后")
    last = after
    for place, entry in enumerate(page.entries):
        number = entry.get("number") if isinstance(entry, dict) else None
        if type(number) is not int or not last < number <= BIGGEST:
            return Fault(f"entries[{place}].number", f"应为大于 {last} 的整数：编号从小到大，每条不同")
        last = number
    if page.next != last:
        return Fault("next", f"应为本页最后一条的编号 {last}")
    if page.more and not page.entries:
        return Fault("more", "一条也没有列出，却说后面还有")
    return None


def take(said: Any, *, on: date) -> Taken:
    """One entry as we would keep it, or why not."""
    try:
        named = Uid.model_validate(said)
    except ValidationError as error:
        return Unfit("", said["number"], FORMAT, told(faults_of(error)))
    try:
        entry = Entry.model_validate(said, context={"on": on})
        if entry.verb == "removed":
            return Put(entry, None)
        record = record_class(entry).model_validate(entry.record, context={"on": on})
    except ValidationError as error:
        return Unfit(named.uid, named.number, FORMAT, told(faults_of(error)))
    if isinstance(record, ItemRecord):
        record = record.model_copy(update={"body": content.clean(record.body)})
    if found := personal(record):
        return Unfit(named.uid, named.number, PERSONAL, found)
    return Put(entry, record, hash_of(entry, record))


def hash_of(entry: Entry, record: Record) -> str:
    """The same for the same words of the same organ, and for nothing else."""
    said = {"kind": entry.kind, "organ": entry.organ.model_dump(), "record": record.model_dump(mode="json")}
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def personal(record: Record) -> str:
    """Which numbers of persons stand in it that nobody may repeat; empty when there is none.

    Telephones are no such: the organ that published them has written down why they stay.
    """
    marks = [mark for mark in _screened(record).marks if mark.level == "block"]
    if not marks:
        return ""
    listed = "；".join(dict.fromkeys(f"{mark.place}有{mark.name}（{mark.found}）" for mark in marks[:3]))
    return f"{listed}，本站没有转载。请告知对方核对、隐去。"


def _screened(record: Record) -> Screening:
    key = settings.LEDGER_KEY.encode()
    if not isinstance(record, ItemRecord):
        return screen_text("\n".join(texts_of(record.data)), key=key, place="报告")
    words = [getattr(record, name) for name in _SCREENED] + [file.name for file in record.attachments]
    return screen_text("\n".join(words), key=key, place="标题、概述等") + screen_html(record.body, key=key)


def texts_of(data: Any) -> Iterator[str]:
    """Every text in the JSON of a report."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for inner in data.values():
            yield from texts_of(inner)
    elif isinstance(data, list):
        for inner in data:
            yield from texts_of(inner)
