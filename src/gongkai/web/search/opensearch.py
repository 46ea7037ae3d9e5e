"""Searching on an OpenSearch cluster, for when one machine is too small.

What the cluster says is believed only as far as our own list bears it out. A hit names the number that an entry had
when the cluster was told of it; what was changed or taken out since has another number. So nothing that is no longer
public is ever shown, however far the cluster is behind.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from opensearchpy import OpenSearch
from opensearchpy.exceptions import OpenSearchException

from gongkai.web.organs.models import Organ

from . import showing
from .finding import Finder, SearchDown
from .models import Entry, Passage
from .opensearch_bodies import FACETS, PASSAGE, Body, beginning, question
from .query import COUNTED_UP_TO, Count, Hit, Query, Result
from .wanted import understood

ALIAS = "gongkai-entries"  # the index in use; a new one is filled beside it
PATIENCE = 5  # seconds that a visitor waits for an answer
SPARE = 3  # titles that are asked for beyond those wanted: some may be gone, some are called alike

Found = Mapping[str, Any]


class ClusterDown(SearchDown):
    """The cluster is not there, refuses us, or has no index."""

    def __init__(self) -> None:
        super().__init__()
        self.advice = (
            "请稍后再试，或者按机关、按目录查找；管理人员请查看搜索集群是否在运行、GONGKAI_SEARCH 的地址和口令"
            "是否正确，还没有建立索引的请运行 gongkai search rebuild。"
        )


@contextmanager
def answering() -> Iterator[OpenSearch]:
    """The cluster. Raises ClusterDown."""
    try:
        yield _cluster(settings.SEARCH_CLUSTER, settings.SEARCH_CLUSTER_CA)
    except OpenSearchException as error:
        raise ClusterDown from error


@cache
def _cluster(address: str, authorities: str) -> OpenSearch:
    """One client a process, as it keeps its connections; the address names one node, or several with commas."""
    nodes = [node.strip() for node in address.split(",") if node.strip()]
    trusted = {"ca_certs": authorities} if authorities else {}
    return OpenSearch(nodes, timeout=PATIENCE, max_retries=len(nodes) - 1, **trusted)


class Cluster:
    """Finds on the cluster; whatever is told of a result comes from our own list, but for where the words occur."""

    def find(self, query: Query) -> Result:
        """What is public and has the words. Raises ClusterDown."""
        wanted = understood(query.words)
        if query.words.strip() and not wanted.words:
            return Result((), 0, is_capped=False)
        answer = _asked(question(query, wanted))
        found = answer["hits"]["hits"]
        entries = _entries(found)
        total = answer["hits"]["total"]["value"]
        return Result(
            [_hit(entries[number], hit) for hit in found if (number := _number(hit)) in entries],
            min(total, COUNTED_UP_TO) - (len(found) - len(entries)),
            is_capped=total > COUNTED_UP_TO,
            facets=_facets(answer["aggregations"]),
            synonyms=tuple(dict.fromkeys(other for word in wanted.words for other in word.synonyms)),
        )

    def suggest(self, typed: str, *, limit: int) -> Sequence[str]:
        """Titles of public things that contain what somebody has begun to type. Raises ClusterDown."""
        wanted = understood(typed)
        if not wanted.words:
            return ()
        found = _asked(beginning(wanted, limit=limit * SPARE))["hits"]["hits"]
        entries = _entries(found)
        titles = (entries[number].title for hit in found if (number := _number(hit)) in entries)
        return list(dict.fromkeys(titles))[:limit]

    def part(self, query: Query) -> Sequence[str]:
        """Those words that occur together: asked of the database, as near words are."""
        return Finder().part(query)

    def near(self, typed: str) -> Sequence[str]:
        """Near words with which something is found: few short questions, that the database answers as well."""
        return Finder().near(typed)


def _asked(body: Body) -> Found:
    """What the whole index answers: some of its parts alone would make us say that there is nothing."""
    with answering() as cluster:
        return cluster.search(index=ALIAS, body=body, params={"allow_partial_search_results": "false"})


def _number(hit: Found) -> int:
    return hit["_source"]["number"]


def _entries(found: Sequence[Found]) -> dict[int, Entry]:
    """Of the hits those that are public and say what they said to the cluster, each with the beginning of its text."""
    opening = Prefetch("passages", Passage.objects.filter(order=1))
    entries = Entry.objects.public().filter(number__in=[_number(hit) for hit in found])
    return {entry.number: entry for entry in entries.select_related("organ").prefetch_related(opening)}


def _hit(entry: Entry, hit: Found) -> Hit:
    plain = showing.hit(entry, ())
    title = hit.get("highlight", {}).get("title", [plain.title])[0]
    inner = hit.get("inner_hits", {}).get(PASSAGE, {}).get("hits", {}).get("hits", ())
    if not inner or not (shown := inner[0].get("highlight", {}).get("passages.text")):
        return replace(plain, title=title)
    place = inner[0]["fields"]["passages.place"][0]
    return replace(plain, title=title, place=place, snippet=f"…{shown[0].strip()}…")


def _facets(counted: Found) -> dict[str, list[Count]]:
    """The counts of each filter; organs by the names that they have today."""
    values = {
        name: [(str(one["key"]), one["doc_count"]) for one in counted[name]["buckets"]] for name in FACETS
    }
    slugs = [slug for slug, _ in values["organ"]]
    names = dict(Organ.objects.filter(slug__in=slugs).values_list("slug", "name"))
    return {
        name: [Count(value, names.get(value, value) if name == "organ" else value, n) for value, n in listed]
        for name, listed in values.items()
    }
