"""CELL_BLANK: a cell of the form without a figure, and what is missing in its register."""

from collections.abc import Iterator, Sequence

from gongkai.engine.render.cells import cell_label
from gongkai.kernel.rollup import named_few
from gongkai.lawbook.tally import tally_law
from gongkai.web.reports import tally
from gongkai.web.reports.compiling.draft import Draft
from gongkai.web.reports.compiling.found import Found, found

_BY_HAND = "确实没有登记可查的，手工填报并写明依据；不能掌握的，写明为什么留空，理由随报告公开。"


def check(draft: Draft) -> Iterator[Found]:
    """One finding for each register. An empty cell is not 0, so nobody is told to write 0."""
    form, values = draft.figured.form, draft.figured.values
    for register, cells in tally_law().cells_by_register(form).items():
        blank = [cell for cell in cells if values.get(cell) is None]
        if not blank:
            continue
        why = _why(draft, blank)
        labels = [cell_label(form, cell) for cell in blank]
        yield found(
            "CELL_BLANK",
            f"{named_few(labels, unit='格')}没有数字：{why.text}。",
            cells=tuple(blank),
            advice=f"{why.advice}{_BY_HAND}",
            register=register,
        )


def _why(draft: Draft, blank: Sequence[str]) -> tally.Why:
    """What is missing, and where it is registered."""
    if draft.compilation.is_rolled_up:
        return tally.Why(_members(draft, blank), "请补齐这些机关的数字。")
    return tally.why_unknown(draft.compilation.organ, draft.period, blank[0], on=draft.on)


def _members(draft: Draft, blank: Sequence[str]) -> str:
    """Whose report has no figure there."""
    parts = [draft.figured.parts.get(cell, {}) for cell in blank]
    names = list(dict.fromkeys(name for one in parts for name, value in one.items() if value is None))
    return f"{named_few(names, unit='个机关')}没有这些数字" if names else "没有登记可查"
