"""By when an item must be public: the limit of its row in the catalogue, else that of the Regulation."""

from datetime import date

from gongkai.kernel.limits import Limit, Unit, due
from gongkai.kernel.workdays import Counted
from gongkai.lawbook.calendars import calendar
from gongkai.lawbook.chains import review_law
from gongkai.lawbook.limits import limits

from .models import Item, Version

GENERAL = "publication"


def set_due(item: Item, version: Version) -> None:
    """Write on an item by when it is due, and whether a notice of holidays may still move that day."""
    counted = _due(item, version)
    item.due_on = counted.day if counted else None
    item.is_due_provisional = bool(counted and counted.is_provisional)


def unknown_year(item: Item) -> int | None:
    """The first year on the way to an item's limit whose holidays nobody has announced; None when all are known."""
    start = _start(item, item.latest)
    if start is None or item.due_on is None:
        return None
    known = calendar().years
    return next((year for year in range(start.year, item.due_on.year + 1) if year not in known), None)


def _due(item: Item, version: Version) -> Counted | None:
    """The last day on which publishing is in time; None while nobody knows when it was made, or it is not to be public.

    A public item's change is due, too: the days run from the day of the new version's making. What an old site held
    has no limit here until it is public, unless its release was decided anew.
    """
    start = _start(item, version)
    if item.is_old and item.published_on is None and item.due_from_on is None:
        return None
    if start is None or not review_law().attributes[version.attribute].is_published:
        return None
    return due(_limit(item), start, calendar=calendar())


def _start(item: Item, version: Version) -> date | None:
    """From which day it counts: of what was kept back at first, from the day on which its release was decided."""
    if version.formed_on is None:
        return None
    return max(version.formed_on, item.due_from_on or version.formed_on)


def _limit(item: Item) -> Limit:
    """That of its row; the general one where that says how long at least, or how often, and not until when."""
    general = limits()[GENERAL]
    limit = limits().get(item.row.limit, general) if item.row else general
    return general if limit.is_least or limit.unit not in {Unit.WORKDAY, Unit.DAY} else limit
