"""统计: the cells of the annual report counted from the registers, for any year, quarter or month, and the rows behind each."""

from . import table2, table3, table4  # noqa: F401 - they register themselves
from .counting import Tally, cases, cell_register, counted, of
from .frozen import settled, snapshot_of, thawed, told
from .registry import Behind, Part, RowKind, provider
from .unknown import Why, is_monthly, why_unknown

__all__ = (
    "Behind",
    "Part",
    "RowKind",
    "Tally",
    "Why",
    "cases",
    "cell_register",
    "counted",
    "is_monthly",
    "of",
    "provider",
    "settled",
    "snapshot_of",
    "thawed",
    "told",
    "why_unknown",
)
