"""The figures of organs for a period: the registers count, the kernel fills the form."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from gongkai import lawbook
from gongkai.kernel.figures import Figures
from gongkai.kernel.findings import Number
from gongkai.kernel.form import Form
from gongkai.kernel.tally import Period, filled
from gongkai.lawbook.tally import tally_law
from gongkai.web.organs.models import Organ
from gongkai.web.reports import keeping

from .registry import Behind, Part, provider_of, providers

_EMPTY = Part()


@dataclass(frozen=True, slots=True)
class Tally:
    """All cells of one organ's form, None where nobody kept the register; by register, whether it was kept."""

    form: Form
    figures: Mapping[str, Number | None]
    kept: Mapping[str, bool]

    def filled_form(self) -> Figures:
        """The figures as the rules judge them: what is not known was not read."""
        known = {cell: value for cell, value in self.figures.items() if value is not None}
        return Figures.of(self.form, known)


def counted(organ_ids: Collection[int], period: Period) -> dict[int, Tally]:
    """The figures of several organs; the number of queries does not depend on how many they are."""
    form = lawbook.load().form_for(period.year)
    cells = tally_law().cells_by_register(form)
    ids = list(dict.fromkeys(organ_ids))
    late = keeping.late(ids, period)
    told = [(one, one.counted(ids, period), one.keeping.unkept(late)) for one in providers()]
    there = {register for one in providers() for register in one.registers}
    found = {}
    for organ in ids:
        parts = [counts.get(organ, _EMPTY) for _, counts, _ in told]
        unkept = [one.registers for one, _, unkept in told if organ in unkept]
        kept = there.difference(*unkept, *(part.unkept for part in parts))
        unknown = chain(*(of_register for code, of_register in cells.items() if code not in kept))
        figures = dict(chain.from_iterable(part.figures.items() for part in parts))
        is_kept = {code: code in kept for code in cells if code}
        found[organ] = Tally(form, filled(figures, form, unknown=tuple(unknown)), is_kept)
    return found


def of(organ: Organ, period: Period) -> Tally:
    """The figures of one organ."""
    return counted([organ.pk], period)[organ.pk]


def cell_register(cell: str) -> str:
    """The code of the register from which a cell is counted; empty when there is none."""
    register = tally_law().register_of(cell)
    return register.code if register else ""


def cases(organ: Organ, period: Period, cell: str) -> Sequence[Behind]:
    """The rows behind a cell, by what they are; nothing where no register tells of it. Raises KeyError for a cell that the
    form of the period does not have."""
    if cell not in lawbook.load().form_for(period.year).cells:
        raise KeyError(cell)
    provider = provider_of(cell_register(cell))
    return provider.behind(organ, period, cell) if provider else ()
