"""Making the list agree with what is public, and making the index anew, while people go on searching.

Each entry is put right in a transaction of its own: whoever searches meanwhile finds it as it was or as it is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from gongkai.kernel.duties import SYSTEM
from gongkai.web.ledger.actions import act

from .actions import hold, put, remove, reword, told
from .index import index
from .models import Entry
from .registry import Kept, keepers

Progress = Callable[[int], None]
A_STEP = 100


@dataclass(frozen=True, slots=True)
class Mended:
    """How many entries were there, came anew or were corrected, and had to go."""

    entries: int
    relisted: int
    delisted: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What is public and not listed, or listed and not public, of one kind; `adrift` counts entries without words in
    the index, or words without an entry."""

    missing: frozenset[tuple[str, int]]
    surplus: frozenset[tuple[str, int]]
    adrift: int


def mend(*, at: datetime) -> Mended:
    """List what is public and not listed, take out what is listed and not public; nothing else is looked at."""
    index().install()
    found = difference()
    relisted = sum(_relisted(_kept(label), pk, at=at) for label, pk in sorted(found.missing))
    delisted = sum(_delisted(_kept(label), pk, at=at) for label, pk in sorted(found.surplus))
    return Mended(Entry.objects.public().count(), relisted, delisted)


def rebuild(*, at: datetime, progress: Progress = lambda _: None) -> Mended:
    """Read again all that is public, and write the index anew, entry by entry."""
    before = mend(at=at)
    count = relisted = 0
    for kept in keepers():
        for pk in list(kept.ids()):
            relisted += _rewritten(kept, pk, at=at)
            count += 1
            if count % A_STEP == 0:
                progress(count)
    _adrift_erased()
    index().tidy()
    return Mended(count, before.relisted + relisted, before.delisted)


def difference() -> Difference:
    """Where the list, its index and what is public do not agree."""
    public = {(kept.label, pk) for kept in keepers() for pk in kept.ids()}
    known = {kept.label for kept in keepers()}
    listed = set(Entry.objects.public().values_list("label", "subject_id"))
    slots = set(Entry.objects.public().values_list("slot", flat=True))
    return Difference(
        missing=frozenset(public - listed),
        surplus=frozenset(one for one in listed - public if one[0] in known),
        adrift=len(slots ^ index().slots()),
    )


def _rewritten(kept: Kept, pk: int, *, at: datetime) -> bool:
    """Write an entry as it reads now; whether what it tells had to be corrected, too."""
    entry = Entry.objects.public().filter(label=kept.label, subject_id=pk).first()
    found = kept.found(pk)
    if entry is None or found is None:
        return False  # it came or went meanwhile, and the act that did so has seen to it
    if all(getattr(entry, name) == value for name, value in told(found).items()):
        reword(found, number=entry.number)
        return False
    return _relisted(kept, pk, at=at)


def _relisted(kept: Kept, pk: int, *, at: datetime) -> bool:
    found = kept.found(pk)
    if found is None:
        return False
    with act("search.mend", found.organ, by=SYSTEM, at=at) as pen:
        hold()
        if found := kept.found(pk):
            pen.note("search.relisted", subject=put(pen, found))
    return found is not None


def _delisted(kept: Kept, pk: int, *, at: datetime) -> bool:
    entry = Entry.objects.public().filter(label=kept.label, subject_id=pk).first()
    if entry is None or kept.found(pk) is not None:
        return False
    with act("search.mend", entry.organ_id, by=SYSTEM, at=at) as pen:
        hold()
        if is_gone := kept.found(pk) is None:
            pen.note("search.delisted", subject=remove(pen, kept.label, pk))
    return is_gone


def _adrift_erased() -> None:
    """Words of nothing that is listed."""
    index().erase(index().slots() - set(Entry.objects.public().values_list("slot", flat=True)))


def _kept(label: str) -> Kept:
    return next(kept for kept in keepers() if kept.label == label)
