"""Questions about organs."""

import re
from collections.abc import Iterable
from itertools import groupby

from .models import Kind, Level, Organ

MOST_SHOWN = 300  # organs on one page; a province finds the others by name
_ORDER = {level: number for number, level in enumerate(Level)}
# What people say, where level and kind put together would sound odd.
_HEADINGS = {
    (Level.TOWNSHIP, Kind.GOVERNMENT): "乡镇人民政府",
    (Level.TOWNSHIP, Kind.SUBDISTRICT): "街道办事处",
    (Level.TOWNSHIP, Kind.DEPARTMENT): "乡镇所属机构",
}
_KINDS = {kind: number for number, kind in enumerate(Kind)}


# What every government's name ends with, and what people write beside an organ's name when they look for a report.
_SUFFIX = re.compile("(?:人民政府|人民|政府)$")
_BESIDE = re.compile(r"(?:19|20)\d\d(?:年度|年)?")


def named(words: str) -> list[Organ]:
    """Organs whose full or short name contains every word, the best match first; all of them without a word.

    人民政府 and 政府 at the end of a name say nothing: who looks for 民政 does not mean every 人民政府. Years are left out.
    """
    sought = [_core(word) or word for word in _BESIDE.sub(" ", words).split()]
    organs = Organ.objects.all()
    for word in sought:
        organs = organs.filter(name__contains=word) | organs.filter(short_name__contains=word)
    found = [organ for organ in organs if all(_holds(organ, word) for word in sought)]
    return sorted(found, key=lambda organ: not all(_begins(organ, word) for word in sought))


def _holds(organ: Organ, word: str) -> bool:
    if not _core(word):  # somebody asks for 人民政府 itself
        return word in organ.name
    return word in _core(organ.name) or word in _core(organ.short_name)


def _begins(organ: Organ, word: str) -> bool:
    return organ.name.startswith(word) or organ.short_name.startswith(word)


def _core(name: str) -> str:
    """A name without the words that every government's name ends with."""
    return _SUFFIX.sub("", name)


def by_level(organs: Iterable[Organ]) -> list[tuple[str, list[Organ]]]:
    """Organs under the headings that people expect: 县级人民政府, 县级部门, 乡级人民政府 …"""
    ranked = sorted(organs, key=_rank)
    return [(title, list(members)) for title, members in groupby(ranked, key=heading)]


def _rank(organ: Organ) -> tuple[int, int, str]:
    return _ORDER[Level(organ.level)], _KINDS[Kind(organ.kind)], organ.path


def heading(organ: Organ) -> str:
    """Under which heading people look for an organ."""
    usual = f"{organ.get_level_display()}{organ.get_kind_display()}"
    return _HEADINGS.get((Level(organ.level), Kind(organ.kind)), usual)
