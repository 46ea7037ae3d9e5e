"""What a search finds, as RSS: the newest first, under the same words and filters as the page of results."""

from collections.abc import Iterable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai.kernel.problems import Problem
from gongkai.web.search import selectors
from gongkai.web.search.query import MARKS, Order

from .addresses import at_home
from .feeds import Told, WhatIsNew
from .search_asked import KINDS, VALIDITIES, Addresses, Asked, asked
from .views import public

_UNMARKED = str.maketrans(dict.fromkeys(MARKS, ""))


class OfSearch(WhatIsNew):
    """What somebody would find now."""

    def get_object(self, request: HttpRequest) -> Asked:
        """What is looked for: the first page, whatever order and page the address says."""
        found = asked(request.GET)
        return replace(found, query=replace(found.query, order=Order.NEWEST, page=1))

    def title(self, obj: Asked) -> str:
        """The words, and what they are narrowed to."""
        return f"{said(obj)} - 政府信息公开"

    def description(self, obj: Asked) -> str:
        """What is in it."""
        return f"{said(obj)}：最新公开的在前。"

    def link(self, obj: Asked) -> str:
        """The page of results."""
        return at_home(Addresses(obj.query).of())

    def feed_url(self, obj: Asked) -> str:
        """Where the feed itself stands."""
        return at_home(address_of(obj))

    def items(self, obj: Asked) -> Iterable[Told]:
        """One page of the newest."""
        return [
            Told(
                title=hit.title.translate(_UNMARKED),
                address=at_home(hit.address) if hit.address.startswith("/") else hit.address,
                organ=hit.organ,
                beginning=" ".join(hit.snippet.translate(_UNMARKED).split()),
                published_on=hit.published_on,
                last_on=hit.published_on,
            )
            for hit in selectors.find(obj.query).hits
        ]


def address_of(found: Asked) -> str:
    """Where the feed of a search stands."""
    page = Addresses(replace(found.query, order=Order.NEWEST, page=1)).of()
    _path, mark, parameters = page.partition("?")
    return f"{reverse('portal:search-feed')}{mark}{parameters}"


def said(found: Asked) -> str:
    """A search in words: “防汛”，枕溪镇人民政府，2026年."""
    query = found.query
    narrowed = (
        found.organ.name if found.organ else "",
        KINDS.get(query.kind, ""),
        f"{query.year}年" if query.year else "",
        VALIDITIES.get(query.validity, ""),
    )
    return "，".join(filter(None, (f"“{query.words}”" if query.words else "最新公开的信息", *narrowed)))


_feed = public(require_safe(OfSearch()))


def feed(request: HttpRequest) -> HttpResponse:
    """The feed; while the search does not answer, that it is to be asked again."""
    try:
        return _feed(request)
    except Problem as problem:
        answer = HttpResponse(str(problem), status=503, content_type="text/plain; charset=utf-8")
        answer.headers["Cache-Control"], answer.headers["Retry-After"] = "no-store", "60"
        return answer
