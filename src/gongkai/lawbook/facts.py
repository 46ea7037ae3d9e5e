"""What a report may tell as a live reference: each fact with its register, from the law data."""

import os
import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from gongkai.kernel.facts import FactKind, Scope
from gongkai.lawbook import load
from gongkai.lawbook.files import Entry, Library
from gongkai.lawbook.wording import require_pattern

_KEYS = ("code", "name", "unit", "register", "topics", "cells", "some", "none", "denials", "scope", "source")


@cache
def fact_kinds(law_dir: str | None = None) -> Mapping[str, FactKind]:
    """Every fact by its code, in the order of the data. Raises LawInvalid."""
    entry = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR")).read("facts.toml")
    entry.allow("source", "fact").text("source")
    known: dict[str, FactKind] = {}
    for each in entry.each("fact"):
        kind = _kind(each)
        if kind.code in known:
            raise each.fault("与前面的一项同名")
        known[kind.code] = kind
    return MappingProxyType(known)


def _kind(entry: Entry) -> FactKind:
    entry.allow(*_KEYS).text("source")
    some, none = entry.text("some", ""), entry.text("none", "")
    if bool(some) != bool(none) or (some and some.count("{}") != 1):
        raise entry.fault("“some”和“none”须同时写明，“some”中有一处 {}")
    cells = _cells(entry)
    return FactKind(
        code=_code(entry),
        name=entry.text("name"),
        unit=entry.text("unit", ""),
        register=entry.text("register"),
        topics=entry.texts("topics", is_required=True),
        cells=cells,
        some=some,
        none=none,
        denials=tuple(_denials(entry)),
        scope=_scope(entry, cells),
    )


def _code(entry: Entry) -> str:
    code = entry.text("code")
    if not re.fullmatch(r"[a-z0-9_.]{1,80}", code):
        raise entry.fault("“code”由小写字母、数字、点和下划线组成")
    return code


def _cells(entry: Entry) -> tuple[str, ...]:
    """Cells of the newest form; a fact of a cell that there is not would never be known."""
    cells = entry.texts("cells")
    known = load().form_for(None).cells
    if strange := [cell for cell in cells if cell not in known]:
        raise entry.fault(f"表格中没有“{strange[0]}”这一格")
    return cells


def _scope(entry: Entry, cells: tuple[str, ...]) -> Scope:
    """What is made of cells speaks of the tables; whatever says nothing of itself, of the organ's registers."""
    told = entry.text("scope", Scope.TABLES if cells else Scope.REGISTER)
    if told not in list(Scope):
        raise entry.fault(f"“scope”应是 {'、'.join(Scope)} 之一")
    if cells and told != Scope.TABLES:
        raise entry.fault("由表格的格相加的，“scope”只能是 tables")
    return Scope(told)


def _denials(entry: Entry) -> list[re.Pattern[str]]:
    patterns = entry.texts("denials")
    for pattern in patterns:
        require_pattern(entry, pattern, where="denials")
    return [re.compile(pattern) for pattern in patterns]
