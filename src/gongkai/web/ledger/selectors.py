"""Questions to the ledger."""

from django.db.models import Model

from .models import Event
from .sentences import told

MOST_SHOWN = 30


def history(row: Model, *, without: tuple[str, ...] = ()) -> list[str]:
    """What the ledger tells of a row, as sentences, the latest first; `without` are beginnings of kinds to leave out."""
    events = Event.objects.filter(subject_type=row._meta.label_lower, subject_id=row.pk)
    for beginning in without:
        events = events.exclude(kind__startswith=beginning)
    return told(list(events.order_by("-at", "-pk")[:MOST_SHOWN]))
