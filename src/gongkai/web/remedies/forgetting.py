"""期满销毁: with the case goes by what somebody finds its parties in the files of others; that there was a dispute stays."""

from gongkai.web.applications.actions.forgetting import forgets
from gongkai.web.applications.models import Application
from gongkai.web.foundations.sealed import FORGOTTEN
from gongkai.web.ledger.actions import Pen


@forgets
def forget(pen: Pen, application: Application) -> None:
    """The number under which review organ or court has it, what it ruled in words, and why it ended; how it ended stays."""
    for row in application.challenges.order_by("pk"):
        row.case_no = f"{FORGOTTEN}{row.pk}"
        row.ended_because = FORGOTTEN if row.ended_because else ""
        pen.save(row, "remedies.forgotten")
        for ruling in row.rulings.all():
            ruling.gist = FORGOTTEN if ruling.gist else ""
            ruling.changed_because = FORGOTTEN if ruling.changed_because else ""
            pen.save(ruling, "remedies.forgotten")
