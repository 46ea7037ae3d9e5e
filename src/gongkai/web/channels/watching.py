"""Reading pages elsewhere in the background: once after the address is recorded, then again every so many days."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Problem
from gongkai.lawbook.channels import channel_rules
from gongkai.web.disclosure import registry
from gongkai.web.ledger.actions import act
from gongkai.web.outbox import actions as outbox
from gongkai.web.outbox.registry import Task, daily, handler, outside
from gongkai.web.people.selectors import viewer_for

from . import comparing, fetching
from .actions import elsewhere
from .actions.rows import held
from .comparing import Shown
from .models import HandOver, HandOverState

WATCH, WATCH_ALL = "channels.watch", "channels.watch_all"
_PATIENCE = 3  # a site that does not answer is asked again before somebody is bothered


@outside(elsewhere.COMPARE)
def compare(task: Task) -> None:
    """Read the page that a publisher has named; what is wrong with it stands on the sheet."""
    made = _one(task)
    if made.state not in (HandOverState.LOCATED, HandOverState.DIFFERS):
        return
    person = int(task.payload["person"])
    by = viewer_for(person, localdate(task.at)) if person else SYSTEM
    try:
        elsewhere.compare(made, _shown(made), means=elsewhere.FETCHED, by=by, at=task.at)
    except elsewhere.Differs:
        return  # it is noted
    except Problem as problem:
        if isinstance(problem, fetching.Unreachable) and task.attempt < _PATIENCE:
            raise
        elsewhere.note_difference(made, str(problem), means=elsewhere.FETCHED, by=SYSTEM, at=task.at)


@daily(WATCH_ALL)
@handler(WATCH_ALL)
def watch_all(task: Task) -> None:
    """Ask for another look at everything that is public elsewhere."""
    ask_for_looks(at=task.at)


@outside(WATCH)
def watch(task: Task) -> None:
    """Look at one page again, and say when it is not any more what was approved."""
    made = _one(task)
    try:
        found = comparing.difference(made.version, _shown(made))
        drift = found.told if found else ""
    except Problem as problem:
        if task.attempt < _PATIENCE:
            raise
        drift = problem.message
    note_drift(made, drift, at=task.at)


def ask_for_looks(*, at: datetime) -> None:
    """One errand a page, at most once a day."""
    day = localdate(at)
    before = day - timedelta(days=channel_rules().watch_days - 1)
    with transaction.atomic():
        for pk in HandOver.objects.to_watch(checked_before=before).values_list("pk", flat=True):
            outbox.ask(WATCH, {"hand_over": pk}, key=f"{pk}:{day}", due_at=at)


def note_drift(made: HandOver, drift: str, *, at: datetime) -> None:
    """Write down what was seen; that it is still the same is no news for the ledger."""
    with act("channels.watch", made.organ_id, by=SYSTEM, at=at, subject=made) as pen:
        stored = held(made, "organ", "version")
        stored.checked_on = localdate(at)
        if drift == stored.drift:
            stored.save(update_fields=["checked_on"])
            return
        stored.drift, stored.drift_on = drift, localdate(at) if drift else None
        pen.save(stored, "channels.drifted" if drift else "channels.settled")


def _one(task: Task) -> HandOver:
    return HandOver.objects.select_related("organ", "version__item__organ", "item").get(
        pk=task.payload["hand_over"]
    )


def _shown(made: HandOver) -> Shown:
    endings = made.version.attachments.values_list("kept__ending", flat=True)
    return fetching.look(made.address, endings=sorted(set(endings)))


registry.must_allow(elsewhere.proved)
