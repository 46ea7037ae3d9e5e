"""By which days a review or a suit counts in the report's fourth table, written beside its own days.

What is entered for a year that is frozen counts on the day of its entry: it was pending when the year was reported.
"""

from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.web.organs.closing import closing_of
from gongkai.web.remedies.models import Challenge, Ruling


def count_in(row: Challenge, *, at: datetime) -> None:
    """Write since when it counts; not saved."""
    row.counted_in_on = _day(row, row.received_on, before=row.counted_in_on, at=at)


def count_void(row: Challenge, *, at: datetime) -> None:
    """It leaves no trace, but if a year reported it, it has ended since the day of the entry; not saved."""
    if _day(row, row.counted_in_on or row.received_on, at=at) != row.counted_in_on:
        row.counted_out_on = localdate(at)
    else:
        row.counted_in_on = None


def count_ruling(ruling: Ruling, *, at: datetime) -> None:
    """Write since when it counts and until when: not before the appeal against the one before it does; not saved."""
    row = ruling.challenge
    made = _day(row, ruling.decided_on, before=ruling.counted_on, at=at)
    earlier = [
        one.appeal_counted_on
        for one in row.rulings.all()
        if not one.is_void and one.appeal_counted_on and one.decided_on < ruling.decided_on
    ]
    ruling.counted_on = max([made, *earlier])
    if ruling.appealed_on is None:
        ruling.appeal_counted_on = None
    else:
        lodged = _day(row, ruling.appealed_on, before=ruling.appeal_counted_on, at=at)
        ruling.appeal_counted_on = max(ruling.counted_on, lodged)


def _day(row: Challenge, on: date, *, before: date | None = None, at: datetime) -> date:
    closing = closing_of(row.application.organ_id, on, entered_on=localdate(at))
    return closing.day(on, before=before)
