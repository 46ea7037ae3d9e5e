"""Organs and the rows of their catalogues as data."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from gongkai.kernel.duties import PUBLIC
from gongkai.web.catalogue import selectors
from gongkai.web.catalogue.board import BoardLine
from gongkai.web.catalogue.models import Row
from gongkai.web.disclosure.selectors import standing
from gongkai.web.foundations import clock
from gongkai.web.organs.models import Organ, Section

from . import naming
from .addresses import page
from .asked import CatalogueAsked, OrgansAsked
from .listing import BadParameter, organ_called

Record = dict[str, Any]


def all_organs() -> QuerySet[Organ]:
    """Every organ, each behind the one above it."""
    organs = Organ.objects.visible_to(PUBLIC).select_related("parent", "authority")
    return organs.prefetch_related("former_names", "successions__successor").order_by("path")


def organs(asked: OrgansAsked) -> tuple[QuerySet[Organ], QuerySet[Organ]]:
    """The organs asked for, and of these what is left. Raises BadParameter."""
    found = all_organs()
    if asked.place:
        found = found.within(organ_called(asked.place, parameter="place"))
    if asked.level:
        found = found.filter(level=asked.level)
    if not asked.after:
        return found, found
    return found, found.filter(path__gt=organ_called(asked.after, parameter="after").path)


def records(found: Iterable[Organ]) -> list[Record]:
    """Organs as data."""
    listed = list(found)
    offices = Section.objects.filter(organ__in=listed, is_disclosure_office=True, until_on=None)
    named = dict(offices.values_list("organ", "name"))
    return [_organ(organ, named.get(organ.pk, "")) for organ in listed]


def _organ(organ: Organ, office: str) -> Record:
    as_they_are = (
        "short_name",
        "kind",
        "status",
        "since_on",
        "until_on",
        "address",
        "postcode",
        "phone",
        "fax",
    )
    ways = ("email", "online_channel", "office_hours")
    return naming.of(organ) | {
        **{name: getattr(organ, name) for name in (*as_they_are, *ways)},
        "parent": organ.parent.slug if organ.parent else None,
        "authority": organ.authority.slug if organ.authority else None,
        "disclosure_office": office,
        "former_names": [{"name": past.name, "until_on": past.until_on} for past in organ.former_names.all()],
        "successors": [
            {
                "slug": passed.successor.slug,
                "name": passed.successor.name,
                "functions": passed.functions,
                "since_on": passed.since_on,
                "document": passed.document,
            }
            for passed in organ.successions.all()
        ],
        "href": page("organ", slug=organ.slug),
    }


def catalogue(asked: CatalogueAsked) -> tuple[QuerySet[Row], QuerySet[Row]]:
    """The duties of an organ, and of these what is left. Raises BadParameter."""
    organ = organ_called(asked.organ, parameter="organ")
    found = selectors.rows_of(organ, viewer=PUBLIC)
    if not asked.after:
        return found, found
    last = Row.objects.filter(organ=organ, code=asked.after).first()
    if last is None:
        raise BadParameter("after", "这个机关的目录里没有这个编码。请用上一页 next 里给出的值。")
    return found, found.filter(Q(order__gt=last.order) | Q(order=last.order, pk__gt=last.pk))


def rows(found: Sequence[Row]) -> list[Record]:
    """Duties as data, each with when it was met last and when it is due."""
    return [_row(line) for line in standing(found, clock.today())]


def _row(line: BoardLine) -> Record:
    row, limit = line.row, line.row.known_limit
    as_they_are = ("code", "level1", "name", "content", "basis", "article", "field", "cycle", "channels")
    column = page("column", slug=row.organ.slug, name="statutory")
    return {
        **{name: getattr(row, name) for name in (*as_they_are, "audience", "method", "is_statutory")},
        "limit": {name: getattr(limit, name) for name in ("code", "name", "article", "source")}
        if limit
        else None,
        "section": row.section.name if row.section else "",
        "state": line.state.value,
        "last_published_on": line.last_on,
        "due_on": line.due_on,
        "href": f"{column}?row={row.code}",
    }
