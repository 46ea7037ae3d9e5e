"""Long files are made in the background, in the name of whoever asked for it."""

from datetime import timedelta

from django.utils.timezone import localdate

from gongkai.kernel.problems import Problem
from gongkai.web.applications.actions import redacting
from gongkai.web.applications.models import Redaction, RedactionState
from gongkai.web.outbox.registry import Task, outside
from gongkai.web.people.selectors import viewer_for


@outside(redacting.MAKE, lease=timedelta(minutes=15))
def run(task: Task) -> None:
    """Make the file, unless its marks were changed meanwhile. Why nothing was made is kept with it and told on its page."""
    redaction = _ordered(task)
    if redaction is None:
        return
    by = viewer_for(int(task.payload["person"]), localdate(task.at))
    because = redaction.kept_because
    try:
        redacting.make(redaction, version=redaction.version, kept_because=because, by=by, at=task.at)
    except Problem:
        if _ordered(task) is not None:  # nothing was written down: somebody has to know
            raise


def _ordered(task: Task) -> Redaction | None:
    wanted = {"pk": task.payload["redaction"], "version": task.payload["version"]}
    rows = Redaction.objects.select_related("application__organ")
    return rows.filter(**wanted, state=RedactionState.MAKING).first()
