"""Questions about reviews and suits: what waits for an answer, which bundles were made for a case, and table 4."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Exists, FilteredRelation, OuterRef, Q, QuerySet

from gongkai.kernel.case import Happened, Reopener
from gongkai.kernel.challenges import ChallengeColumn, ChallengeRow, Population
from gongkai.kernel.duties import Viewer
from gongkai.web.applications.models import Application, PersonalAccess
from gongkai.web.ledger.models import Event
from gongkai.web.organs.models import Organ

from .models import Challenge, ChallengeQuerySet, Ruling, stands_on

_BUNDLED = "applications.bundled"


@dataclass(frozen=True, slots=True)
class BundleMade:
    """A bundle of evidence that was made for a case, as the ledger knows it."""

    sha256: str
    is_masked: bool
    at: datetime


class Counted(NamedTuple):
    """How many cases of an organ stand in one line and one column of table 4."""

    organ: int
    row: str
    column: str
    n: int


def late(viewer: Viewer, on: date) -> QuerySet[Challenge]:
    """What the viewer should have answered."""
    return waiting(viewer).filter(due_on__lt=on)


def to_answer(viewer: Viewer, on: date) -> QuerySet[Challenge]:
    """What the viewer still answers in time."""
    return waiting(viewer).filter(due_on__gte=on)


def of_application(application: Application) -> QuerySet[Challenge]:
    """Every review and suit about one application, the latest first."""
    found = Challenge.objects.filter(application=application).order_by("-received_on", "-pk")
    return found.prefetch_related("rulings")


def bundles_of(application: Application) -> list[BundleMade]:
    """The bundles that were made for a case, the latest first."""
    made = PersonalAccess.objects.filter(application=application, kind="bundled").values("pk")
    label = PersonalAccess._meta.label_lower
    events = Event.objects.filter(kind=_BUNDLED, subject_type=label, subject_id__in=made)
    told = ((one.told().get("facts", {}), one.at) for one in events.order_by("-position"))
    return [BundleMade(facts["sha256"], facts["is_masked"], at) for facts, at in told if "sha256" in facts]


def is_followed(ruling: Ruling) -> bool:
    """Whether the application was opened again since the ruling came, by a review or a court."""
    reopened = ruling.challenge.application.happenings.filter(
        kind=Happened.REOPENED, reopener__in=(Reopener.REVIEW, Reopener.COURT), on__gte=ruling.received_on
    )
    return reopened.exists()


def counted(
    organ_ids: Collection[int] | QuerySet, first: date, last: date, *, population: Population | str
) -> list[Counted]:
    """表四 of a period for several organs at once, by what stood on its last day; what is 0 is not there. One query.

    Counted are the cases whose papers came in the period and, with `ACCEPTED_OR_CARRIED`, those that were still pending
    the day before it or became so again by an appeal in it: so the pending ones of a year are those that the next one has
    from before. What was ruled or appealed against after `last` is pending, or still decided, on `last`; so is what was
    entered for days that were closed then.
    """
    found = _cases(first, last, population).filter(application__organ__in=organ_ids)
    lines = found.order_by().values_list("application__organ_id", "in_row", "in_column")
    return [Counted(*line) for line in lines.annotate(n=Count("pk"))]


def behind(
    organ: Organ,
    first: date,
    last: date,
    row: ChallengeRow | str,
    column: ChallengeColumn | str,
    *,
    population: Population | str,
) -> QuerySet[Challenge]:
    """The cases of one cell, the earliest first."""
    cell = _cases(first, last, population).filter(application__organ=organ, in_row=row, in_column=column)
    return cell.select_related("application__organ").order_by("received_on", "pk")


def summed(found: QuerySet[Challenge], day: date) -> Mapping[str, int]:
    """How many of some cases stand in each column on a day; every column is there."""
    standing = Challenge.objects.as_of(day).filter(pk__in=found.order_by().values("pk")).order_by()
    told = dict(standing.values_list("in_column").annotate(n=Count("pk")))
    return {column.value: told.get(column, 0) for column in ChallengeColumn}


def _cases(first: date, last: date, population: Population | str) -> ChallengeQuerySet:
    """Those of a period, with where each stood on its last day."""
    found = Challenge.objects.as_of(last)
    came = Q(counted_in_on__gte=first)
    if population == Population.ACCEPTED_ONLY:
        return found.filter(came)
    eve = first - timedelta(days=1)
    before = FilteredRelation("rulings", condition=stands_on(eve))
    was_pending = Q(before__isnull=True) & (Q(counted_out_on=None) | Q(counted_out_on__gt=eve))
    appealed = Ruling.objects.filter(
        challenge=OuterRef("pk"), is_void=False, appeal_counted_on__range=(first, last)
    )
    return found.annotate(before=before).filter(came | was_pending | Exists(appealed))


def waiting(viewer: Viewer) -> QuerySet[Challenge]:
    """What waits for the viewer's answer, late or not, the first day first."""
    found = Challenge.objects.waiting_for(viewer).select_related("application__organ")
    return found.order_by("due_on", "pk")
