"""What there is to be told of: the screens that show lists say what is new in them, and what they are called."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

# What is asked of a list, as its address says it.
Asked = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class News:
    """One thing that is new: what it is called, whose it is, since when, and its whole address."""

    title: str
    organ: str
    on: date | None
    address: str


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of list. `told` says in words what is asked of it, empty for what cannot be asked any more; `address` leads to
    it; `news` are the things that came into the public list after a number, the newest first, and at most so many."""

    code: str
    told: Callable[[Asked], str]
    address: Callable[[Asked], str]
    news: Callable[[Asked, int, int], Sequence[News]]


_sources: dict[str, Source] = {}


def source(one: Source) -> None:
    """Have people be told of a kind of list."""
    _sources[one.code] = one


def source_of(code: str) -> Source | None:
    """The kind of list with this code; None for one that nobody brings."""
    return _sources.get(code)
