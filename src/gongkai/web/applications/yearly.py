"""What the words of a report ask of the register of applications, beside what its tables count."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Exists, F, Q, Sum

from gongkai.kernel.case import Happened
from gongkai.kernel.findings import Number
from gongkai.web.organs.models import Organ

from .models import Application, FeeNotice, Happening


class Answered(NamedTuple):
    """Cases that were counted out in a period and have a reply: how many, how many too late or with more time, and how many
    of each pair of days on which they came and were answered."""

    all: int
    late: int
    extended: int
    days: Sequence[tuple[date, date, int]]


class Fees(NamedTuple):
    """How many fees were asked for, how much that was, and how much was paid."""

    notices: int
    billed: Number
    collected: Number


def by_channel(organ: Organ, first: date, last: date) -> Mapping[str, int]:
    """How many came by each way."""
    came = Application.objects.filter(organ=organ, counted_in_on__range=(first, last)).order_by()
    return dict(came.values_list("channel").annotate(n=Count("pk")))


def answered(organ: Organ, first: date, last: date) -> Answered:
    """What was answered, and when."""
    done = Application.objects.filter(organ=organ, counted_out_on__range=(first, last), made_on__isnull=False)
    counted = done.aggregate(
        all=Count("pk"),
        late=Count("pk", filter=Q(made_on__gt=F("due_on"))),
        extended=Count("pk", filter=Q(is_extended=True)),
    )
    pairs = done.filter(received_on__isnull=False).order_by().values_list("received_on", "made_on")
    return Answered(**counted, days=list(pairs.annotate(n=Count("pk"))))


def corrections_asked(organ: Organ, first: date, last: date) -> int:
    """In how many cases the applicant was asked to put something right."""
    asked = Happening.objects.filter(
        application__organ=organ, kind=Happened.CORRECTION_ASKED.value, on__range=(first, last)
    )
    return asked.values("application").distinct().count()


def fees(organ: Organ, first: date, last: date) -> Fees:
    """What was asked for and paid."""
    ours, days = FeeNotice.objects.filter(application__organ=organ), (first, last)
    noticed = ours.filter(noticed_on__range=days).aggregate(n=Count("pk"), sum=Sum("amount"))
    paid = ours.filter(paid_on__range=days).aggregate(sum=Sum("amount"))
    return Fees(noticed["n"], noticed["sum"] or 0, paid["sum"] or 0)


def answer_days(whose: Q, reported: Exists, *, until: int) -> Iterable[tuple[date, date, bool, int]]:
    """How many cases came on one day and were answered on another, with more time or not: of the organs and years of which a
    report tells, until a year."""
    answered = Application.objects.counted().filter(whose, reported, made_on__year__lte=until).order_by()
    return answered.values_list("received_on", "made_on", "is_extended").annotate(n=Count("pk"))
