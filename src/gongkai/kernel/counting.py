"""When one application counts in table 3: on which day it came in, on which day and in which row it was done with.

Each counted case stands once on the left side of the printed identity (新收 or 上年结转) and once on the right one (a
result or 结转下年), whatever the period. What was reported is never changed afterwards: the result with which a case went
into an earlier year stays, and what is entered for days that are closed counts on the day of its entry.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Counted:
    """The days of one case in the tally. `row` is its row as a result, empty while it is open.

    A case without `in_on` is counted nowhere: not received, split into others, or entered twice in one year.
    """

    in_on: date | None = None
    out_on: date | None = None
    row: str = ""


NOT_COUNTED = Counted()


@dataclass(frozen=True, slots=True)
class Closing:
    """What the books were when something was entered: its day (`on`), the day of the entry, and the last day that was
    closed by then; None when none was."""

    on: date
    entered_on: date
    until: date | None = None

    def day(self, on: date, *, before: date | None = None) -> date:
        """The day on which something that happened `on` counts; `before` is the one on which it counted until now."""
        return before or self.entered_on if self.until is not None and on <= self.until else on

    @property
    def counts_on(self) -> date:
        """The day on which what was just entered counts."""
        return self.day(self.on)


def counted(
    before: Counted,
    *,
    received_on: date | None,
    was_concluded_on: date | None,
    concluded_on: date | None,
    row: str,
    late_row: str,
    closing: Closing,
) -> Counted:
    """How a case counts after something happened to it; `before` is how it counted until then, when its result was of the day
    `was_concluded_on`.

    `row` is the row of its result, empty for what is no result: a whole that was split, a number that is void. Such a case
    leaves the count without a trace in the year in which it came, and counts in `late_row` when that year is over.
    """
    in_on = before.in_on or (closing.day(received_on) if received_on else None)
    if in_on is None:
        return NOT_COUNTED
    if before.out_on is not None and before.out_on.year < closing.counts_on.year:
        return before
    if concluded_on is None:
        return Counted(in_on)
    # What was shifted to the day of its entry once stays there.
    same = before.out_on if concluded_on == was_concluded_on else None
    out_on = same or max(in_on, closing.day(concluded_on))
    if not row and out_on.year == in_on.year:
        return NOT_COUNTED
    return Counted(in_on, out_on, row or late_row)
