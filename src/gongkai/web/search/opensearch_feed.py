"""Telling the cluster what became public, changed or went: it reads the feed, and keeps in the index how far it has read.

Each change asks for an errand; the first one that reaches the cluster brings everything since, and the others find that
nothing is left to do. So a cluster that was away for a day has caught up a moment after it came back.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import suppress
from secrets import token_hex

from django.db.models import QuerySet
from opensearchpy import OpenSearch
from opensearchpy.exceptions import ConflictError
from opensearchpy.helpers import streaming_bulk

from .models import Entry
from .opensearch import ALIAS, ClusterDown, answering
from .opensearch_bodies import UPTO, line, shape

logger = logging.getLogger(__name__)

AT_ONCE = 200  # entries read from the database at a time
MOST_BYTES = 8 * 1024 * 1024  # of one request
SENDING = 60  # seconds that the cluster may take over one request
# A later state is there already (409), or there is nothing to take out (404): both are as they should be.
_FINE = {200, 201, 404, 409}


def catch_up(number: int) -> None:
    """Read the feed to the index in use, unless it has come as far as a number. Raises ClusterDown."""
    with answering() as cluster:
        after = cluster.get(index=ALIAS, id=UPTO)["_source"][UPTO]
        if after < number:
            for _ in _read_out(cluster, ALIAS, after=after):
                pass


def send_anew(number: int) -> None:
    """Send what stands under a number once more; nothing when it has another one by now. Raises ClusterDown."""
    with answering() as cluster:
        _send(cluster, _entries().filter(number=number), ALIAS)


def rebuild() -> Iterator[int]:
    """Fill a new index and put it in the place of the old one; yields up to which number it has read. Raises ClusterDown.

    People find in the old index until the new one is whole. What an earlier attempt left half full goes with the old one.
    """
    with answering() as cluster:
        made, upto = f"{ALIAS}-{token_hex(4)}", 0
        cluster.indices.create(index=made, body=shape())
        for upto in _read_out(cluster, made, after=0):
            yield upto
        cluster.indices.refresh(index=made)
        others = sorted(set(cluster.indices.get(index=f"{ALIAS}-*")) - {made})
        swap = [
            {"add": {"index": made, "alias": ALIAS}},
            *({"remove_index": {"index": one}} for one in others),
        ]
        cluster.indices.update_aliases(body={"actions": swap})
        yield from _read_out(cluster, ALIAS, after=upto)  # what an errand has just told the old one


def _read_out(cluster: OpenSearch, into: str, *, after: int) -> Iterator[int]:
    """Send what comes after a number of the feed, in its order; yields how far the index has come."""
    while True:
        entries = list(_entries().filter(number__gt=after)[:AT_ONCE])
        if entries:
            _send(cluster, entries, into)
            after = entries[-1].number
        _note(cluster, into, after)
        yield after
        if len(entries) < AT_ONCE:
            return


def _entries() -> QuerySet[Entry]:
    return Entry.objects.order_by("number").select_related("organ").prefetch_related("passages")


def _send(cluster: OpenSearch, entries: Iterable[Entry], into: str) -> None:
    sent = streaming_bulk(
        cluster,
        (line(entry, into) for entry in entries),
        max_chunk_bytes=MOST_BYTES,
        max_retries=3,  # of what the cluster is too busy for
        raise_on_error=False,
        request_timeout=SENDING,
    )
    for _, answer in sent:
        told = next(iter(answer.values()))
        if told["status"] not in _FINE:
            logger.error("the cluster refused %s with %s", told["_id"], told["status"])
            raise ClusterDown


def _note(cluster: OpenSearch, into: str, number: int) -> None:
    """Keep in the index how far it has read; another worker may have come further meanwhile."""
    version = {"version": number, "version_type": "external_gte"}
    with suppress(ConflictError):
        cluster.index(index=into, id=UPTO, body={UPTO: number}, params=version)
