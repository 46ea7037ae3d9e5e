"""The day on which a demo stands still: written beside its database before anything is told of it."""

from datetime import datetime, time

from django.conf import settings
from django.utils.timezone import get_current_timezone

from gongkai.web.ledger.models import Event

from .county import BEGINNING, TODAY

FILE = "demo_today"
_MORNING = time(8, 30)


def beginning() -> datetime:
    """The morning on which the organs begin to use the system."""
    return datetime.combine(BEGINNING, _MORNING, tzinfo=get_current_timezone())


def stand_still() -> None:
    """Let the clock of this home stand on the demo's day, for this process too.

    A demo in which people have lived on beyond that day, before there was one, goes on with the days that it has.
    """
    file = settings.HOME / FILE
    if not file.exists() and Event.objects.filter(on__gt=TODAY).exists():
        return
    if not file.exists():
        file.write_text(f"{TODAY.isoformat()}\n", "ascii")
    settings.FIXED_TODAY = TODAY
