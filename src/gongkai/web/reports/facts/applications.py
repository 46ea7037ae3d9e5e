"""What the register of applications says beside the tables: ways in, days, fees."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from gongkai.kernel.facts import Fact
from gongkai.kernel.tally import Period
from gongkai.kernel.workdays import workdays_between
from gongkai.lawbook.calendars import calendar
from gongkai.web.applications import yearly
from gongkai.web.organs.models import Organ
from gongkai.web.reports.keeping import APPLICATIONS, Keeping

from .registry import provider

# What people call one way in; the register knows two kinds of letters.
_WAYS = {
    "in_person": ("in_person",),
    "oral": ("oral",),
    "mail": ("mail_signed", "mail_plain"),
    "internet": ("internet",),
    "email": ("email",),
    "fax": ("fax",),
}
_TENTH = Decimal("0.1")


@provider("applications", keeping=APPLICATIONS)
def _applications(organ: Organ, period: Period) -> Iterator[Fact]:
    days = (organ, period.first, period.last)
    came = yearly.by_channel(*days)
    for name, channels in _WAYS.items():
        yield Fact(f"applications.by_{name}", sum(came.get(channel, 0) for channel in channels))
    answered = yearly.answered(*days)
    yield Fact("applications.on_time", answered.all - answered.late)
    yield Fact("applications.late", answered.late)
    yield Fact("applications.extended", answered.extended)
    yield Fact("applications.average_days", _average(answered.days))
    yield Fact("applications.corrected", yearly.corrections_asked(*days))


def _average(pairs: Sequence[tuple[date, date, int]]) -> Decimal | None:
    """Working days from receipt to reply, to a tenth; None while nothing was replied to."""
    if not pairs:
        return None
    known = calendar()
    days = sum(workdays_between(came, went, calendar=known) * n for came, went, n in pairs)
    return (Decimal(days) / sum(n for *_, n in pairs)).quantize(_TENTH, ROUND_HALF_UP)


@provider("fees", keeping=Keeping())
def _fees(organ: Organ, period: Period) -> Iterator[Fact]:
    told = yearly.fees(organ, period.first, period.last)
    yield Fact("fees.notices", told.notices)
    yield Fact("fees.billed", told.billed)
    yield Fact("fees.collected", told.collected)
