"""Who counts what: each register tells its figures here, so that one that is not there leaves its cells unknown."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from gongkai.kernel.findings import Number
from gongkai.kernel.tally import Period
from gongkai.web.organs.models import Organ


@dataclass(frozen=True, slots=True)
class Part:
    """What registers say of one organ: cells that are not 0 and no totals, and the registers that nobody kept, of which
    nothing is known."""

    figures: Mapping[str, Number] = field(default_factory=dict)
    unkept: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Behind:
    """The rows behind a cell, and what they are; whoever shows them lets everybody see only what is visible to him."""

    label: str
    rows: QuerySet[Any]


Counts = Callable[[Collection[int], Period], Mapping[int, Part]]
Opens = Callable[[Organ, Period, str], Sequence[Behind]]


@dataclass(frozen=True, slots=True)
class Provider:
    """How registers are counted, for several organs in a constant number of queries, and how one of their cells is opened."""

    registers: tuple[str, ...]
    counted: Counts
    behind: Opens


_providers: list[Provider] = []


def provider(*registers: str, counted: Counts, behind: Opens) -> None:
    """Register who counts the cells that law/tally.toml gives to these registers. An organ that `counted` does not name has
    kept them, and nothing stands in them."""
    _providers.append(Provider(registers, counted, behind))


def provider_of(register: str) -> Provider | None:
    """Who counts a register; None when it is not there."""
    return next((one for one in _providers if register in one.registers), None)


def providers() -> tuple[Provider, ...]:
    """All of them."""
    return tuple(_providers)
