"""What was made public: items by column, documents on which the public was asked, channels and places, feedback."""

from collections.abc import Iterator

from django.db.models import Count, F, Q

from gongkai.kernel.facts import Fact
from gongkai.kernel.tally import Period
from gongkai.web.channels.models import Channel, Delivery, Publication, PublicPlace
from gongkai.web.disclosure import selectors as items
from gongkai.web.disclosure.models import ItemKind, Release
from gongkai.web.documents.models import Consultation, Opinion, OpinionVerdict
from gongkai.web.feedback.models import Feedback
from gongkai.web.organs.models import Organ

from .registry import provider


@provider("items")
def _items(organ: Organ, period: Period) -> Iterator[Fact]:
    """主动公开条数, split into statutory contents and others; an organ of which nothing was public by then has kept
    no register of them."""
    is_kept = Release.objects.filter(item__organ=organ, on__lte=period.last).exists()
    counts = items.counted(organ, since=period.first, until=period.last)
    released = Release.objects.filter(item__organ=organ, on__range=(period.first, period.last))
    new = sum(one.new for one in counts)
    told = {
        "published": sum(one.total for one in counts),
        "new": new,
        "changed": sum(one.changed for one in counts),
        "statutory": sum(one.total for one in counts if one.is_statutory),
        "other": sum(one.total for one in counts if not one.is_statutory),
        "interpretations": released.filter(item__kind=ItemKind.INTERPRETATION, is_change=False).count(),
        "withdrawn": _withdrawn(organ, period),
        "breakdown": "，".join(f"{one.category}{one.total}条" for one in counts),
    }
    for name, value in told.items():
        yield Fact(f"items.{name}", value, is_kept)


def _withdrawn(organ: Organ, period: Period) -> int:
    """Items that were public in these days and were not any more when they ended; what becomes of them later is told later."""
    ours = Release.objects.filter(item__organ=organ, on__lte=period.last)
    ended = ours.filter(ended_at__date__gte=period.first, ended_at__date__lte=period.last)
    public = ours.filter(Q(ended_at=None) | Q(ended_at__date__gt=period.last))
    return (
        ended.exclude(item__in=public.order_by().values("item")).order_by().values("item").distinct().count()
    )


@provider("guide")
def _guide(organ: Organ, period: Period) -> Iterator[Fact]:
    guides = Release.objects.filter(item__organ=organ, item__kind=ItemKind.GUIDE)
    times = guides.filter(on__range=(period.first, period.last)).count()
    yield Fact("guide.updated", times, guides.filter(on__lte=period.last).exists())


@provider("consultations")
def _consultations(organ: Organ, period: Period) -> Iterator[Fact]:
    held = Consultation.objects.filter(
        document__organ=organ, until_on__gte=period.first, until_on__lte=period.last
    )
    opinions = Opinion.objects.filter(consultation__in=held, received_on__lte=period.last)
    adopted = opinions.filter(
        verdict__in=(OpinionVerdict.ADOPTED, OpinionVerdict.PARTLY), consultation__closed_on__lte=period.last
    )
    is_kept = organ.documents.filter(drafted_on__lte=period.last).exists()
    yield Fact("consultations.held", held.count(), is_kept)
    yield Fact("consultations.opinions", opinions.count(), is_kept)
    yield Fact("consultations.adopted", adopted.count(), is_kept)


@provider("feedback")
def _feedback(organ: Organ, period: Period) -> Iterator[Fact]:
    came = Feedback.objects.filter(
        organ=organ, received_at__date__gte=period.first, received_at__date__lte=period.last
    )
    by_then = Q(answered_on__lte=period.last)
    counted = came.aggregate(
        all=Count("pk"),
        answered=Count("pk", filter=by_then),
        late=Count("pk", filter=by_then & Q(answered_on__gt=F("due_on"))),
    )
    yield Fact("feedback.received", counted["all"])
    yield Fact("feedback.answered", counted["answered"])
    yield Fact("feedback.late", counted["late"])


@provider("channels")
def _channels(organ: Organ, period: Period) -> Iterator[Fact]:
    ours = Channel.objects.filter(organ=organ)
    is_kept = ours.filter(opened_on__lte=period.last).exists()
    open_ = ours.filter(Q(closed_on=None) | Q(closed_on__gt=period.last), opened_on__lte=period.last)
    out = Publication.objects.filter(organ=organ, posted_on__range=(period.first, period.last))
    yield Fact("channels.open", open_.count(), is_kept)
    yield Fact("channels.published", out.count(), is_kept)


@provider("places")
def _places(organ: Organ, period: Period) -> Iterator[Fact]:
    ours = PublicPlace.objects.filter(organ=organ)
    open_ = ours.filter(Q(closed_on=None) | Q(closed_on__gt=period.last), opened_on__lte=period.last)
    yield Fact("places.open", open_.count(), ours.filter(opened_on__lte=period.last).exists())


@provider("handovers")
def _handovers(organ: Organ, period: Period) -> Iterator[Fact]:
    ours = Delivery.objects.filter(organ=organ)
    made = ours.filter(delivered_on__range=(period.first, period.last))
    yield Fact("handovers.made", made.count(), ours.filter(delivered_on__lte=period.last).exists())
