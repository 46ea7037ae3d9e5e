"""行政规范性文件: whether one binds, its periods, and the stock of them.

Its way from drafting to the day when it is in force no more is a table (`lifecycle`). Interpretation, filing receipts and
clean-ups are moves, too, but leave the state as it is.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .workdays import add_months


class Phase(StrEnum):
    """Whether a document does not bind yet, is in force, or binds no more."""

    BEFORE = "before"
    IN_FORCE = "in_force"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class NormativeLimits:
    """The periods: filing in days, validity and clean-up in years, the alert before the end in months."""

    filing_days: int
    validity_years: int
    trial_years: int
    cleanup_years: int
    alert_months: int

    def filing_due_on(self, published_on: date) -> date:
        """The last day for filing: natural days, the day of publication not counted."""
        return published_on + timedelta(days=self.filing_days)

    def longest_until_on(self, effective_on: date, *, is_trial: bool) -> date:
        """The last day that a period of validity may reach: the one before the corresponding day, since it binds on
        its first day already; the end of the month where there is no such day."""
        after = add_months(effective_on, 12 * (self.trial_years if is_trial else self.validity_years))
        return after - timedelta(days=1) if after.day == effective_on.day else after

    def alert_on(self, valid_until_on: date) -> date:
        """From which day the end is told beforehand."""
        return add_months(valid_until_on, -self.alert_months)

    def cleanup_due_on(self, last_on: date) -> date:
        """By when it is looked at again, after its publication or the last clean-up."""
        return add_months(last_on, 12 * self.cleanup_years)


@dataclass(frozen=True, slots=True)
class Stock:
    """Table 2 for one period: 制发件数, 废止件数, and 现行有效件数 on its last day."""

    issued: int
    repealed: int
    in_force: int
