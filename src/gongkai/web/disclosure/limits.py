"""By when an item must be public: the limit of its row in the catalogue, else that of the Regulation."""

from datetime import date

from gongkai.kernel.limits import Unit, due
from gongkai.lawbook.calendars import calendar
from gongkai.lawbook.chains import review_law
from gongkai.lawbook.limits import limits

from .models import Item, Version

GENERAL = "publication"


def due_on(item: Item, version: Version) -> date | None:
    """The last day on which publishing is in time; None while nobody knows when it was made, or it is not to be public.

    A public item's change is due, too: the days run from the day of the new version's making.
    """
    if version.formed_on is None or not review_law().attributes[version.attribute].is_published:
        return None
    limit = limits().get(item.row.limit if item.row else GENERAL, limits()[GENERAL])
    if limit.unit not in {Unit.WORKDAY, Unit.DAY}:
        limit = limits()[GENERAL]
    return due(limit, version.formed_on, calendar=calendar()).day
