"""Who tells which facts: every app of a register adds its own, and what nobody tells is unknown."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from gongkai.kernel.chain import Value
from gongkai.kernel.facts import Fact
from gongkai.kernel.findings import Number
from gongkai.kernel.tally import Period, from_plain, plain
from gongkai.lawbook.facts import fact_kinds
from gongkai.web.organs.models import Organ
from gongkai.web.reports.keeping import Keeping, late
from gongkai.web.reports.models import Snapshot

Tell = Callable[[Organ, Period], Iterable[Fact]]


class _Provider(NamedTuple):
    tell: Tell
    keeping: Keeping


_providers: dict[str, _Provider] = {}


def provider(prefix: str, *, keeping: Keeping) -> Callable[[Tell], Tell]:
    """Register what tells the facts whose codes begin with the prefix; ValueError when somebody else does so already."""

    def register(function: Tell) -> Tell:
        if _providers.setdefault(prefix, _Provider(function, keeping)).tell is not function:
            raise ValueError(f"two tell the facts of {prefix}")
        return function

    return register


def has_register(code: str) -> bool:
    """Whether anything here keeps a fact; what nothing keeps, no organ can ever have proved."""
    told = any(f"{code}.".startswith(f"{prefix}.") for prefix in _providers)
    return told or bool(fact_kinds()[code].cells)


def facts_of(organ: Organ, period: Period, cells: Mapping[str, Number | None]) -> dict[str, Fact]:
    """Every fact of the law data by its code. Those of cells are the report's own figures, so that tables and prose never
    contradict each other; those that nobody tells are unknown."""
    told = {fact.code: fact for fact in _told(organ, period, _providers.values())}
    known = fact_kinds()
    if strange := sorted(set(told) - set(known)):
        raise KeyError(f"no such fact in law/facts.toml: {strange[0]}")
    told |= _frozen(organ, period)
    return {
        code: Fact(code, _sum(kind.cells, cells)) if kind.cells else told.get(code, Fact(code, None, False))
        for code, kind in known.items()
    }


def to_freeze(organ: Organ, period: Period) -> Mapping[str, Value]:
    """What the registers say now, as it is frozen beside the figures: numbers and words; what is unknown is left out."""
    of_registers = [one for one in _providers.values() if one.keeping.is_frozen]
    known = {fact.code: fact.value for fact in _told(organ, period, of_registers) if fact.is_known}
    words = {code: value for code, value in known.items() if isinstance(value, str)}
    numbers = {code: value for code, value in known.items() if not isinstance(value, str)}
    return {"facts": plain(numbers), "words": words}


def _frozen(organ: Organ, period: Period) -> dict[str, Fact]:
    """What was frozen: a report that is signed says the same whatever is entered later. Of older snapshots there is none."""
    snapshot = Snapshot.objects.filter(organ=organ, first_on=period.first, last_on=period.last).first()
    data = json.loads(snapshot.data) if snapshot else {}
    told = from_plain(data.get("facts", {})) | data.get("words", {})
    return {code: Fact(code, value) for code, value in told.items()}


def _told(organ: Organ, period: Period, providers: Iterable[_Provider]) -> Iterator[Fact]:
    late_ones = late([organ.pk], period)
    for one in providers:
        is_unkept = one.keeping.unkept(late_ones)
        for fact in one.tell(organ, period):
            yield replace(fact, is_kept=False) if is_unkept else fact


def _sum(names: Iterable[str], cells: Mapping[str, Number | None]) -> Number | None:
    """The sum of cells; None when one of them is not known."""
    total: Number = 0
    for name in names:
        value = cells.get(name)
        if value is None:
            return None
        total += value
    return total
