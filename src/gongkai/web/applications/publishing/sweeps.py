"""When suggestions are made, every day; and who looks at what comes from a case before it goes live."""

from datetime import date, timedelta

from gongkai.web.applications.actions.publishing import cases_of, suggest_where_several
from gongkai.web.applications.models import Promotion, PublishedAnswer
from gongkai.web.disclosure.content import content_of
from gongkai.web.disclosure.models import Item
from gongkai.web.disclosure.registry import must_allow
from gongkai.web.outbox.registry import Task, daily, outside

from .answers import must_name_nobody

SUGGEST = "applications.suggest_promotions"


@daily(SUGGEST)
@outside(SUGGEST, lease=timedelta(hours=1))
def run(task: Task) -> None:
    """Look for what several applicants were given; the next day makes up for a missed one."""
    suggest_where_several(on=date.fromisoformat(str(task.payload["on"])), at=task.at)


def names_nobody(item: Item) -> None:
    """What was edited since it was begun must still name nobody who came into the case. Raises Refused."""
    answers = PublishedAnswer.objects.filter(item=item).select_related("reply__application")
    cases = [one.reply.application for one in answers]
    for promotion in Promotion.objects.filter(item=item).select_related("application"):
        cases += cases_of(promotion)
    if cases:
        must_name_nobody(content_of(item.latest), cases)


must_allow(names_nobody)
