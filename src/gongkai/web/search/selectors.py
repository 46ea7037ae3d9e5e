"""Questions to the list of what everybody may read."""

from collections.abc import Sequence
from dataclasses import replace

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from .finding import Finder
from .models import Counter, Entry, EntryQuerySet
from .query import Backend, Query, Result

MOST_SUGGESTED = 8


def find(query: Query) -> Result:
    """What is public and has the words, a page of it. Raises Problem when the search does not work."""
    return _backend().find(query)


def find_part(query: Query) -> Result | None:
    """Where nothing has all that was typed: what has part of it, and which part that is. None when there is nothing."""
    part = _backend().part(query)
    return replace(find(replace(query, words=" ".join(part))), part=part) if part else None


def suggest(beginning: str, *, limit: int = MOST_SUGGESTED) -> Sequence[str]:
    """Titles that contain what somebody has begun to type."""
    return _backend().suggest(beginning, limit=limit)


def near(words: str) -> Sequence[str]:
    """When nothing was found: other words, near to these, with which something is."""
    return _backend().near(words)


def public() -> EntryQuerySet:
    """Everything that everybody may read now."""
    return Entry.objects.public()


def changes(after: int, limit: int) -> Sequence[Entry]:
    """What came, changed or went after a number of the feed, in order; what went without its words."""
    entries: QuerySet[Entry] = Entry.objects.filter(number__gt=after).select_related("organ")
    return list(entries.order_by("number")[:limit])


def rewordings() -> int:
    """How often words were read after the act that made them public: with the record, what an answer depends on.

    Every page of the search that is kept asks this first: in plain SQL, as for the state of the record.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT rewordings FROM search_counter WHERE id = 1")
        row = cursor.fetchone()
    return row[0] if row else 0


def number_of(label: str, subject_id: int) -> int | None:
    """Under which number of the feed something is listed now; None when it is not."""
    told = public().filter(label=label, subject_id=subject_id).values_list("number", flat=True)
    return told.first()


def newest_number() -> int:
    """The last number of the feed."""
    return Counter.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def _backend() -> Backend:
    if settings.SEARCH_CLUSTER:
        from .opensearch import Cluster  # its library is an extra: only who has a cluster has it

        return Cluster()
    return Finder()
