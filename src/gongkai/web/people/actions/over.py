"""Letting a duty end, with all that hangs on it."""

from datetime import date

from gongkai.web.ledger.actions import Pen
from gongkai.web.people.models import Appointment


def finish(
    pen: Pen, appointment: Appointment, until_on: date, kind: str = "people.ended", **facts: int
) -> None:
    """It is over from a day on, and so is what its holder has delegated from it; what had not begun never will."""
    appointment.until_on = max(until_on, appointment.since_on)
    pen.save(appointment, kind, organ=appointment.organ_id, facts=facts)
    left = appointment.delegations.holding(since_on=until_on, until_on=None)
    for delegated in left.select_for_update().order_by("pk"):
        finish(pen, delegated, until_on)
