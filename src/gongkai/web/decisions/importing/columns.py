"""The columns of a list of months: one row a month, one column a kind."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from gongkai.lawbook.decisions import decision_kinds
from gongkai.web.organs.importing.columns import Column, Unreadable, closed
from gongkai.web.organs.importing.sheet import Layout

_ASIDE = re.compile(r"[（(].*|[*＊\s：:]")
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})(?:[-/.]\d{1,2}|月(?:\d{1,2}日)?)?(?:\s.*)?")
_EXAMPLES = {"licences": "22", "penalties": "3", "compulsion": "0", "admin_fees": "12345.60"}


def month_of(text: str) -> date:
    """The first day of a month as offices write it. Raises Unreadable."""
    found = _MONTH.fullmatch(text.strip())
    try:
        return date(*map(int, found.groups()), 1) if found else date.fromisoformat(text.strip())
    except ValueError:
        raise Unreadable(f"“{text.strip()}”不是月份，请写成 2025-03 或者 2025年3月。") from None


@cache
def columns() -> tuple[Column, ...]:
    """All of them, in the order of the empty list; those of the kinds are read with their kind."""
    kinds = decision_kinds().values()
    return (
        Column("organ", "机关", "枕溪镇人民政府", ("机关名称", "单位", "单位名称"), closed),
        Column("month", "月份", "2025-03", ("年月", "统计月份"), month_of),
        *(
            Column(kind.code, kind.name, _EXAMPLES[kind.code], (f"{kind.name}决定", f"{kind.name}金额"))
            for kind in kinds
        ),
        Column("source", "数据来源", "行政审批系统", ("来源",)),
        Column("note", "说明", "", ("备注", "更正的原因")),
    )


@cache
def _by_heading() -> Mapping[str, Column]:
    return {name: column for column in columns() for name in (column.heading, *column.aliases)}


def column_of(heading: str) -> Column | None:
    """The column that a heading means; units and remarks beside it are left out."""
    return _by_heading().get(_ASIDE.sub("", heading))


LAYOUT = Layout("清单", column_of, "month", "月份")
