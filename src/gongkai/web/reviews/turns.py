"""Whose turn it is in a review, by name: the people who hold a duty of the next stage and have no other part in it."""

from collections.abc import Iterator
from datetime import date

from gongkai.kernel.duties import Step as Taken
from gongkai.kernel.duties import Viewer, must_be_apart
from gongkai.kernel.problems import Refused
from gongkai.kernel.review import Standing, Turn
from gongkai.web.people.models import Appointment

from .models import Review
from .selectors import standing

MOST_NAMED = 5


def waits_for(review: Review, on: date, *, viewer: Viewer) -> str:
    """等待保密审查员沈听雨办理“保密审查”; empty when it is over, or when nobody can take it."""
    now = standing(review)
    named = list(dict.fromkeys(said for turn in now.open for said in _able(review, now, turn, on, viewer)))
    if not named or now.stage is None:
        return ""
    more = f"等{len(named)}人" if len(named) > MOST_NAMED else ""
    return f"等待{'、'.join(named[:MOST_NAMED])}{more}办理“{now.stage.name}”。"


def _able(review: Review, now: Standing, turn: Turn, on: date, viewer: Viewer) -> Iterator[str]:
    """Duty and name of each who could sign."""
    held = Appointment.objects.visible_to(viewer).in_force(on).filter(organ=review.organ_id)
    for one in held.filter(duty__in=turn.stage.duties).select_related("person", "delegated_from", "section"):
        behind = one.delegated_from.person_id if one.delegated_from else None
        is_seated = turn.section is None or one.section_id in (None, turn.section)
        if is_seated and _is_apart(now, Taken(turn.stage.part, one.person_id, behind)):
            yield f"{one.section or ''}{one.duty_name}{one.person.name}"


def _is_apart(now: Standing, step: Taken) -> bool:
    try:
        must_be_apart(now.taken, step)
    except Refused:
        return False
    return True
