"""经过: everything that the ledger knows of a case and of what belongs to it, in one order, the latest first."""

from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet

from gongkai.web.applications.models import Application, Happening
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.sentences import told

MOST_SHOWN = 100
# What only follows from what happened, or is told by the move itself, is no news.
_FOLLOWS = ("applications.derived", "applications.applicant_entered", "applications.reply_written")


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that happened, and the reason that was written down for it."""

    sentence: str
    reason: str = ""


def timeline(application: Application) -> list[Told]:
    """As the ledger tells it, with the reasons, which the ledger itself does not hold."""
    about = Q(subject_type=_label(Application), subject_id=application.pk)
    for rows in _belonging(application):
        about |= Q(subject_type=_label(rows.model), subject_id__in=list(rows.values_list("pk", flat=True)))
    found = Event.objects.filter(about).exclude(kind__in=_FOLLOWS).order_by("-at", "-pk")
    events = list(found[:MOST_SHOWN])
    reasons = dict(application.happenings.exclude(reason="").values_list("pk", "reason"))
    happening = _label(Happening)
    return [
        Told(sentence, reasons.get(event.subject_id, "") if event.subject_type == happening else "")
        for event, sentence in zip(events, told(events), strict=True)
    ]


def _belonging(application: Application) -> tuple[QuerySet, ...]:
    """What belongs to a case."""
    return (
        *(application.happenings.all(), application.applicants.all(), application.consultations.all()),
        *(application.contributions.all(), application.searches.all(), application.replies.all()),
        application.papers.all(),
    )


def _label(model: type[Model]) -> str:
    return model._meta.label_lower
