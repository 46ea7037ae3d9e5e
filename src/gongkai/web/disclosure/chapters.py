"""A chapter of the guide by itself, from the organ's record of today: how to apply, and to whom one complains.

The published guide is what was approved; a page that tells how to reach an organ has to be right on the day it is read.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.lawbook.guide import GuidePart, guide_text
from gongkai.web.organs.models import Organ

from .guide import HEADS, Told, tables_of, words_of

# A chapter by itself does not begin with the number that it has in the guide.
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)")


@dataclass(frozen=True, slots=True)
class Passage:
    """One part of a chapter: its heading without a number, what it says, and its table, if it has one."""

    heading: str
    paragraphs: tuple[str, ...]
    points: tuple[str, ...]
    heads: tuple[str, ...] = ()
    lines: Sequence[Told] = ()


def chapters(organ: Organ, on: date) -> Mapping[str, tuple[Passage, ...]]:
    """The chapters of an organ's guide on a day by the tables in them: `ways` in, `bodies` that hear complaints."""
    text = guide_text()
    words = words_of(organ, text)
    tables = tables_of(organ, on, text=text, words=words)
    return {
        part.table: tuple(_passage(one, tables, words) for one in parts)
        for parts in _parted(text.parts)
        for part in parts
        if part.table
    }


def _parted(parts: Sequence[GuidePart]) -> list[list[GuidePart]]:
    """Each begins with a heading of the highest level."""
    parted: list[list[GuidePart]] = [[]]
    for part in parts:
        if part.heading and part.level == 2:
            parted.append([])
        parted[-1].append(part)
    return parted


def _passage(part: GuidePart, tables: Mapping[str, Sequence[Told]], words: Mapping[str, str]) -> Passage:
    return Passage(
        heading=_NUMBERED.sub("", part.heading.format_map(words)),
        paragraphs=tuple(text.format_map(words) for text in part.paragraphs),
        points=tuple(text.format_map(words) for text in part.points),
        heads=HEADS.get(part.table, ()),
        lines=tables.get(part.table, ()),
    )
