"""When an organ ends, nobody holds a duty in it any more."""

from datetime import date

from django.utils.timezone import localdate

from gongkai.web.ledger.actions import Pen
from gongkai.web.organs.models import Organ
from gongkai.web.people.models import Appointment

from .last import must_leave_a_security_admin
from .over import finish


def end_all_in(pen: Pen, organ: Organ, _on: date) -> None:
    """Let all duties in an organ end in the act that ends it: today, for what was done until now was done under them."""
    today = localdate(pen.at)
    lasting = Appointment.objects.holding(since_on=today, until_on=None).filter(organ=organ)
    held = list(lasting.select_related("organ", "person").select_for_update(of=("self",)).order_by("pk"))
    must_leave_a_security_admin(held, today, by=pen.by)
    for appointment in held:
        finish(pen, appointment, today)
