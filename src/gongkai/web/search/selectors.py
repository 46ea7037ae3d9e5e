"""Questions to the list of what everybody may read."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import QuerySet
from django.db.models.functions import Substr

from .finding import Finder, SearchDown, wanted_of
from .index import index
from .models import Counter, Entry, EntryQuerySet, Passage
from .query import COUNTED_UP_TO, Backend, Query, Result

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


def slots_with(query: Query) -> Sequence[int]:
    """Where in the list the newest things stand that have some words, so many as are counted. Raises SearchDown.

    The database's own index is asked also where a cluster does the searching: whoever reads the list page by page must
    find in it what the list has at that moment, and a cluster learns of it later.
    """
    try:
        wanted = wanted_of(query)
        rows = index().matching(wanted, limit=COUNTED_UP_TO) if wanted.words else ()
    except DatabaseError as error:
        raise SearchDown from error
    return [row.slot for row in rows]


def beginnings(entries: Iterable[Entry], *, length: int) -> dict[int, str]:
    """How the text of each of some entries begins, by their keys."""
    first = Passage.objects.filter(entry__in=[entry.pk for entry in entries], order=1)
    return dict(first.values_list("entry", Substr("text", 1, length)))


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
