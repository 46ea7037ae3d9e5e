"""Which apps put things into the list, so that it can be made anew and compared with what is public."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

ANNUAL_REPORT = "annual_report"  # the kind of a report; items have the kinds of their own app
BODY = "正文"  # where the words of a thing itself stand, beside its attachments


@dataclass(frozen=True, slots=True)
class Found:
    """One public thing as the list takes it. `passages` are its text and its attachments: place (正文, or the name of a
    file) and words, as people read them; the first is its text."""

    label: str
    subject_id: int
    organ: int
    kind: str
    title: str
    address: str
    doc_no: str = ""
    published_on: date | None = None
    changed_on: date | None = None
    validity: str = ""
    year: int | None = None
    passages: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """How an app tells what of it is public: `ids` all of them, `found` one of them as it reads now, None when it has
    gone meanwhile."""

    label: str
    ids: Callable[[], Iterable[int]]
    found: Callable[[int], Found | None]


_kept: dict[str, Kept] = {}


def keeper(label: str, *, ids: Callable[[], Iterable[int]], found: Callable[[int], Found | None]) -> None:
    """Say how things of a kind ("disclosure.item") are told."""
    _kept[label] = Kept(label, ids, found)


def keepers() -> list[Kept]:
    """Every app that puts things into the list."""
    return [_kept[label] for label in sorted(_kept)]
