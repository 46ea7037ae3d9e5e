"""What the register of applications says beside the tables: ways in, days, fees."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, F, Q, QuerySet, Sum

from gongkai.kernel.case import Happened
from gongkai.kernel.facts import Fact
from gongkai.kernel.tally import Period
from gongkai.kernel.workdays import workdays_between
from gongkai.lawbook.calendars import calendar
from gongkai.web.applications.models import Application, FeeNotice, Happening
from gongkai.web.organs.models import Organ

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


@provider("applications")
def _applications(organ: Organ, period: Period) -> Iterator[Fact]:
    ours, days = Application.objects.filter(organ=organ), (period.first, period.last)
    came = dict(
        ours.filter(counted_in_on__range=days).order_by().values_list("channel").annotate(n=Count("pk"))
    )
    for name, channels in _WAYS.items():
        yield Fact(f"applications.by_{name}", sum(came.get(channel, 0) for channel in channels))
    done = ours.filter(counted_out_on__range=days, made_on__isnull=False)
    counted = done.aggregate(
        all=Count("pk"),
        late=Count("pk", filter=Q(made_on__gt=F("due_on"))),
        extended=Count("pk", filter=Q(is_extended=True)),
    )
    yield Fact("applications.on_time", counted["all"] - counted["late"])
    yield Fact("applications.late", counted["late"])
    yield Fact("applications.extended", counted["extended"])
    yield Fact("applications.average_days", _average(done))
    asked = Happening.objects.filter(
        application__organ=organ, kind=Happened.CORRECTION_ASKED.value, on__range=days
    )
    yield Fact("applications.corrected", asked.values("application").distinct().count())


def _average(done: QuerySet[Application]) -> Decimal | None:
    """Working days from receipt to reply, to a tenth; None while nothing was replied to."""
    pairs = list(
        done.filter(received_on__isnull=False)
        .order_by()
        .values_list("received_on", "made_on")
        .annotate(n=Count("pk"))
    )
    if not pairs:
        return None
    known = calendar()
    days = sum(workdays_between(came, went, calendar=known) * n for came, went, n in pairs)
    return (Decimal(days) / sum(n for *_, n in pairs)).quantize(_TENTH, ROUND_HALF_UP)


@provider("fees")
def _fees(organ: Organ, period: Period) -> Iterator[Fact]:
    ours, days = FeeNotice.objects.filter(application__organ=organ), (period.first, period.last)
    noticed = ours.filter(noticed_on__range=days).aggregate(n=Count("pk"), sum=Sum("amount"))
    paid = ours.filter(paid_on__range=days).aggregate(sum=Sum("amount"))
    yield Fact("fees.notices", noticed["n"])
    yield Fact("fees.billed", noticed["sum"] or 0)
    yield Fact("fees.collected", paid["sum"] or 0)
