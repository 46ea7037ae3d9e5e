"""The first page of a place: what is new, what asks for opinions, and its organs by level."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from gongkai.kernel.duties import PUBLIC
from gongkai.web.disclosure.models import ItemStatus
from gongkai.web.organs import selectors
from gongkai.web.organs.models import Organ

# What the list says of an organ, and what it is sorted by.
_TOLD = ("name", "slug", "level", "kind", "status", "path")


@dataclass(frozen=True, slots=True)
class Counted:
    """An organ and how many items of it are public; of one that is no more, that too is told."""

    organ: Organ
    items: int
    note: str


@dataclass(frozen=True, slots=True)
class Level:
    """Organs under the heading under which people look for them."""

    heading: str
    organs: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """The organs of a place by level, and how many more there are than are shown."""

    levels: tuple[Level, ...]
    hidden: int


def tree() -> Tree:
    """Every organ, those that exist first, as many as one page holds: one question for all."""
    live = Count("items", filter=Q(items__status=ItemStatus.LIVE))
    organs = Organ.objects.visible_to(PUBLIC).only(*_TOLD).annotate(live_items=live)
    found = sorted(organs, key=lambda organ: not organ.is_active)
    shown = found[: selectors.MOST_SHOWN]
    levels = (Level(heading, _counted(members)) for heading, members in selectors.by_level(shown))
    return Tree(tuple(levels), len(found) - len(shown))


def _counted(organs: Sequence[Organ]) -> tuple[Counted, ...]:
    return tuple(
        Counted(organ, organ.live_items, "" if organ.is_active else organ.get_status_display())
        for organ in organs
    )
