"""Questions to the ledger."""

from django.db import connection
from django.db.models import Model, Q

from .models import Event
from .sentences import told

MOST_SHOWN = 30
_STATE = (
    "SELECT (SELECT SUM(position) FROM ledger_head), (SELECT hash FROM ledger_event ORDER BY id DESC LIMIT 1)"
)


def history(row: Model, *belonging: Model, without: tuple[str, ...] = ()) -> list[str]:
    """What the ledger tells of a row and of what belongs to it, as sentences, the latest first; `without` are beginnings of
    kinds to leave out."""
    about = Q(subject_type=row._meta.label_lower, subject_id=row.pk)
    for one in belonging:
        about |= Q(subject_type=one._meta.label_lower, subject_id=one.pk)
    events = Event.objects.filter(about)
    for beginning in without:
        events = events.exclude(kind__startswith=beginning)
    return told(list(events.order_by("-at", "-pk")[:MOST_SHOWN]))


def state() -> str:
    """The state of the record: how many entries all chains have together, and the last one's hash. It changes with every
    act of any organ, as soon as the act is complete and not before: what was made from the record holds until then. The
    hash, because numbers come again once a backup was put back.

    Every page that is kept asks this first; in plain SQL it takes a twentieth of the time.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        position, last = cursor.fetchone()
    return f"{position or 0}-{last or ''}"
