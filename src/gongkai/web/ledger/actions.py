"""Writing to the ledger: `act` is the one way to change anything that the ledger tells of."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Model
from django.utils.timezone import localdate

from gongkai.kernel.chain import GENESIS, Value, canonical, link_hash
from gongkai.kernel.duties import Held, Viewer
from gongkai.kernel.problems import Problem

from . import registry
from .models import Event, Head
from .turns import in_turn

REFUSED = "ledger.refused"


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
        """Save a row of a tracked model and note what changed; a row that stays as it was is no event."""
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
        self._add(kind, subject, {"facts": dict(facts)} if facts else {}, article=article, organ=organ)

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
    try:
        with in_turn(), transaction.atomic(durable=True):
            yield pen
            _append(pen.events)
    except Problem as problem:
        refusal = Pen(organ, by, at, duty=pen.duty)
        refusal.note(REFUSED, subject=subject, facts={"act": name, "code": problem.code})
        with in_turn(), transaction.atomic(durable=True):
            _append(refusal.events)
        raise


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
