"""Questions about what was collected, for the portal, the feed and the office."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from gongkai.kernel.duties import PUBLIC

from .models import Collected


class Gone(Http404):
    """Where there was something collected that everybody could read; the portal answers that it is gone."""

    def __init__(self, row: Collected) -> None:
        super().__init__("Gone")
        self.row = row


def kept_under(organ: int) -> int:
    """How many things that others have published are kept under an organ."""
    return Collected.objects.visible_to(PUBLIC).filter(source__organ=organ).count()


def kept_under_each() -> Coalesce:
    """The same beside each organ of a list, to be annotated there."""
    kept = Collected.objects.visible_to(PUBLIC).filter(source__organ=OuterRef("pk")).order_by()
    return Coalesce(Subquery(kept.values("source__organ").annotate(kept=Count("pk")).values("kept")), 0)


def public(pk: int) -> Collected:
    """A collected thing as everybody may read it. Raises Http404, and Gone for one that was public once."""
    rows = Collected.objects.select_related("source__organ").filter(pk=pk)
    row = rows.visible_to(PUBLIC).first()
    if row is None:
        if was := rows.first():
            raise Gone(was)
        raise Http404("No such thing")
    return row
