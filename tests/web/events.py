"""Events of the ledger as tests look for them."""

from django.db.models import Model, QuerySet

from gongkai.web.ledger.models import Event


def events_about(row: Model, kind: str) -> QuerySet[Event]:
    """Those of a kind that tell of this row: rows of other tables may have the same number."""
    return Event.objects.filter(kind=kind, subject_type=row._meta.label_lower, subject_id=row.pk)
