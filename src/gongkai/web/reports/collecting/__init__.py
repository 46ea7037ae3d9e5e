"""报送和汇总: who has handed in its report for a year, and what the reports of a tree come to."""

from .members import adds_up, collecting_for, members_of, owes
from .sums import Standing, figures_of, rolled, standing, standing_of, with_own_of_today

__all__ = [
    "Standing",
    "adds_up",
    "collecting_for",
    "figures_of",
    "members_of",
    "owes",
    "rolled",
    "standing",
    "standing_of",
    "with_own_of_today",
]
