"""Who tells which facts: every app of a register adds its own, and what nobody tells is unknown."""

from collections.abc import Callable, Iterable, Mapping

from gongkai.kernel.facts import Fact
from gongkai.kernel.findings import Number
from gongkai.kernel.tally import Period
from gongkai.lawbook.facts import fact_kinds
from gongkai.web.organs.models import Organ

Provider = Callable[[Organ, Period], Iterable[Fact]]
_providers: dict[str, Provider] = {}


def provider(prefix: str) -> Callable[[Provider], Provider]:
    """Register what tells the facts whose codes begin with "prefix."; ValueError when somebody else does so already."""

    def register(function: Provider) -> Provider:
        if _providers.setdefault(prefix, function) is not function:
            raise ValueError(f"two tell the facts of {prefix}")
        return function

    return register


def facts_of(organ: Organ, period: Period, cells: Mapping[str, Number | None]) -> dict[str, Fact]:
    """Every fact of the law data by its code. Those of cells are the report's own figures, so that tables and prose never
    contradict each other; those that nobody tells are unknown."""
    told = {fact.code: fact for tell in _providers.values() for fact in tell(organ, period)}
    known = fact_kinds()
    if strange := sorted(set(told) - set(known)):
        raise KeyError(f"no such fact in law/facts.toml: {strange[0]}")
    return {
        code: Fact(code, _sum(kind.cells, cells)) if kind.cells else told.get(code, Fact(code, None, False))
        for code, kind in known.items()
    }


def _sum(names: Iterable[str], cells: Mapping[str, Number | None]) -> Number | None:
    """The sum of cells; None when one of them is not known."""
    total: Number = 0
    for name in names:
        value = cells.get(name)
        if value is None:
            return None
        total += value
    return total
