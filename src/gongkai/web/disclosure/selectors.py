"""Questions about items: what is public, what was, what is late, how many there were."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, Count, Exists, Max, OuterRef, QuerySet
from django.http import Http404

from gongkai.kernel.duties import PUBLIC, Viewer
from gongkai.web.catalogue.board import BoardLine, Last, board
from gongkai.web.catalogue.models import Row
from gongkai.web.foundations.ground import on_ground
from gongkai.web.foundations.prepared import Given, Whole, prepared
from gongkai.web.organs.models import Organ

from . import registry
from .models import Item, ItemStatus, Release
from .models.item import DRAFTERS, RELEASERS


class Gone(Http404):
    """Where there was an item that everybody could read; the portal answers that it is gone, not that it never was."""

    def __init__(self, item: Item) -> None:
        super().__init__("Gone")
        self.item = item


def live(slug: str, pk: int) -> Item:
    """An organ's item as everybody may read it. Raises Http404, and Gone for one that was public once."""
    if pk <= BigIntegerField.MAX_BIGINT and (found := _live(slug=slug, pk=pk)):
        return _LIVE.read(found[0])
    was = Item.objects.select_related("organ").filter(organ__slug=slug, pk=pk).first()
    if was and was.releases.exists():
        raise Gone(was)
    raise Http404("No such item")


_LIVE = Whole(Item, "organ", "live_version", "row")


@prepared
def _live(slug: Given, pk: Given) -> QuerySet[Item]:
    return Item.objects.visible_to(PUBLIC).filter(organ__slug=slug, pk=pk).values_list(*_LIVE.columns)


def of(organ: Organ) -> QuerySet[Item]:
    """An organ's public items, the newest first."""
    items = organ.items.visible_to(PUBLIC)
    return items.select_related("live_version", "row", "organ").order_by("-published_on", "-pk")


def newest() -> QuerySet[Item]:
    """Everything that is public, the newest first."""
    items = Item.objects.visible_to(PUBLIC).select_related("live_version", "organ")
    return items.order_by("-published_on", "-pk")


def with_title(items: QuerySet[Item], query: str) -> QuerySet[Item]:
    """Of public items those whose title has each of some words."""
    for word in query.split():
        items = items.filter(live_version__title__icontains=word)
    return items


def standing(rows: Iterable[Row], on: date) -> list[BoardLine]:
    """How each duty stands on a day: the one answer of the office, the portal and the interface."""
    listed = list(rows)
    return board(listed, last_published(listed), on)


def last_published(rows: Collection[Row]) -> dict[int, Last]:
    """For rows of the catalogue, when something was published or changed under them last, be it an item or not."""
    organs = {row.organ_id for row in rows}
    # A page of the portal asks for one organ, a board of the office for many.
    days = (
        _last_of(organ=organs.pop())
        if len(organs) == 1
        else _last(Release.objects.filter(row__in=[row.pk for row in rows]))
    )
    found = {row: Last(last, last) for row, last in days}
    for row, last in registry.elsewhere(rows):
        item = found.get(row, last)
        found[row] = Last(max(item.on, last.on), max(item.met_on, last.met_on))
    return found


def _last(releases: QuerySet[Release]) -> QuerySet[Release]:
    """The last day under each row. The item is asked for behind its release: SQLite would begin with all live ones."""
    of_live = releases.filter(Exists(Item.objects.live().filter(pk=OuterRef("item"))))
    return of_live.order_by().values("row").annotate(last=Max("on")).values_list("row", "last")


@prepared
def _last_of(organ: Given) -> QuerySet[Release]:
    return _last(Release.objects.filter(row__organ=organ))


def to_publish(viewer: Viewer) -> QuerySet[Item]:
    """Approved and not yet public, where the viewer is one of those who publish."""
    items = Item.objects.filter(
        on_ground(viewer.ground(*RELEASERS)), status=ItemStatus.APPROVED, go_live_at=None
    )
    return items.select_related("latest", "organ").order_by("due_on", "pk")


def late(viewer: Viewer, on: date) -> QuerySet[Item]:
    """Not public although their limit has passed, where the viewer drafts or publishes."""
    return _due(viewer).filter(due_on__lt=on)


def due(viewer: Viewer, since: date, until: date) -> QuerySet[Item]:
    """Whose limit ends within these days, both included."""
    return _due(viewer).filter(due_on__gte=since, due_on__lte=until)


def to_reassess(viewer: Viewer, on: date) -> QuerySet[Item]:
    """Not public, and due to be looked at again."""
    items = Item.objects.filter(
        on_ground(viewer.ground("clerk", "office_head")), status=ItemStatus.KEPT, reassess_on__lte=on
    )
    return items.select_related("latest", "organ").order_by("reassess_on")


def _due(viewer: Viewer) -> QuerySet[Item]:
    waiting = (ItemStatus.DRAFT, ItemStatus.IN_REVIEW, ItemStatus.APPROVED)
    items = Item.objects.filter(
        on_ground(viewer.ground(*DRAFTERS)), status__in=waiting, published_on=None, due_on__isnull=False
    )
    return items.select_related("latest", "organ").order_by("due_on", "pk")


@dataclass(frozen=True, slots=True)
class Counted:
    """How many items of one category were published and changed in a period."""

    category: str
    is_statutory: bool
    new: int
    changed: int

    @property
    def total(self) -> int:
        """New and changed ones together."""
        return self.new + self.changed


def counted(organ: Organ, *, since: date, until: date) -> list[Counted]:
    """主动公开条数: releases of a period by row of the catalogue, statutory ones first. An item is new once; each later
    release is a change."""
    releases = Release.objects.filter(item__organ=organ, on__gte=since, on__lte=until)
    grouped = releases.values("row__name", "is_statutory", "is_change").annotate(n=Count("pk"))
    found: dict[tuple[str, bool], list[int]] = {}
    for line in grouped.order_by("-is_statutory", "row__code"):
        pair = found.setdefault((line["row__name"] or "未归入目录", line["is_statutory"]), [0, 0])
        pair[line["is_change"]] += line["n"]
    return [
        Counted(name, is_statutory, new, changed) for (name, is_statutory), (new, changed) in found.items()
    ]


def told(counts: Iterable[Counted]) -> str:
    """The sentence for the annual report: 共公开政府信息88条，其中…82条，…2条。"""
    counts = sorted(counts, key=lambda one: -one.total)
    total, changed = sum(one.total for one in counts), sum(one.changed for one in counts)
    if not total:
        return "没有主动公开的信息。"
    how = f"新增和变更主动公开政府信息{total}条" if changed else f"公开政府信息{total}条"
    parts = "，".join(f"{one.category}{one.total}条" for one in counts)
    return f"共{how}，其中{parts}。"
