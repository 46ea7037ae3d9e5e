"""已超期: the last day for the reply is over, and there is none. What applicants and officers are told rests on it alike."""

from datetime import date
from typing import Protocol

from django.db.models import Q


class Due(Protocol):
    """What has a last day: an application, or its clock."""

    due_on: date | None
    is_provisional: bool


def is_overdue(one: Due, on: date) -> bool:
    """Whether its day is over. A provisional one is over for nobody: the days of rest of its year are not published yet,
    and may still put it off."""
    return one.due_on is not None and one.due_on < on and not one.is_provisional


def overdue(on: date) -> Q:
    """The same, as a condition on applications."""
    return Q(due_on__lt=on, is_provisional=False)
