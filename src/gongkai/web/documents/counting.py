"""By which days a normative document counts in the report's second table, written beside its own days."""

from datetime import date

from gongkai.web.organs.closing import closing_of

from .models import NormativeDocument


def count(normative: NormativeDocument, *, entered_on: date) -> None:
    """Write since when it counts as issued and as ended; not saved.

    What is entered for a year that is frozen counts on the day of its entry. Of what was taken over that holds for the
    year that was closed last; what is older is the stock that was there before.
    """
    organ, issued, ended = normative.document.organ_id, normative.published_on, normative.ended_on
    if issued and normative.counted_in_on is None:
        closing = closing_of(organ, issued, entered_on=entered_on)
        is_stock = closing.until is not None and issued.year < closing.until.year
        normative.counted_in_on = issued if is_stock else closing.counts_on
    if ended and normative.counted_in_on and normative.counted_out_on is None:
        day = closing_of(organ, ended, entered_on=entered_on).counts_on
        normative.counted_out_on = max(day, normative.counted_in_on)
