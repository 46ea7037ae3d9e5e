"""Where the figures of the report come from, from the law data; loaded apart from the law book, for the site alone."""

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from gongkai.kernel.challenges import Population
from gongkai.kernel.form import Form
from gongkai.lawbook.files import Entry, Library
from gongkai.lawbook.forms import forms
from gongkai.lawbook.limits import one_of


@dataclass(frozen=True, slots=True)
class Register:
    """One register and the tables or rows (`table3`, `table2.licences`) whose cells are counted from it."""

    code: str
    name: str
    cells: tuple[str, ...]

    def has(self, cell: str) -> bool:
        """Whether a cell is counted from it."""
        return any(cell == one or cell.startswith(f"{one}.") for one in self.cells)


@dataclass(frozen=True, slots=True)
class TallyLaw:
    """All that the law data says. `rule_levels` and `rule_kinds` together name who may make 规章; `after_days`: how many days
    after the year its figures are frozen."""

    registers: tuple[Register, ...]
    after_days: int
    rule_levels: tuple[str, ...]
    rule_kinds: tuple[str, ...]
    with_processing_fees: bool
    population: Population

    def register_of(self, cell: str) -> Register | None:
        """The register of a cell; None when no register tells of it."""
        return next((register for register in self.registers if register.has(cell)), None)

    def cells_by_register(self, form: Form) -> Mapping[str, tuple[str, ...]]:
        """The cells of a form by the code of their register, those without one under an empty code."""
        return _cells_by_register(self, form)

    def freezes_on(self, year: int) -> date:
        """From which day on the figures of a year are frozen."""
        return date(year + 1, 1, 1) + timedelta(days=self.after_days)


@cache
def _cells_by_register(law: TallyLaw, form: Form) -> Mapping[str, tuple[str, ...]]:
    cells: dict[str, list[str]] = {code: [] for code in ("", *(register.code for register in law.registers))}
    for cell in form.cells:
        register = law.register_of(cell)
        cells[register.code if register else ""].append(cell)
    return MappingProxyType({code: tuple(of_register) for code, of_register in cells.items()})


@cache
def tally_law(law_dir: str | None = None) -> TallyLaw:
    """The rules in force. Raises LawInvalid."""
    library = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR"))
    entry = library.read("tally.toml")
    entry.allow("source", "closing", "rules", "fees", "challenges", "register").text("source")
    closing = _part(entry, "closing", "after_days", "is_policy")
    rules = _part(entry, "rules", "levels", "kinds")
    days = closing.number("after_days", 0)
    if days < 0:
        raise closing.fault("“after_days”应是不小于 0 的整数")
    return TallyLaw(
        registers=_registers(entry, forms(library).values()),
        after_days=days,
        rule_levels=rules.texts("levels", is_required=True),
        rule_kinds=rules.texts("kinds", is_required=True),
        with_processing_fees=_part(entry, "fees", "with_processing_fees", "is_policy").flag(
            "with_processing_fees"
        ),
        population=one_of(
            _part(entry, "challenges", "population", "is_unverified"), "population", kind=Population
        ),
    )


def _part(entry: Entry, key: str, *keys: str) -> Entry:
    part = entry.part(key).allow("source", *keys)
    part.text("source")
    return part


def _registers(entry: Entry, known: Iterable[Form]) -> tuple[Register, ...]:
    cells = {cell for form in known for cell in form.cells}
    registers = tuple(_register(each, cells) for each in entry.each("register"))
    codes = [register.code for register in registers]
    if len(set(codes)) < len(codes):
        raise entry.fault("“register”中有两项的“code”相同")
    return registers


def _register(entry: Entry, known: Collection[str]) -> Register:
    entry.allow("code", "name", "cells")
    register = Register(entry.text("code"), entry.text("name"), entry.texts("cells", is_required=True))
    for one in register.cells:
        if not any(cell == one or cell.startswith(f"{one}.") for cell in known):
            raise entry.fault(f"格式中没有“{one}”")
    return register
