"""By when a review or a suit is answered: the law's length, from the day on which the papers came."""

from datetime import date

from gongkai.kernel.workdays import Counted
from gongkai.lawbook.calendars import calendar
from gongkai.lawbook.challenges import AnswerLimit, answer_limits

from .models import ChallengeKind


def limit_of(kind: str, procedure: str) -> AnswerLimit:
    """Which limit it is; of a review, that of its procedure."""
    return answer_limits()[kind if kind == ChallengeKind.SUIT else f"{kind}_{procedure}"]


def due_of(kind: str, procedure: str, received_on: date) -> Counted:
    """The last day."""
    return limit_of(kind, procedure).due(received_on, calendar=calendar())
