"""What a document of the register waits for: to be published in time, and for the opinion on its attribute."""

from datetime import date, timedelta
from itertools import count

from django.db.models import Q, QuerySet

from gongkai.kernel.duties import Viewer
from gongkai.kernel.limits import due
from gongkai.lawbook.calendars import calendar
from gongkai.lawbook.chains import review_law
from gongkai.lawbook.limits import limits
from gongkai.web.disclosure.models import ItemStatus
from gongkai.web.foundations.ground import on_ground

from .limits import PUBLICATION
from .models import Document, DocumentStatus
from .models.document import JUDGES, OF_POLICY


def late(viewer: Viewer, on: date) -> QuerySet[Document]:
    """Issued, to be public, and not public although the limit has passed, where the viewer keeps the register.

    One whose item has a limit of its own waits there: nobody is told of the same thing twice.
    """
    begun = _last_begin(on)
    published = [code for code, one in review_law().attributes.items() if one.is_published]
    issued = Document.objects.changeable_by(viewer).filter(
        status=DocumentStatus.ISSUED, attribute__in=published, formed_on__lte=begun
    )
    in_force = Q(active_since_on=None) | Q(active_since_on__lte=begun)
    without = Q(item=None) | Q(item__status=ItemStatus.DISCARDED)
    unseen = without | Q(item__published_on=None, item__due_on=None)
    return issued.filter(in_force & unseen).select_related("organ").order_by("formed_on", "pk")


def opinions(viewer: Viewer) -> QuerySet[Document]:
    """Drafts of policy on whose attribute the viewer, as the 工作机构, has said nothing yet."""
    drafts = Document.objects.filter(
        on_ground(viewer.ground(*JUDGES)),
        status=DocumentStatus.DRAFTING,
        doc_type__in=OF_POLICY,
        opinion_verdict="",
    )
    return drafts.select_related("organ").order_by("drafted_on", "pk")


def _last_begin(on: date) -> date:
    """The latest day of making whose limit has passed on a day."""
    limit, days = limits()[PUBLICATION], calendar()
    earlier = (on - timedelta(days=back) for back in count(1))
    return next(begin for begin in earlier if due(limit, begin, calendar=days).day < on)
