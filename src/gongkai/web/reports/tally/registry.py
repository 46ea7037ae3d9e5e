"""Who counts what: each register tells its figures here, so that one that is not there leaves its cells unknown."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from django.db.models import QuerySet

from gongkai.kernel.duties import Viewer
from gongkai.kernel.findings import Number
from gongkai.kernel.tally import Period
from gongkai.web.organs.models import Organ
from gongkai.web.reports.keeping import Keeping


@dataclass(frozen=True, slots=True)
class Part:
    """What registers say of one organ: cells that are not 0 and no totals, and the registers that nobody kept, of which
    nothing is known."""

    figures: Mapping[str, Number] = field(default_factory=dict)
    unkept: Collection[str] = ()


class RowKind(StrEnum):
    """What stands behind a cell: each screen has one way to draw each of them."""

    CASES = "cases"
    CHALLENGES = "challenges"
    DOCUMENTS = "documents"
    MONTHS = "months"
    FEES = "fees"


class Lines(Protocol):
    """What an app tells of rows that are counted: which of them somebody may see, and each as a small value."""

    def seen(self, rows: QuerySet[Any], viewer: Viewer) -> QuerySet[Any]:
        """Those that are visible to a viewer."""
        ...

    def lines(self, rows: QuerySet[Any]) -> Sequence[Any]:
        """What is told of each."""
        ...


@dataclass(frozen=True, slots=True)
class Behind:
    """The rows behind a cell: what they are, in words and for the screens, and who says which of them somebody may see."""

    label: str
    what: RowKind
    rows: QuerySet[Any]
    told: Lines

    def seen(self, viewer: Viewer) -> QuerySet[Any]:
        """Those that are visible to a viewer."""
        return self.told.seen(self.rows, viewer)

    def lines(self, rows: QuerySet[Any]) -> Sequence[Any]:
        """Some of them as small values."""
        return self.told.lines(rows)


Counts = Callable[[Collection[int], Period], Mapping[int, Part]]
Opens = Callable[[Organ, Period, str], Sequence[Behind]]


@dataclass(frozen=True, slots=True)
class Provider:
    """How registers are kept and counted, for several organs in a constant number of queries, and how one of their cells is
    opened."""

    registers: tuple[str, ...]
    counted: Counts
    behind: Opens
    keeping: Keeping


_providers: list[Provider] = []


def provider(*registers: str, counted: Counts, behind: Opens, keeping: Keeping) -> None:
    """Register who counts the cells that law/tally.toml gives to these registers. In those of an organ that `counted` does not
    name stands nothing."""
    _providers.append(Provider(registers, counted, behind, keeping))


def provider_of(register: str) -> Provider | None:
    """Who counts a register; None when it is not there."""
    return next((one for one in _providers if register in one.registers), None)


def providers() -> tuple[Provider, ...]:
    """All of them."""
    return tuple(_providers)
