"""CELL_BLANK: a cell of the form without a figure, and what is missing in its register."""

from collections.abc import Iterator, Sequence
from datetime import date

from gongkai.engine.render.cells import cell_label
from gongkai.lawbook.decisions import decision_kinds
from gongkai.lawbook.tally import tally_law
from gongkai.web.decisions import months_told
from gongkai.web.decisions import selectors as decisions
from gongkai.web.foundations import clock
from gongkai.web.reports import tally
from gongkai.web.reports.compiling.draft import Draft
from gongkai.web.reports.compiling.found import Found, found

_MOST_NAMED = 3
_BY_HAND = "确实没有登记可查的，手工填报并写明依据；不能掌握的，写明为什么留空，理由随报告公开。"


def check(draft: Draft) -> Iterator[Found]:
    """One finding for each register. An empty cell is not 0, so nobody is told to write 0."""
    form, values = draft.figured.form, draft.figured.values
    for register, cells in tally_law().cells_by_register(form).items():
        blank = [cell for cell in cells if values.get(cell) is None]
        if not blank:
            continue
        why, advice = _why(draft, register, blank)
        yield found(
            "CELL_BLANK",
            f"{_named(draft, blank)}没有数字：{why}。",
            cells=tuple(blank),
            advice=f"{advice}{_BY_HAND}",
            register=register,
        )


def _named(draft: Draft, blank: Sequence[str]) -> str:
    named = "、".join(f"“{cell_label(draft.figured.form, cell)}”" for cell in blank[:_MOST_NAMED])
    return f"{named}等{len(blank)}格" if len(blank) > _MOST_NAMED else named


def _why(draft: Draft, register: str, blank: Sequence[str]) -> tuple[str, str]:
    """What is missing, and where it is registered."""
    if draft.compilation.is_rolled_up:
        return _members(draft, blank), "请补齐这些机关的数字。"
    if register in decision_kinds():
        return _months(draft, register), "请到“行政行为”补登记缺的月份，没有办理的月份登记 0。"
    why, older = tally.begun_late(draft.compilation.organ, draft.period, blank[0])
    return why or "没有登记可查", f"{older}。" if older else ""


def _members(draft: Draft, blank: Sequence[str]) -> str:
    """Whose report has no figure there."""
    parts = [draft.figured.parts.get(cell, {}) for cell in blank]
    names = list(dict.fromkeys(name for one in parts for name, value in one.items() if value is None))
    more = f"等{len(names)}个机关" if len(names) > _MOST_NAMED else ""
    return f"{'、'.join(names[:_MOST_NAMED])}{more}没有这些数字" if names else "没有登记可查"


def _months(draft: Draft, kind: str) -> str:
    """Which months nobody entered, and which are still to come."""
    days = (draft.period.first, draft.period.last)
    missing = months_told.missing(draft.compilation.organ, *days, kind, on=clock.today())
    if not decisions.behind(draft.compilation.organ, *days, kind).exists():
        return f"{draft.period.label}各月都没有登记"
    over = [f"缺{_of_months(missing.over)}的登记"] if missing.over else []
    to_come = [f"{_of_months(missing.to_come)}还没有过完"] if missing.to_come else []
    return "，".join([*over, *to_come])


def _of_months(months: Sequence[date]) -> str:
    return "、".join(f"{one.month}月" for one in months)
