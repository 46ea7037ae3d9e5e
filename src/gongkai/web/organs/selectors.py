"""Questions about organs."""

from itertools import groupby

from .models import Kind, Level, Organ, OrganQuerySet

_ORDER = {level: number for number, level in enumerate(Level)}
# What people say, where level and kind put together would sound odd.
_HEADINGS = {
    (Level.TOWNSHIP, Kind.GOVERNMENT): "乡镇人民政府",
    (Level.TOWNSHIP, Kind.SUBDISTRICT): "街道办事处",
    (Level.TOWNSHIP, Kind.DEPARTMENT): "乡镇所属机构",
}
_KINDS = {kind: number for number, kind in enumerate(Kind)}


def named(words: str) -> OrganQuerySet:
    """Organs whose full or short name contains every word; all of them without a word."""
    organs = Organ.objects.all()
    for word in words.split():
        organs = organs.filter(name__contains=word) | organs.filter(short_name__contains=word)
    return organs


def by_level(organs: OrganQuerySet) -> list[tuple[str, list[Organ]]]:
    """Organs under the headings that people expect: 县级人民政府, 县级部门, 乡级人民政府 …"""
    ranked = sorted(organs, key=_rank)
    return [(title, list(members)) for title, members in groupby(ranked, key=heading)]


def _rank(organ: Organ) -> tuple[int, int, str]:
    return _ORDER[Level(organ.level)], _KINDS[Kind(organ.kind)], organ.path


def heading(organ: Organ) -> str:
    """Under which heading people look for an organ."""
    usual = f"{organ.get_level_display()}{organ.get_kind_display()}"
    return _HEADINGS.get((Level(organ.level), Kind(organ.kind)), usual)
