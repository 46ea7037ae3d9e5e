"""What apps above say to publication: what must be so before it, and what follows from it."""

from collections.abc import Callable, Collection, Iterator, Mapping

from gongkai.web.catalogue.board import Last
from gongkai.web.catalogue.models import Row
from gongkai.web.ledger.actions import Pen

from .models import Item, Release

Guard = Callable[[Item], None]
OnRelease = Callable[[Pen, Item, Release], None]
OnEnd = Callable[[Pen, Item], None]
OnChange = Callable[[Pen, Item], None]
Elsewhere = Callable[[Collection[Row]], Mapping[int, Last]]

_guards: list[Guard] = []
_on_release: list[OnRelease] = []
_on_end: list[OnEnd] = []
_on_change: list[OnChange] = []
_elsewhere: list[Elsewhere] = []


def must_allow(guard: Guard) -> None:
    """Have an item looked at before it goes live: the guard raises Refused when it may not."""
    _guards.append(guard)


def on_release(follow: OnRelease) -> None:
    """Have something follow in the same act when an item goes live."""
    _on_release.append(follow)


def on_end(follow: OnEnd) -> None:
    """Have something follow in the same act when an item is no longer public."""
    _on_end.append(follow)


def on_change(follow: OnChange) -> None:
    """Have something follow in the same act when what is told of an item changes without a new release: its force, its
    row of the catalogue."""
    _on_change.append(follow)


def met_elsewhere(ask: Elsewhere) -> None:
    """Have duties count as met by what is public and no item: `ask` tells when, by the ids of rows of the catalogue."""
    _elsewhere.append(ask)


def allowed(item: Item) -> None:
    """Ask everybody who minds. Raises Refused."""
    for guard in _guards:
        guard(item)


def released(pen: Pen, item: Item, release: Release) -> None:
    """Tell everybody who minds that it is live."""
    for follow in _on_release:
        follow(pen, item, release)


def ended(pen: Pen, item: Item) -> None:
    """Tell everybody who minds that it is no longer public."""
    for follow in _on_end:
        follow(pen, item)


def changed(pen: Pen, item: Item) -> None:
    """Tell everybody who minds that its force or its row is another."""
    for follow in _on_change:
        follow(pen, item)


def elsewhere(rows: Collection[Row]) -> Iterator[tuple[int, Last]]:
    """What is public under duties and no item."""
    for ask in _elsewhere:
        yield from ask(rows).items()
