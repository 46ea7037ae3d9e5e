"""Ways by which a few words reach somebody outside, as by SMS or by mail: none until the installation has one."""

from collections.abc import Callable
from dataclasses import dataclass

from gongkai.web.applications.identity import Identity


@dataclass(frozen=True, slots=True)
class Way:
    """One way. `is_open`: the operator has set it up; `reaches`: somebody has left what it needs; `send` gives it the
    words with a mark that is the same at every repetition, and raises when they were not taken."""

    name: str
    is_open: Callable[[], bool]
    reaches: Callable[[Identity], bool]
    send: Callable[[Identity, str, str], None]


_ways: dict[str, Way] = {}


def way(added: Way) -> None:
    """Register a way; the one that was registered first is tried first."""
    _ways[added.name] = added


def open_ways() -> list[Way]:
    """Those that the operator has set up."""
    return [one for one in _ways.values() if one.is_open()]


def way_to(identity: Identity) -> Way | None:
    """The first open way that reaches somebody."""
    return next((one for one in open_ways() if one.reaches(identity)), None)
