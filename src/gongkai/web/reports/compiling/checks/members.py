"""Printed sums that do not hold in a report that adds others up: its own part is put right here, a member's only by the
member, whose report somebody may have confirmed as it is."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from gongkai import lawbook
from gongkai.engine.rollup import broken
from gongkai.kernel.figures import Figures
from gongkai.kernel.findings import Finding, Number
from gongkai.kernel.form import Form
from gongkai.kernel.rollup import named_few
from gongkai.web.reports.compiling.draft import Draft
from gongkai.web.reports.compiling.figures import Cells, added_anew
from gongkai.web.reports.compiling.found import Found, found

Names = tuple[str, ...]
Equation = tuple[str, str]
_ADVICE = "请退回这些机关的报告，由它们更正后重新报送；确实不能更正的，写明理由，随报告公开。"


def broke(draft: Draft, findings: Iterable[Finding]) -> list[tuple[Finding, Names]]:
    """Those of the findings that only members brought in, with their names: the own part holds, and no figure given by hand
    has a share in it."""
    if not draft.compilation.is_rolled_up:
        return []
    form, parts = draft.figured.form, _parts(draft)
    own, *members = (_broken(form, cells) for cells in parts.values())
    added = _broken(form, {cell: shown.counted for cell, shown in draft.figured.cells.items()})
    by_finding = [(one, _equation(one)) for one in findings if one.cells]
    named = [(one, key, _names(key, parts, members)) for one, key in by_finding if key not in own]
    return [(one, names) for one, key, names in named if names and _is_same(one, added.get(key))]


def told(theirs: Iterable[tuple[Finding, Names]]) -> Iterator[Found]:
    """One for each rule, which a reason can answer: nobody here can put it right."""
    for code, group in groupby(sorted(theirs, key=lambda one: one[0].code), key=lambda one: one[0].code):
        several = list(group)
        names = dict.fromkeys(name for _, each in several for name in each)
        cells = dict.fromkeys(cell for one, _ in several for cell in one.cells)
        where = "".join(one.message for one, _ in several)
        title = lawbook.load().rule(code).title
        message = (
            f"{named_few(list(names), unit='个机关')}报送的数字不符合“{title}”，汇总以后也不符合。{where}"
        )
        yield found(code, message, is_final=False, cells=tuple(cells), advice=_ADVICE)


def _parts(draft: Draft) -> Mapping[str, Cells]:
    """The figures of each member, the government's own first."""
    parts: dict[str, dict[str, Number | None]] = {}
    for cell, each in draft.figured.parts.items():
        for name, value in each.items():
            parts.setdefault(name, {})[cell] = value
    return parts


def _broken(form: Form, cells: Cells) -> dict[Equation, Finding]:
    """What does not hold, with the totals that a sum of the figures has; a sum with a blank part accuses nobody."""
    known = {cell: value for cell, value in added_anew(form, cells).items() if value is not None}
    return {_equation(one): one for one in broken(Figures.of(form, known))}


def _equation(one: Finding) -> Equation:
    """Rule and first cell: of the others only those that are not 0 are told."""
    return one.code, one.cells[0]


def _names(key: Equation, parts: Mapping[str, Cells], members: Iterable[Mapping[Equation, Finding]]) -> Names:
    names = list(parts)[1:]
    return tuple(name for name, each in zip(names, members, strict=True) if key in each)


def _is_same(one: Finding, other: Finding | None) -> bool:
    return other is not None and (one.left, one.right) == (other.left, other.right)
