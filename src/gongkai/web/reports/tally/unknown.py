"""Why a figure is not known, and what to do about it: in no case is it 0."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from gongkai.kernel.tally import Period
from gongkai.lawbook.decisions import decision_kinds
from gongkai.lawbook.tally import tally_law
from gongkai.web.decisions import months_told
from gongkai.web.decisions import selectors as decisions
from gongkai.web.ledger.sentences import day
from gongkai.web.organs.models import Organ

from .registry import provider_of

_NOTHING = "没有登记可查"
_REGISTER = "请到“行政行为”补登记缺的月份，没有办理的月份登记 0。"
_IMPORT = "请导入以前的台账。"


class Why(NamedTuple):
    """What is missing in the register of a cell, without a full stop, and whole sentences of what to do about it; none where
    nothing but a figure by hand is left."""

    text: str
    advice: str = ""


def is_monthly(cell: str) -> bool:
    """Whether a cell adds up what is entered month by month."""
    register = tally_law().register_of(cell)
    return register is not None and register.code in decision_kinds()


def why_unknown(organ: Organ, period: Period, cell: str, *, on: date) -> Why:
    """Why a cell of an organ's own form has no figure, as of a day; of all cells of one register it is the same."""
    return _months(organ, period, cell, on) if is_monthly(cell) else _since(organ, period, cell)


def _months(organ: Organ, period: Period, cell: str, on: date) -> Why:
    """Which months nobody entered. Those still to come are no more than advice: when one is over, a reason that was given
    for the others holds on."""
    days, kind = (period.first, period.last), cell.split(".")[1]
    over, to_come = months_told.missing(organ, *days, kind, on=on)
    later = f"{_named(to_come)}还没有过完，请在过完以后登记。" if to_come else ""
    if not over:
        return Why(f"{period.label}还没有过完", later) if later else Why(_NOTHING)
    is_empty = len(over) > 1 and not to_come and not decisions.behind(organ, *days, kind).exists()
    text = f"{period.label}各月都没有登记" if is_empty else f"缺{_named(over)}的登记"
    return Why(text, f"{_REGISTER}{later}")


def _named(months: Sequence[date]) -> str:
    return "、".join(f"{one.month}月" for one in months)


def _since(organ: Organ, period: Period, cell: str) -> Why:
    """Since when the register is kept, where that was not for the whole period."""
    register = tally_law().register_of(cell)
    provider = provider_of(register.code) if register else None
    if register is None or provider is None or not provider.keeping.is_asked:
        return Why(_NOTHING)
    since = provider.keeping.since([organ.pk]).get(organ.pk)
    if since is None or since <= period.first:
        return Why(_NOTHING)
    older = _IMPORT if provider.keeping.taken_over else ""
    return Why(f"{register.name}从{day(since)}起登记，以前的没有登记", older)
