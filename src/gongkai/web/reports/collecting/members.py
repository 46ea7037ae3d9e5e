"""Whose reports a government collects and adds up: by the tree, and by the law's data of who owes a report at all."""

from datetime import date
from functools import cache

from django.db.models import QuerySet

from gongkai.kernel.duties import Viewer
from gongkai.kernel.limits import Unit
from gongkai.lawbook.catalogue import catalogue
from gongkai.lawbook.limits import limits
from gongkai.web.foundations.ground import on_ground
from gongkai.web.organs.models import Kind, Level, Organ

from .waiting import AUTHORITY

_NAMED = ("name", "short_name", "slug", "path", "level", "kind", "vertical", "email", "status", "until_on")


@cache
def owes(level: str, kind: str) -> bool:
    """Whether an organ of this level and kind publishes a report of its own (条例第四十九条); 公共企事业单位 do not."""
    rows = catalogue().starter(level, kind)
    return kind != Kind.INSTITUTION and any(limits()[row.limit].unit is Unit.NEXT_YEAR for row in rows)


def members_of(authority: Organ, year: int) -> list[Organ]:
    """The organs whose reports for a year are added to the authority's, in the order of the tree.

    These are the departments, townships and other organs between it and the next government below that adds up its own,
    which stands for all below it. A vertical system collects by itself.
    """
    there = Organ.objects.within(authority).existing_on(date(year, 12, 31))
    below = there.exclude(pk=authority.pk).only(*_NAMED)
    organs = list(below.order_by("path"))
    tops = tuple(organ.path for organ in organs if adds_up(organ))
    return [
        organ
        for organ in organs
        if not organ.vertical and owes(organ.level, organ.kind) and not _is_below(organ.path, tops)
    ]


def adds_up(organ: Organ) -> bool:
    """Whether an organ's report is made of those below it: that of a government from the county up."""
    return organ.kind == Kind.GOVERNMENT and organ.level != Level.TOWNSHIP


def collecting_for(viewer: Viewer) -> QuerySet[Organ]:
    """汇总单位: the governments that add up the reports below them, where the viewer is the authority."""
    found = Organ.objects.filter(on_ground(viewer.ground(AUTHORITY), prefix=""), kind=Kind.GOVERNMENT)
    return found.exclude(level=Level.TOWNSHIP).active().order_by("path")


def _is_below(path: str, tops: tuple[str, ...]) -> bool:
    return any(path != top and path.startswith(top) for top in tops)
