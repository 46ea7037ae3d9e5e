"""Questions about reviews and suits: what waits for an answer, and which bundles were made for a case."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from gongkai.kernel.duties import Viewer
from gongkai.web.applications.models import Application, PersonalAccess
from gongkai.web.ledger.models import Event

from .models import Challenge

_BUNDLED = "applications.bundled"


@dataclass(frozen=True, slots=True)
class BundleMade:
    """A bundle of evidence that was made for a case, as the ledger knows it."""

    sha256: str
    is_masked: bool
    at: datetime


def late(viewer: Viewer, on: date) -> QuerySet[Challenge]:
    """What the viewer should have answered."""
    return _waiting(viewer).filter(due_on__lt=on)


def to_answer(viewer: Viewer, on: date) -> QuerySet[Challenge]:
    """What the viewer still answers in time."""
    return _waiting(viewer).filter(due_on__gte=on)


def of_application(application: Application) -> QuerySet[Challenge]:
    """Every review and suit about one application, the latest first."""
    return Challenge.objects.filter(application=application).order_by("-received_on", "-pk")


def bundles_of(application: Application) -> list[BundleMade]:
    """The bundles that were made for a case, the latest first."""
    made = PersonalAccess.objects.filter(application=application, kind="bundled").values("pk")
    label = PersonalAccess._meta.label_lower
    events = Event.objects.filter(kind=_BUNDLED, subject_type=label, subject_id__in=made)
    told = ((one.told().get("facts", {}), one.at) for one in events.order_by("-position"))
    return [BundleMade(facts["sha256"], facts["is_masked"], at) for facts, at in told if "sha256" in facts]


def _waiting(viewer: Viewer) -> QuerySet[Challenge]:
    found = Challenge.objects.waiting_for(viewer).select_related("application__organ")
    return found.order_by("due_on", "pk")
