"""Questions to the list of what everybody may read."""

from collections.abc import Sequence

from django.conf import settings
from django.db.models import QuerySet

from .finding import Finder
from .models import Counter, Entry, EntryQuerySet
from .query import Backend, Query, Result

MOST_SUGGESTED = 8


def find(query: Query) -> Result:
    """What is public and has the words, a page of it. Raises Problem when the search does not work."""
    return _backend().find(query)


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


def newest_number() -> int:
    """The last number of the feed."""
    return Counter.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def _backend() -> Backend:
    if settings.SEARCH_CLUSTER:
        from .opensearch import Cluster  # its library is an extra: only who has a cluster has it

        return Cluster()
    return Finder()
