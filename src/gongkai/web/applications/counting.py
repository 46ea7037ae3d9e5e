"""How an application counts in the report's third table, written into it beside its state."""

from gongkai.kernel.application import CaseStanding
from gongkai.kernel.outcomes import merged_rows, row_of
from gongkai.kernel.tally import Closing, Counted, counted
from gongkai.lawbook.outcomes import outcome_law

from .models import Application


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
