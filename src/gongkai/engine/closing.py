"""落款: the organ's name and a day below the last section. It signs a report and is no part of what the report says."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from gongkai.engine.document import Line
from gongkai.engine.marks import compact, settle

_DAY = re.compile(
    r"(?:\d{4}|[〇零○一二三四五六七八九]{4})年(?:\d{1,2}|[一二十]{1,2})月(?:\d{1,2}|[一二三十]{1,3})日"
)
_LINES = 2


class Closing(NamedTuple):
    """Who signs a report and on which day, both as printed."""

    organ: str
    day: str


def signs(name: str, day: str, *, organ: str) -> bool:
    """Whether two lines that end a report of this organ sign it; the name may be told longer or shorter."""
    told, own = compact(settle(name)), compact(settle(organ))
    is_organ = bool(told and own) and (own.endswith(told) or told.endswith(own))
    return is_organ and _DAY.fullmatch(compact(settle(day))) is not None


def parted(lines: Sequence[Line], organ: str) -> tuple[Sequence[Line], Closing | None]:
    """The lines of the last section without those that sign the report, and what these say."""
    if len(lines) < _LINES:
        return lines, None
    name, day = lines[-_LINES:]
    if not signs(name.raw, day.raw, organ=organ):
        return lines, None
    return lines[:-_LINES], Closing(compact(name.raw), compact(day.raw))
