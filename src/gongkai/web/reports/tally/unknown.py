"""Why a figure is not known, and what to do about it: in no case is it 0."""

from collections.abc import Iterator, Sequence
from datetime import date

from gongkai.kernel.tally import Period
from gongkai.lawbook.decisions import decision_kinds
from gongkai.lawbook.tally import tally_law
from gongkai.web.decisions import months_told
from gongkai.web.ledger.sentences import day
from gongkai.web.organs.models import Organ

from .registry import provider_of

_BY_HAND = "手工填报并写明依据"


def is_monthly(cell: str) -> bool:
    """Whether a cell adds up what is entered month by month."""
    register = tally_law().register_of(cell)
    return register is not None and register.code in decision_kinds()


def why_unknown(organ: Organ, period: Period, cell: str, *, on: date) -> str:
    """The sentences for a cell that has no figure, as of a day."""
    return "这个数字没有登记，不是零" + (
        _months(organ, period, cell, on) if is_monthly(cell) else _since(organ, period, cell)
    )


def _months(organ: Organ, period: Period, cell: str, on: date) -> str:
    kind = cell.split(".")[1]
    missing = months_told.missing(organ, period.first, period.last, kind, on=on)
    parts = "；".join(_lacking(missing.over, missing.to_come))
    return f"：{parts}。请在“行政行为”中登记，没有发生的月份登记 0。" if parts else "。"


def _lacking(over: Sequence[date], to_come: Sequence[date]) -> Iterator[str]:
    if over:
        yield f"缺{_named(over)}的登记"
    if to_come:
        yield f"{_named(to_come)}还没有过完"


def _named(months: Sequence[date]) -> str:
    return "、".join(f"{one.month}月" for one in months)


def begun_late(organ: Organ, period: Period, cell: str) -> tuple[str, str]:
    """Since when the register of a cell is kept, where that was not for the whole period, and what can be done about it; both
    empty where it was, or where there is none."""
    register = tally_law().register_of(cell)
    provider = provider_of(register.code) if register else None
    since = provider.since(organ) if provider else None
    if register is None or provider is None or since is None or since <= period.first:
        return "", ""
    older = "请导入以前的台账" if provider.takes_over else ""
    return f"{register.name}从{day(since)}起登记，以前的没有登记", older


def _since(organ: Organ, period: Period, cell: str) -> str:
    why, older = begun_late(organ, period, cell)
    if not why:
        return f"。请{_BY_HAND}。"
    return f"：{why}，列出的只是以后的。{older + '，或者' if older else '请'}{_BY_HAND}。"
