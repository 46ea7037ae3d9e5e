"""经过: everything that the ledger knows of a case and of what belongs to it, in one order, the latest first."""

from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet

from gongkai.kernel.case import Happened
from gongkai.web.applications.models import Application, FeeNotice, Happening
from gongkai.web.ledger.actions import REFUSED
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.sentences import told

MOST_SHOWN = 100
# What only follows from what happened, is told by the move itself, or came to nothing is no news; the ledger has it all.
_NO_NEWS = (
    *("applications.derived", "applications.applicant_entered", "applications.reply_written", REFUSED),
    *("applications.past_entered", "applications.fee_noticed", "applications.fee_paid"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that happened, and what was written down with it: mostly the reason."""

    sentence: str
    reason: str = ""


def timeline(application: Application) -> list[Told]:
    """As the ledger tells it, with the reasons, which the ledger itself does not hold."""
    about = Q(subject_type=_label(Application), subject_id=application.pk)
    for rows in _belonging(application):
        about |= Q(subject_type=_label(rows.model), subject_id__in=list(rows.values_list("pk", flat=True)))
    found = Event.objects.filter(about).exclude(kind__in=_NO_NEWS).order_by("-at", "-pk")
    events = list(found[:MOST_SHOWN])
    reasons = {one.pk: _said(one) for one in application.happenings.exclude(reason="")}
    happening = _label(Happening)
    return [
        Told(sentence, reasons.get(event.subject_id, "") if event.subject_type == happening else "")
        for event, sentence in zip(events, told(events), strict=True)
    ]


def _said(happening: Happening) -> str:
    """理由：需要向档案馆调卷 / 需要补正：写明是哪一年的."""
    is_wanted = happening.kind == Happened.CORRECTION_ASKED
    return f"{'需要补正' if is_wanted else '理由'}：{happening.reason}"


def _belonging(application: Application) -> tuple[QuerySet, ...]:
    """What belongs to a case."""
    return (
        *(application.happenings.all(), application.applicants.all(), application.consultations.all()),
        *(application.contributions.all(), application.searches.all(), application.replies.all()),
        *(application.papers.all(), FeeNotice.objects.filter(application=application)),
    )


def _label(model: type[Model]) -> str:
    return model._meta.label_lower
