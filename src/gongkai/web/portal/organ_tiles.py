"""Organs in a list, each with what somebody who looks for it has to know."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.web.organs.models import Organ


@dataclass(frozen=True, slots=True)
class Tile:
    """An organ in a list, and what is told beside its name."""

    organ: Organ
    note: str


def tiles(organs: Iterable[Organ], query: str) -> list[Tile]:
    """Organs as a list shows them."""
    return [Tile(organ, _note(organ, query.split())) for organ in organs]


def _note(organ: Organ, words: Sequence[str]) -> str:
    """That it is no more, the name under which it was found, if that is none of today's, and its telephone."""
    notes = [] if organ.is_active else [organ.get_status_display()]
    if not all(word in organ.name or word in organ.short_name for word in words):
        former = [past.name for past in organ.former_names.all() if any(word in past.name for word in words)]
        notes += [f"曾用名：{name}" for name in former[:1]]
    if organ.is_active and organ.phone:
        notes.append(f"电话：{organ.phone}")
    return "，".join(notes)
