"""The lists of the portal of which people are told by mail: what a search finds, and the columns of organs."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from gongkai.kernel.duties import PUBLIC
from gongkai.web.alerts.registry import Asked, News, Source, source, source_of
from gongkai.web.organs.models import Organ
from gongkai.web.outbox.messages import can_mail
from gongkai.web.search import selectors as search
from gongkai.web.search.models import Entry
from gongkai.web.search.query import Query

from . import search_asked
from .addresses import at_home
from .item_columns import Column, items_in
from .search_feed import said

SEARCH, COLUMN = "search", "column"
_ITEM = "disclosure.item"  # as the public list calls items
# What of an address narrows what is found; its order and its page do not.
_NARROWING = ("q", "organ", "kind", "year", "validity")


def offered(code: str, **asked: str) -> str:
    """Where one subscribes to a list; empty while the operator has named no mail server."""
    return f"{reverse('portal:alerts')}?{urlencode({'list': code} | asked)}" if can_mail() else ""


def offered_for(found: search_asked.Asked) -> str:
    """Where one subscribes to a search."""
    return offered(SEARCH, **_asked(found.query))


def asked_in(code: str, told: Asked) -> Asked:
    """What an address asks of a list, without everything that narrows nothing; empty for what is no list."""
    if code == SEARCH:
        return _asked(search_asked.asked(told).query)
    if code == COLUMN:
        return {name: told.get(name, "")[:100].replace("\0", "") for name in ("organ", "column")}
    return {}


def told_of(code: str, asked: Asked) -> str:
    """In words what one subscribes to; empty for what there is not."""
    known = source_of(code)
    return known.told(asked) if known else ""


def _asked(query: Query) -> Asked:
    values = (query.words, query.organ, query.kind, query.year, query.validity)
    return {name: str(one) for name, one in zip(_NARROWING, values, strict=True) if one}


def _search_told(asked: Asked) -> str:
    return said(search_asked.asked(asked))


def _search_address(asked: Asked) -> str:
    return at_home(search_asked.address_of(search_asked.asked(asked).query))


def _search_news(asked: Asked, after: int, most: int) -> Sequence[News]:
    query = search_asked.asked(asked).query
    entries = search.public().filter(number__gt=after)
    narrowed = (
        ("organ__slug", query.organ),
        ("kind", query.kind),
        ("year", query.year),
        ("validity", query.validity),
    )
    entries = entries.filter(**{name: one for name, one in narrowed if one})
    if query.words:
        entries = entries.filter(slot__in=search.slots_with(Query(query.words)))
    return _told(entries, most)


def _column(asked: Asked) -> tuple[Organ, Column] | None:
    organ = Organ.objects.visible_to(PUBLIC).filter(slug=asked.get("organ", "")).first()
    name = asked.get("column", "")
    return (organ, Column(name)) if organ and name in set(Column) else None


def _column_told(asked: Asked) -> str:
    found = _column(asked)
    return f"{found[0].name}：{found[1].label}" if found else ""


def _column_address(asked: Asked) -> str:
    found = _column(asked)
    return at_home(reverse("portal:column", args=[found[0].slug, found[1].value])) if found else ""


def _column_news(asked: Asked, after: int, most: int) -> Sequence[News]:
    found = _column(asked)
    if found is None:
        return ()
    items = items_in(*found).order_by().values("pk")
    return _told(search.public().filter(number__gt=after, label=_ITEM, subject_id__in=items), most)


def _told(entries: QuerySet[Entry], most: int) -> list[News]:
    newest = entries.select_related("organ").order_by("-slot")[:most]
    return [
        News(
            title=one.title,
            organ=one.organ.short_name,
            on=one.changed_on or one.published_on,
            address=at_home(one.address) if one.address.startswith("/") else one.address,
        )
        for one in newest
    ]


source(Source(SEARCH, _search_told, _search_address, _search_news))
source(Source(COLUMN, _column_told, _column_address, _column_news))
