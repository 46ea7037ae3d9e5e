"""How a cell of a list is set."""

import re
from datetime import date
from typing import Any

from django import template

register = template.Library()
_A_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_ASIDE = 8  # characters beside a day, e.g. its hour: what has more of them is a sentence


@register.filter
def is_day(value: Any) -> bool:
    """Whether a cell tells a day, which stays on one line: nobody looks for its end below."""
    if isinstance(value, str):
        found = _A_DAY.search(value)
        return bool(found) and len(value) - len(found[0]) <= _ASIDE
    return isinstance(value, date)
