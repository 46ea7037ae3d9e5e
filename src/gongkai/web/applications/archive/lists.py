"""Which volumes may be handed over, which are over their period: what the lists of the archive are made from."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from gongkai.kernel.problems import Refused
from gongkai.web.applications.models import Volume
from gongkai.web.applications.models.archive import OPEN_PROPOSALS
from gongkai.web.organs.models import Organ


def here() -> QuerySet[Volume]:
    """Those that the organs still keep themselves."""
    return Volume.objects.filter(handed_on=None, destroyed_on=None)


def to_hand_over(
    organ: Organ, *, year: int, period: str = "", places: Collection[int] = ()
) -> QuerySet[Volume]:
    """Volumes of a year that are still here; of one period, at some places of the year, or all. Raises Refused when one that
    is named is not among them."""
    found = here().filter(organ=organ, year=year)
    if period:
        found = found.filter(period=period)
    return _at(found, places)


def over(
    organ: Organ, *, on: date, year: int | None = None, places: Collection[int] = ()
) -> QuerySet[Volume]:
    """Volumes whose period was over before a day, and of which nobody has proposed anything yet. Raises Refused."""
    found = here().filter(organ=organ, keep_until_on__lt=on).exclude(destructions__state__in=OPEN_PROPOSALS)
    if year is not None:
        found = found.filter(year=year)
    return _at(found, places)


def _at(volumes: QuerySet[Volume], places: Collection[int]) -> QuerySet[Volume]:
    if not places:
        return volumes
    found = volumes.filter(serial__in=places)
    if lacking := sorted(set(places) - set(found.values_list("serial", flat=True))):
        told = "、".join(map(str, lacking[:10]))
        raise Refused(
            f"件号{told}{'等' if len(lacking) > 10 else ''}不在可以办理的案卷里。",
            "请核对年度和件号；已经移交、已经销毁的不能再办理。",
        )
    return found
