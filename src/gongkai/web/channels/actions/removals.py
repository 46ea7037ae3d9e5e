"""Paper does not come down by itself: when what hangs is not public any more, somebody is told to take it down."""

import logging
from datetime import datetime, timedelta

from django.utils.timezone import localdate

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Problem
from gongkai.lawbook.channels import channel_rules
from gongkai.web.channels.models import Posting, PostingStatus
from gongkai.web.disclosure import registry
from gongkai.web.disclosure.models import Item, ItemStatus, Release
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.outbox.registry import Task, daily, outside

logger = logging.getLogger(__name__)

CHANGED = "内容已经变更，请换上新的"
BECAUSE = {ItemStatus.EXPIRED: "公示期已满", ItemStatus.WITHDRAWN: "信息已经撤回"}


def ended(pen: Pen, item: Item) -> None:
    """Have everything taken down that still hangs of an item that is not public any more."""
    _ask(pen, item.postings.up(), because=BECAUSE.get(item.status, "信息已经停止公开"))
    for posting in _held(item.postings.filter(status=PostingStatus.PLANNED)):
        posting.status = PostingStatus.DROPPED
        pen.save(posting, "channels.dropped")


def changed(pen: Pen, item: Item, release: Release) -> None:
    """Have earlier wordings taken down when another one is public."""
    _ask(pen, item.postings.up().exclude(version=release.version), because=CHANGED)


@daily("channels.removals")
@outside("channels.removals")
def look(task: Task) -> None:
    """Every day: ask for what no act has asked for, because the period on the paper itself has ended."""
    ask_for_all(at=task.at)


def ask_for_all(*, at: datetime) -> int:
    """Set the task for everything whose period has ended; how many tasks these are. One act each: none stops the rest."""
    asked = 0
    over = Posting.objects.over(localdate(at)).filter(remove_by_on=None)
    for posting in over.select_related("organ"):
        try:
            with act("channels.ask_removal", posting.organ_id, by=SYSTEM, at=at, subject=posting) as pen:
                asked += _ask(pen, Posting.objects.up().filter(pk=posting.pk), because="公示期已满")
        except Problem as problem:
            logger.warning("posting %s: nobody is told to take it down (%s)", posting.pk, problem.code)
    return asked


def _ask(pen: Pen, postings: object, *, because: str) -> int:
    """Set the task once; a period that ended earlier counts from its own end."""
    asked = 0
    for posting in _held(postings.filter(remove_by_on=None)):
        until = posting.version.notice_until_on
        ended_on = min(until, localdate(pen.at)) if until else localdate(pen.at)
        posting.remove_by_on = ended_on + timedelta(days=channel_rules().removal_days)
        posting.remove_because = because
        pen.save(posting, "channels.removal_asked")
        asked += 1
    return asked


def _held(postings: object) -> list[Posting]:
    return list(postings.select_for_update(of=("self",)).select_related("version", "place").order_by("pk"))


registry.on_end(ended)
registry.on_release(changed)
