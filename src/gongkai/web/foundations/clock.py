"""The one clock of the site: screens and commands ask it, acts are told by them.

A demo lives on one fixed day, so that its deadlines and its pages are the same whenever somebody looks; only the hours
go by. Sittings, lockouts and codes ask the machine's own clock instead: they must not begin anew at midnight.
"""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """This moment, aware; in a demo the time of day on its fixed day."""
    moment = timezone.localtime()
    if settings.FIXED_TODAY is None:
        return moment
    return datetime.combine(settings.FIXED_TODAY, moment.timetz())


def today() -> date:
    """This day in Shanghai; in a demo its fixed one."""
    return now().date()
