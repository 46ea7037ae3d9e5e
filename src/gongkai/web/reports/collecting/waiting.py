"""Which reports that were handed in wait for somebody: for the authority to confirm, for the organ to put right."""

from django.db.models import QuerySet

from gongkai.kernel.duties import Viewer
from gongkai.web.foundations.ground import on_ground
from gongkai.web.reports.models import PUBLISHERS, Filing, FilingState

AUTHORITY = "authority"


def to_confirm(viewer: Viewer) -> QuerySet[Filing]:
    """What members handed in and the authority above has not looked at."""
    own = [one.organ for one in viewer.held if one.duty.code == AUTHORITY]
    below = on_ground(viewer.ground(AUTHORITY))
    return _waiting(FilingState.FILED).filter(below).exclude(organ__in=own)


def to_put_right(viewer: Viewer) -> QuerySet[Filing]:
    """What came back to those who handed it in."""
    duties = [duty for duty in PUBLISHERS if duty != AUTHORITY]
    return _waiting(FilingState.RETURNED).filter(on_ground(viewer.ground(*duties)))


def _waiting(state: str) -> QuerySet[Filing]:
    found = Filing.objects.filter(state=state).select_related("organ")
    return found.defer("data", "figures").order_by("year", "organ__path")
