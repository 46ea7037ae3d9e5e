"""The organs of a place by level: where each leads, and what is told beside its name."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from gongkai.kernel.duties import PUBLIC
from gongkai.web.disclosure.models import ItemStatus
from gongkai.web.foundations.prepared import Whole, prepared
from gongkai.web.harvest.selectors import kept_under_each
from gongkai.web.organs import selectors
from gongkai.web.organs.models import Organ

from .addresses import address

# What the list says of an organ, and what it is sorted by.
_ORGAN = Whole(Organ, only=("id", "name", "slug", "level", "kind", "status", "path"))


@dataclass(frozen=True, slots=True)
class ListedOrgan:
    """An organ in the tree; `is_chosen` when its own page is the one that shows the tree."""

    name: str
    address: str
    note: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """Organs under the heading under which people look for them."""

    heading: str
    organs: tuple[ListedOrgan, ...]


@dataclass(frozen=True, slots=True)
class OrganTree:
    """The organs of a place by level, how many more there are than are shown, and how much is collected under all of them."""

    levels: tuple[Level, ...]
    hidden: int
    collected: int = 0


def tree(page: str = "organ", *, place: str = "", chosen: Organ | None = None) -> OrganTree:
    """Every organ, those that exist first, as many as one page holds: one question for all.

    Each leads to a page of it, or to a `place` on that page. Where that is its own page, it is told how much is public.
    """
    public = {_ORGAN.read(row): (items, collected) for *row, items, collected in _organs()}
    found = sorted(public, key=lambda organ: not organ.is_active)
    shown = found[: selectors.MOST_SHOWN]

    def listed(organ: Organ) -> ListedOrgan:
        leads_to = f"{address(page, organ.slug)}{place}"
        if organ == chosen:
            return ListedOrgan(organ.name, leads_to, "现在这一页", is_chosen=True)
        told = _told(*public[organ]) if page == "organ" else ""
        return ListedOrgan(organ.name, leads_to, told if organ.is_active else organ.get_status_display())

    levels = (Level(heading, tuple(map(listed, members))) for heading, members in selectors.by_level(shown))
    return OrganTree(tuple(levels), len(found) - len(shown), sum(kept for _, kept in public.values()))


def _told(items: int, collected: int) -> str:
    """How much there is to read under an organ."""
    kept = f"采集 {collected} 条" if collected else ""
    return "，".join(filter(None, (f"{items} 条" if items or not kept else "", kept)))


@prepared
def _organs() -> QuerySet[Organ]:
    live = Count("items", filter=Q(items__status=ItemStatus.LIVE))
    organs = Organ.objects.visible_to(PUBLIC).annotate(live_items=live, collected=kept_under_each())
    return organs.values_list(*_ORGAN.columns, "live_items", "collected")
