"""The feed: everything that came, changed or went, in the order of its numbers."""

from typing import Any

from django.utils.timezone import localtime

from gongkai.web.search.models import Entry
from gongkai.web.search.selectors import changes

from . import naming
from .records import Told, told_of
from .selectors import installation

Record = dict[str, Any]


def page(after: int, *, limit: int) -> Record:
    """What follows a number, so many entries at the most, and whether there is more."""
    entries = list(changes(after, limit + 1))
    shown, us = entries[:limit], installation()
    told = told_of(shown)
    return {
        "instance": us,
        "after": after,
        "next": shown[-1].number if shown else after,
        "more": len(entries) > limit,
        "entries": [_change(entry, told.get(entry.number), us["id"]) for entry in shown],
    }


def _change(entry: Entry, told: Told | None, us: str) -> Record:
    """One entry. What has gone since its number was read is told as gone already: its own entry comes later."""
    told = told or Told(None)
    record = told.record if entry.removed_at is None else None
    return {
        "uid": told.uid or f"{us}/{entry.label}/{entry.subject_id}",
        "number": entry.number,
        "verb": "removed" if record is None else "put",
        "kind": entry.kind,
        "organ": told.organ or naming.of(entry.organ),
        "at": localtime(entry.at),
        "record": record,
    }
