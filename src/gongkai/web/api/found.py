"""What stands behind the entries of a list: looked up once more, so that what has gone meanwhile is not told."""

from collections.abc import Sequence
from typing import Any, NoReturn

from django.http import Http404

from gongkai.kernel.duties import PUBLIC
from gongkai.web.disclosure.models import Item
from gongkai.web.disclosure.selectors import Gone
from gongkai.web.reports.models import Report
from gongkai.web.reports.selectors import Withdrawn
from gongkai.web.search.models import Entry

from . import naming
from .addresses import page
from .item_records import listed, public_items

Record = dict[str, Any]


def last_of(entries: Sequence[Entry]) -> int:
    """Where the next page begins."""
    return entries[-1].slot if entries else 0


def items_of(entries: Sequence[Entry]) -> list[Record]:
    """The items of some entries, in their order."""
    items = public_items().in_bulk([entry.subject_id for entry in entries])
    return [listed(items[entry.subject_id]) for entry in entries if entry.subject_id in items]


def no_item(pk: int) -> NoReturn:
    """Why there is no such item: raises Gone when everybody could read it once, else Http404."""
    item = Item.objects.select_related("organ").filter(pk=pk).first()
    if item and item.releases.exists():
        raise Gone(item)
    raise Http404("No such item")


def reports_of(entries: Sequence[Entry]) -> list[Record]:
    """The reports of some entries, in their order, without what was read from them."""
    published = Report.objects.visible_to(PUBLIC).select_related("organ").defer("data")
    reports = published.in_bulk([entry.subject_id for entry in entries])
    return [_listed(reports[entry.subject_id]) for entry in entries if entry.subject_id in reports]


def report(pk: int) -> Record:
    """A report with all that was read from it. Raises Http404, and Withdrawn for one that was published once."""
    reports = Report.objects.select_related("organ").filter(pk=pk)
    if published := reports.visible_to(PUBLIC).first():
        return _listed(published) | {"data": published.data}
    if withdrawn := reports.defer("data").first():
        raise Withdrawn(withdrawn)
    raise Http404("No such report")


def _listed(one: Report) -> Record:
    as_they_are = ("year", "title", "sha256", "media_type", "errors", "warnings", "notices", "read_at")
    where = {"slug": one.organ.slug, "year": one.year}
    return {
        "id": one.pk,
        "organ": naming.of(one.organ),
        **{name: getattr(one, name) for name in as_they_are},
        "href": page("report", **where),
        "source_href": page("report-source", **where),
    }
