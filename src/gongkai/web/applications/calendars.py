"""The days by which somebody answers applications, what his section was asked about them, and whose calendar a key opens."""

import hashlib

from gongkai.kernel.duties import Viewer
from gongkai.web.foundations.models import User

from .models import Application, CalendarKey, Contribution
from .selectors import asked_of, owed, theirs

_MOST = 500


def deadlines_of(viewer: Viewer) -> list[Application]:
    """The replies that the viewer still owes, by their last days."""
    found = Application.objects.filter(theirs(viewer)).filter(owed(), due_on__isnull=False)
    return list(found.select_related("organ").order_by("due_on", "pk")[:_MOST])


def answers_of(viewer: Viewer) -> list[Contribution]:
    """What the viewer's section was asked, by the days until which it answers."""
    asked = asked_of(viewer).select_related("application__organ")
    return list(asked.order_by("due_on", "pk")[:_MOST])


def key_of(viewer: Viewer) -> CalendarKey | None:
    """The key to the viewer's own calendar, if there is one."""
    return CalendarKey.objects.filter(person=viewer.person).first()


def owner_of(key: str) -> User | None:
    """Whose calendar a key opens; nobody's when it was renewed, or he is no longer here."""
    found = CalendarKey.objects.select_related("person").filter(digest=digest_of(key)).first()
    return found.person if found and found.person.is_active else None


def digest_of(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode()).hexdigest()
