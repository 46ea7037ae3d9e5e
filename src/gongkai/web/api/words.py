"""Lists narrowed to words."""

from collections.abc import Sequence

from gongkai.web.organs.models import Organ
from gongkai.web.search import selectors as search
from gongkai.web.search.query import Query

from .asked import ItemsAsked


def slots_with(asked: ItemsAsked, place: Organ | None) -> Sequence[int]:
    """Where in the list the newest things stand that have some words. Raises SearchDown."""
    narrowed = Query(
        asked.q,
        place=place.path if place else "",
        organ=asked.organ or "",
        kind=asked.kind or "",
        year=asked.year,
        validity=asked.validity or "",
    )
    return search.slots_with(narrowed)
