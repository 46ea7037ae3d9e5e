"""How an application counts in the report's third table, written into it beside its state.

Which days are closed is known above: whoever freezes the figures of a year tells it here (`closes`). What is entered for
such days counts on the day of its entry, so that what was reported stays as it was.
"""

from collections.abc import Callable
from datetime import date

from gongkai.kernel.application import CaseStanding
from gongkai.kernel.outcomes import merged_rows, row_of
from gongkai.kernel.tally import Closing, Counted, counted
from gongkai.lawbook.outcomes import outcome_law
from gongkai.web.organs.models import Organ

from .models import Application

ClosedUntil = Callable[[int], date | None]
_asked: list[ClosedUntil] = []


def closes(asked: ClosedUntil) -> ClosedUntil:
    """Register who knows the last day that is closed for an organ."""
    _asked.append(asked)
    return asked


def closed_until(organ: int) -> date | None:
    """The last day of an organ whose figures are frozen; None when none are."""
    return max(filter(None, (asked(organ) for asked in _asked)), default=None)


def closing_of(organ: int, on: date, *, entered_on: date) -> Closing:
    """What the books are when something of a day is entered, inside an act.

    Years are closed, and none before it is over: only what belongs to an earlier year than that of its entry can come too
    late. The organ is then held, so that nobody closes the year meanwhile.
    """
    if on.year >= entered_on.year:
        return Closing(on, entered_on)
    Organ.objects.select_for_update().get(pk=organ)
    return Closing(on, entered_on, closed_until(organ))


def count(application: Application, standing: CaseStanding, *, closing: Closing) -> Application:
    """Write how it counts after what happened, before its other days are written anew; not saved."""
    law = outcome_law()
    year = closing.day(standing.concluded_on).year if standing.concluded_on else closing.counts_on.year
    row = row_of(law.outcomes[standing.outcome], year=year, law=law) if standing.outcome else None
    told = counted(
        Counted(application.counted_in_on, application.counted_out_on, application.row),
        received_on=standing.received_on,
        was_concluded_on=application.concluded_on,
        concluded_on=standing.concluded_on,
        row=row or "",
        late_row=merged_rows(year, law=law).get(law.late, law.late),
        closing=closing,
    )
    application.counted_in_on, application.counted_out_on = told.in_on, told.out_on
    application.row = told.row
    application.is_counted = standing.concluded_on is None or row is not None
    return application
