"""Lists, a page at a time: each page begins after the last thing of the one before, so that nothing is told twice or passed
over while things come and go."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse

from gongkai.kernel.duties import PUBLIC
from gongkai.web.disclosure.indexing import LABEL as ITEM
from gongkai.web.disclosure.models import Item
from gongkai.web.organs.models import Organ
from gongkai.web.reports.indexing import LABEL as REPORT
from gongkai.web.search.models import Entry
from gongkai.web.search.query import COUNTED_UP_TO
from gongkai.web.search.selectors import public

from .addresses import with_parameter
from .asked import ItemsAsked, ReportsAsked
from .words import slots_with


class BadParameter(ValueError):
    """A parameter that names nothing we have: which one, and what to do."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(name)
        self.name, self.message = name, message


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list, and how many there are in all, as far as they are counted."""

    rows: Sequence[Any]
    total: int
    has_more: bool


def page_of(rows: QuerySet, rest: QuerySet, *, limit: int) -> Page:
    """So many of what is left of a list."""
    found = list(rest[: limit + 1])
    return Page(found[:limit], rows.order_by()[: COUNTED_UP_TO + 1].count(), len(found) > limit)


def answered(
    request: HttpRequest, response: HttpResponse, page: Page, *, results: list[dict[str, Any]], last: object
) -> dict[str, Any]:
    """A page as data, with the address of the next one, which also stands in the header."""
    following = with_parameter(request, after=last) if page.has_more else None
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"'
    return {
        "total": min(page.total, COUNTED_UP_TO),
        "is_total_capped": page.total > COUNTED_UP_TO,
        "next": following,
        "results": results,
    }


def organ_called(slug: str, *, parameter: str) -> Organ:
    """The organ of a name. Raises BadParameter."""
    organ = Organ.objects.visible_to(PUBLIC).filter(slug=slug).first()
    if organ is None:
        raise BadParameter(parameter, f"没有网址名为“{slug}”的机关。全部机关见 organs。")
    return organ


def item_entries(asked: ItemsAsked) -> QuerySet[Entry]:
    """The list of public items, narrowed to what was asked for, the newest first. Raises BadParameter, SearchDown."""
    entries = _entries(ITEM, asked)
    for name in ("kind", "validity"):
        if said := getattr(asked, name):
            entries = entries.filter(**{name: said.value})
    if asked.category:
        of_row = Item.objects.visible_to(PUBLIC).filter(row__code=asked.category)
        entries = entries.filter(subject_id__in=of_row.values("pk"))
    if since := asked.changed_since:
        entries = entries.filter(Q(published_on__gte=since) | Q(changed_on__gte=since))
    if not asked.q:
        return entries
    place = organ_called(asked.place, parameter="place") if asked.place else None
    return entries.filter(slot__in=slots_with(asked, place))


def report_entries(asked: ReportsAsked) -> QuerySet[Entry]:
    """The list of published reports, narrowed to what was asked for. Raises BadParameter."""
    return _entries(REPORT, asked)


def rest(entries: QuerySet[Entry], after: int | None) -> QuerySet[Entry]:
    """What comes after a place in the list."""
    entries = entries.order_by("-slot")
    return entries if after is None else entries.filter(slot__lt=after)


def _entries(label: str, asked: ItemsAsked | ReportsAsked) -> QuerySet[Entry]:
    entries = public().filter(label=label)
    if asked.organ:
        entries = entries.filter(organ=organ_called(asked.organ, parameter="organ"))
    if asked.place:
        below = organ_called(asked.place, parameter="place").path
        entries = entries.filter(organ__path__startswith=below)
    return entries.filter(year=asked.year) if asked.year else entries
