"""Writing to the ledger: `act` is the one way to change anything that the ledger tells of."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Model
from django.utils.timezone import localdate

from gongkai.kernel.chain import GENESIS, Value, canonical, link_hash
from gongkai.kernel.duties import Held, Viewer
from gongkai.kernel.problems import Problem, Refused
from gongkai.lawbook.articles import LONGEST, articles

from . import registry
from .models import Event, Head
from .turns import in_turn

REFUSED = "ledger.refused"
# No article has so many digits in a row, but the numbers of identity cards and telephones do; a year has four.
_NUMBER = re.compile(r"\d{5}")
_AT_ONCE = 500  # rows in one statement
_writing: ContextVar[bool] = ContextVar("writing", default=False)


@dataclass(slots=True)
class Pen:
    """Writes down what an act changes. Its events join their chains together, when the act is complete."""

    organ: int
    by: Viewer
    at: datetime
    duty: Held | None = None
    events: list[Event] = field(default_factory=list)

    def save(
        self,
        row: Model,
        kind: str,
        *,
        article: str = "",
        facts: Mapping[str, Value] | None = None,
        organ: int | None = None,
    ) -> None:
        """Save a row of a tracked model and note what changed; a row that stays as it was is no event.

        Without an `article` it is that of the kind, from the law data.
        """
        article = _article(kind, article)
        tracked = registry.all_tracked()[row._meta.label_lower]
        before = tracked.stored(row.pk) if row.pk else None
        row.save()
        after = tracked.stored(row.pk)  # as the database wrote it, not as Python held it
        changed = [name for name in after if before is None or before[name] != after[name]]
        if not changed and not facts:
            return
        told = {"after": {name: after[name] for name in changed}}
        if before is not None:
            told["before"] = {name: before[name] for name in changed}
        self._add(kind, row, told | ({"facts": dict(facts)} if facts else {}), article=article, organ=organ)

    def enter(self, rows: Sequence[Model], kind: str) -> None:
        """Save many new rows of one tracked model at once and note each, in their order."""
        article = _article(kind, "")
        for start in range(0, len(rows), _AT_ONCE):
            several = rows[start : start + _AT_ONCE]
            type(several[0])._default_manager.bulk_create(several)
            tracked = registry.all_tracked()[several[0]._meta.label_lower]
            stored = tracked.stored_all([row.pk for row in several])
            for row in several:
                self._add(kind, row, {"after": stored[row.pk]}, article=article, organ=None)

    def note(
        self,
        kind: str,
        *,
        subject: Model | None = None,
        article: str = "",
        facts: Mapping[str, Value] | None = None,
        organ: int | None = None,
    ) -> None:
        """Note an act that changes no tracked row."""
        told = {"facts": dict(facts)} if facts else {}
        self._add(kind, subject, told, article=_article(kind, article), organ=organ)

    def _add(
        self, kind: str, subject: Model | None, told: dict[str, Value], *, article: str, organ: int | None
    ) -> None:
        if kind not in registry.all_kinds():
            raise KeyError(f"no sentence is registered for {kind}")
        self.events.append(
            Event(
                organ_id=self.organ if organ is None else organ,
                kind=kind,
                subject_type=subject._meta.label_lower if subject else "",
                subject_id=subject.pk if subject else None,
                on=localdate(self.at),
                at=self.at,
                person_id=self.by.person,
                duty=self.duty.duty.code if self.duty else "",
                appointment_id=self.duty.appointment if self.duty else None,
                article=article,
                body=canonical(told),
            )
        )


@contextmanager
def act(name: str, organ: int, *, by: Viewer, at: datetime, subject: Model | None = None) -> Iterator[Pen]:
    """One act: all of it is written, with its events, or none of it.

    A Problem raised inside undoes the act; that somebody tried, and why it was refused, is then an event of its own.
    It is always outermost: an act inside another would be half undone by it.
    """
    pen = Pen(organ, by, at)
    token = _writing.set(True)
    try:
        with in_turn(), transaction.atomic(durable=True):
            yield pen
            _append(pen.events)
    except Problem as problem:
        note_refused(name, organ, by=by, at=at, code=problem.code, subject=subject, duty=pen.duty)
        raise
    finally:
        _writing.reset(token)


def is_writing() -> bool:
    """Whether an act is under way here: only then may guarded rows be written."""
    return _writing.get()


def note_refused(
    name: str,
    organ: int,
    *,
    by: Viewer,
    at: datetime,
    code: str,
    subject: Model | None = None,
    duty: Held | None = None,
) -> None:
    """Write down that somebody tried something and was refused; `code` is that of the problem.

    An act that was begun does so by itself. Whoever refuses before there is one calls this.
    """
    refusal = Pen(organ, by, at, duty=duty)
    refusal.note(REFUSED, subject=subject, facts={"act": name, "code": code})
    with in_turn(), transaction.atomic(durable=True):
        _append(refusal.events)


def _article(kind: str, given: str) -> str:
    """The article of an event. What is written there stays for ever, so nothing may hide in it. Raises Refused."""
    article = given or articles().get(kind, "")
    if len(article) > LONGEST:
        raise Refused(f"法律依据最多写{LONGEST}个字。", "请只写法律、法规的名称和条款。")
    if _NUMBER.search(article):
        raise Refused(
            "法律依据中有一长串数字，可能是证件号码或者电话号码，写进台账就不能删除。",
            "请只写法律、法规的名称和条款，例如：个人信息保护法第四十七条。",
        )
    return article


def _append(events: list[Event]) -> None:
    """Join events to the chains of their organs, which are locked in one order, so that two acts never wait in a ring."""
    heads = {organ: _locked(organ) for organ in sorted({event.organ_id for event in events})}
    for event in events:
        head = heads[event.organ_id]
        event.position, event.previous = head.position + 1, head.hash
        event.hash = link_hash(event.previous, event.content())
        head.position, head.hash = event.position, event.hash
    Event.objects.bulk_create(events)  # in the order of the act: what is told of a row is folded by their ids
    for head in heads.values():
        head.save(update_fields=["position", "hash"])


def _locked(organ: int) -> Head:
    """The head of an organ's chain, locked until the transaction ends; made when the organ has none yet."""
    head = Head.objects.select_for_update().filter(pk=organ).first()
    if head is None:
        Head.objects.bulk_create([Head(organ_id=organ, position=0, hash=GENESIS)], ignore_conflicts=True)
        head = Head.objects.select_for_update().get(pk=organ)
    return head
