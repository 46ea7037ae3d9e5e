"""What an organ published for a year, and how its report is compiled, signed, published and collected."""

from .calendar import ReportCalendar, SpecialItem
from .compilation import (
    Adjustment,
    Compilation,
    Justification,
    PreReview,
    PreReviewVerdict,
    State,
)
from .edition import Edition
from .filing import Filing, FilingState, SettledCell
from .former import FormerReport
from .passage import Passage, Shortcoming
from .report import NAME_LENGTH, PUBLISHERS, Report, Status, source_storage
from .snapshot import Snapshot

__all__ = [
    "NAME_LENGTH",
    "PUBLISHERS",
    "Adjustment",
    "Compilation",
    "Edition",
    "Filing",
    "FilingState",
    "FormerReport",
    "Justification",
    "Passage",
    "PreReview",
    "PreReviewVerdict",
    "Report",
    "ReportCalendar",
    "SettledCell",
    "Shortcoming",
    "Snapshot",
    "SpecialItem",
    "State",
    "Status",
    "source_storage",
]
