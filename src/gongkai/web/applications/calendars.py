"""The days by which somebody answers applications, and what his section was asked about them."""

from gongkai.kernel.duties import Viewer

from .models import Application, Contribution
from .selectors import asked_of, owed, theirs

_MOST = 1000


def deadlines_of(viewer: Viewer) -> list[Application]:
    """The replies that the viewer still owes, by their last days."""
    found = Application.objects.filter(theirs(viewer)).filter(owed(), due_on__isnull=False)
    return list(found.select_related("organ").order_by("due_on", "pk")[:_MOST])


def answers_of(viewer: Viewer) -> list[Contribution]:
    """What the viewer's section was asked, by the days until which it answers."""
    asked = asked_of(viewer).select_related("application__organ")
    return list(asked.order_by("due_on", "pk")[:_MOST])
