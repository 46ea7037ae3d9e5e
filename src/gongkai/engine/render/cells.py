"""Cells and their figures in the words of people: 表三（七）总计的“自然人”, 12,480."""

import re
from decimal import Decimal

from gongkai.engine.judge.arithmetic import cell_name
from gongkai.engine.numerals import to_numeral
from gongkai.kernel.form import Form

# The remark behind a label, but not the number before it: （二）部分公开（区分处理的…） is called （二）部分公开.
_REMARK = re.compile(r"(?<!“)（[^（）]*）")
# What a figure is called of which nobody kept a register. 空白 is a cell that somebody else's report left empty.
NOT_KEPT = "没有登记"


def table_name(table_id: str) -> str:
    """The table of part two is 表二."""
    return f"表{to_numeral(int(table_id.removeprefix('table')))}"


def cell_label(form: Form, name: str) -> str:
    """A cell in words, e.g. 表三“（七）总计”的“自然人”; the name itself when the form has no such cell."""
    try:
        label = cell_name(form, name)
    except (ValueError, KeyError, StopIteration):
        return name
    return table_name(name.partition(".")[0]) + _REMARK.sub("", label)


def figure(value: int | float | str | Decimal) -> str:
    """A number as people write it: thousands marks from five digits on."""
    number = Decimal(str(value))
    return f"{number:,f}" if abs(number) >= 10000 else f"{number:f}"


def known_figure(value: int | float | Decimal | None) -> str:
    """A figure that a register gives; None, where nobody kept the register, is never 0."""
    return NOT_KEPT if value is None else figure(value)
