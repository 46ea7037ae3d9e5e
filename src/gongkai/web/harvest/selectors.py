"""Questions about what was collected, for the portal, the feed and the office."""

from django.http import Http404

from gongkai.kernel.duties import PUBLIC

from .models import Collected


class Gone(Http404):
    """Where there was something collected that everybody could read; the portal answers that it is gone."""

    def __init__(self, row: Collected) -> None:
        super().__init__("Gone")
        self.row = row


def public(pk: int) -> Collected:
    """A collected thing as everybody may read it. Raises Http404, and Gone for one that was public once."""
    rows = Collected.objects.select_related("source__organ").filter(pk=pk)
    row = rows.visible_to(PUBLIC).first()
    if row is None:
        if was := rows.first():
            raise Gone(was)
        raise Http404("No such thing")
    return row
