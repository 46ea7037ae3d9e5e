"""Lists narrowed to words: asked of the database's own index, which is in step with the list at every moment."""

from collections.abc import Sequence

from django.db import DatabaseError

from gongkai.web.organs.models import Organ
from gongkai.web.search.finding import SearchDown, wanted_of
from gongkai.web.search.index import index
from gongkai.web.search.query import COUNTED_UP_TO, Query

from .asked import ItemsAsked


def slots_with(asked: ItemsAsked, place: Organ | None) -> Sequence[int]:
    """Where in the list the newest things stand that have some words, so many as are counted. Raises SearchDown."""
    narrowed = Query(
        asked.q,
        place=place.path if place else "",
        organ=asked.organ or "",
        kind=asked.kind or "",
        year=asked.year,
        validity=asked.validity or "",
    )
    try:
        wanted = wanted_of(narrowed)
        rows = index().matching(wanted, limit=COUNTED_UP_TO) if wanted.words else ()
        return [row.slot for row in rows]
    except DatabaseError as error:
        raise SearchDown from error
