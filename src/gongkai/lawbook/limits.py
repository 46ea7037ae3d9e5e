"""The limits for publishing, from the law data; loaded apart from the law book, for the site and the clock."""

import os
import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import TypeVar

from gongkai.kernel.cycles import Cycle
from gongkai.kernel.limits import Limit, Unit
from gongkai.lawbook.files import Entry, Library

Known = TypeVar("Known", bound=StrEnum)
_COMMON_YEAR = 2023  # without 29 February
# Which key says how long, for each unit.
_LONG = {Unit.WORKDAY: "amount", Unit.DAY: "amount", Unit.NEXT_YEAR: "by", Unit.CYCLE: "cycle"}


@cache
def limits(law_dir: str | None = None) -> Mapping[str, Limit]:
    """Every limit by its code, in the order of the data. Raises LawInvalid."""
    entry = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR")).read("limits.toml")
    entry.allow("source", "limit").text("source")
    known: dict[str, Limit] = {}
    for each in entry.each("limit"):
        limit = _limit(each)
        if limit.code in known:
            raise each.fault("与前面的一项同名")
        known[limit.code] = limit
    return MappingProxyType(known)


def _limit(entry: Entry) -> Limit:
    unit = one_of(entry, "unit", kind=Unit)
    long = _LONG[unit]
    told = ("code", "name", "start", "article", "source")
    entry.allow(*told, "unit", long, "is_least", "is_policy", "is_unverified")
    return Limit(
        **{key: entry.text(key) for key in told},
        unit=unit,
        amount=_amount(entry) if long == "amount" else 0,
        by=_by(entry) if long == "by" else None,
        cycle=one_of(entry, "cycle", kind=Cycle) if long == "cycle" else Cycle.NONE,
        is_least=entry.flag("is_least"),
        is_policy=entry.flag("is_policy"),
        is_unverified=entry.flag("is_unverified"),
    )


def one_of(entry: Entry, key: str, *, kind: type[Known]) -> Known:
    """A word out of a fixed list."""
    word = entry.text(key)
    if word not in set(kind):
        raise entry.fault(f"“{key}”应是 {'、'.join(kind)} 之一")
    return kind(word)


def _amount(entry: Entry) -> int:
    amount = entry.number("amount", 0)
    if amount < 1:
        raise entry.fault("“amount”应是大于 0 的整数")
    return amount


def _by(entry: Entry) -> tuple[int, int]:
    """Month and day."""
    written = entry.text("by")
    if found := re.fullmatch(r"(\d\d)-(\d\d)", written):
        month, day = int(found[1]), int(found[2])
        try:
            date(_COMMON_YEAR, month, day)
        except ValueError:
            pass
        else:
            return month, day
    raise entry.fault("“by”应是每年都有的“月-日”，例如 01-31")
