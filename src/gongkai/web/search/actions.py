"""Putting things into the list and taking them out, inside the act that makes them public or ends that."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Min, QuerySet
from django.utils.timezone import localdate

from gongkai.web.ledger.actions import Pen
from gongkai.web.ledger.turns import in_turn
from gongkai.web.outbox.actions import ask

from . import opensearch_errands as cluster
from .grams import numbered
from .index import Said, index, marks_of
from .models import TITLE_LENGTH, Counter, Entry, EntryQuerySet, Passage
from .registry import BODY, Found

TIDY = "search.tidy"
LONGEST = 200_000  # characters of one entry: beyond them an attachment is found by its name only
# Of each day as many slots as a province fills; the day before the first one has those below zero.
_A_DAY = 4096
_FIRST_DAY = date(2000, 1, 1).toordinal()
_TOLD = ("kind", "address", "doc_no", "published_on", "changed_on", "validity", "year")
_EMPTIED = {
    "title": "",
    "doc_no": "",
    "validity": "",
    "year": None,
    "published_on": None,
    "changed_on": None,
    "slot": None,
}


def put(pen: Pen, found: Found) -> Entry:
    """List something public, or list it anew as it reads now; its number is the next of the feed."""
    number = _next_number()
    entry = _entry(found.label, found.subject_id)
    if entry is None:
        entry = Entry(label=found.label, subject_id=found.subject_id)
    elif entry.removed_at is None:
        _ask_to_tidy(number, pen.at)
    before = entry.published_on
    for name, value in told(found).items():
        setattr(entry, name, value)
    entry.number, entry.at, entry.removed_at = number, pen.at, None
    if entry.slot is None or before != found.published_on:
        entry.slot = _free_slot(found.published_on or localdate(pen.at))
    entry.save()
    write_passages(entry, found)
    cluster.ask(number, at=pen.at)
    return entry


def remove(pen: Pen, label: str, subject_id: int) -> Entry | None:
    """Take something out; what is left tells that it is gone and nothing else. None when it was not listed."""
    number = _next_number()
    entry = _entry(label, subject_id)
    if entry is None or entry.removed_at is not None:
        return None
    index().erase([entry.slot])
    entry.passages.all().delete()
    for name, value in _EMPTIED.items():
        setattr(entry, name, value)
    entry.number, entry.at, entry.removed_at = number, pen.at, pen.at
    entry.save()
    _ask_to_tidy(number, pen.at)
    cluster.ask(number, at=pen.at)
    return entry


def remove_all(pen: Pen, label: str, subjects: QuerySet[Any]) -> None:
    """Take many things out at once: those that a question for ids finds."""
    entries = Entry.objects.public().filter(label=label, subject_id__in=subjects)
    hold()
    index().erase(list(entries.values_list("slot", flat=True)))
    Passage.objects.filter(entry__in=entries).delete()
    if last := _renumber(entries, at=pen.at, removed_at=pen.at, **_EMPTIED):
        _ask_to_tidy(last, pen.at)
        cluster.ask(last, at=pen.at)


def list_again(pen: Pen, organ: int) -> int:
    """Give what is listed of an organ new numbers of the feed, for those who follow it to read it once more; how many
    entries that are."""
    entries = Entry.objects.public().filter(organ=organ)
    if last := _renumber(entries):
        cluster.ask(last, at=pen.at)
    return entries.count()


def reword(found: Found, *, number: int) -> None:
    """Write the words of something anew that have been read meanwhile; nothing when it has changed or gone since it got
    this number of the feed. It keeps the number: nothing else about it is another."""
    with in_turn(), transaction.atomic():
        entry = _entry(found.label, found.subject_id)
        if entry is not None and entry.number == number and entry.removed_at is None:
            before = list(entry.passages.values_list("place", "text"))
            write_passages(entry, found)
            if before != list(entry.passages.values_list("place", "text")):
                Counter.objects.filter(pk=1).update(rewordings=F("rewordings") + 1)
                cluster.ask_anew(number, at=entry.at)


def write_passages(entry: Entry, found: Found) -> None:
    """Write what an entry says, for reading and for finding."""
    entry.passages.all().delete()
    left, rows = LONGEST, []
    for order, (place, text) in enumerate(found.passages, start=1):
        rows.append(Passage(entry=entry, order=order, place=place, text=text[:left]))
        left -= len(rows[-1].text)
    Passage.objects.bulk_create(rows)
    texts = tuple(part for row in rows for part in (row.place if row.place != BODY else "", row.text))
    index().write(entry, Said(entry.title, numbered(entry.doc_no), texts, marks_of(entry)))


def told(found: Found) -> dict[str, Any]:
    """The columns of an entry that tell what it is."""
    said = {name: getattr(found, name) for name in _TOLD}
    return said | {"organ_id": found.organ, "title": found.title[:TITLE_LENGTH]}


def hold() -> Counter:
    """Keep everybody else from listing or taking out anything until this act is complete."""
    counter = Counter.objects.select_for_update().filter(pk=1).first()
    if counter is None:
        Counter.objects.bulk_create([Counter(pk=1)], ignore_conflicts=True)
        counter = Counter.objects.select_for_update().get(pk=1)
    return counter


def _next_number() -> int:
    """The next number of the feed; nobody else gets one until this act is complete."""
    counter = hold()
    counter.number += 1
    counter.save(update_fields=["number"])
    return counter.number


def _renumber(entries: EntryQuerySet, **values: Any) -> int:
    """Write something into many entries, each under a number of its own, in the order of their ids; the last number, 0
    when there are no entries. Numbers between them may stay unused."""
    counter = hold()
    ids = entries.aggregate(first=Min("pk"), last=Max("pk"))
    if ids["first"] is None:
        return 0
    before = counter.number
    counter.number += ids["last"] - ids["first"] + 1
    counter.save(update_fields=["number"])
    entries.update(number=F("pk") + (before + 1 - ids["first"]), **values)
    return counter.number


def _ask_to_tidy(number: int, at: datetime) -> None:
    """What an index takes out it only marks as gone: have it overwritten as soon as the act is complete."""
    ask(TIDY, {}, key=str(number), due_at=at)


def _entry(label: str, subject_id: int) -> Entry | None:
    """What is listed or was, held until the act is complete."""
    return Entry.objects.select_for_update().filter(label=label, subject_id=subject_id).first()


def _free_slot(on: date) -> int:
    """The next slot of a day; a day that is full goes on in the next one."""
    first = (on.toordinal() - _FIRST_DAY) * _A_DAY
    while True:
        taken = Entry.objects.filter(slot__gte=first, slot__lt=first + _A_DAY).aggregate(last=Max("slot"))[
            "last"
        ]
        if taken is None:
            return first
        if taken + 1 < first + _A_DAY:
            return taken + 1
        first += _A_DAY
