"""What was made public: items by column, documents on which the public was asked, channels and places, feedback."""

from collections import Counter
from collections.abc import Iterable, Iterator

from gongkai.kernel.facts import Fact
from gongkai.kernel.tally import Period
from gongkai.web.channels import yearly as channels
from gongkai.web.disclosure import selectors
from gongkai.web.disclosure import yearly as items
from gongkai.web.documents import yearly as documents
from gongkai.web.feedback import yearly as feedback
from gongkai.web.organs.models import Organ
from gongkai.web.reports.keeping import Keeping

from .registry import provider

# What is open at the end of a period is known whenever the register was begun.
_OF_A_DAY = Keeping(is_asked=False)


@provider("items", keeping=Keeping())
def _items(organ: Organ, period: Period) -> Iterator[Fact]:
    """主动公开条数, split into statutory contents and others; an organ of which nothing was public by then has kept
    no register of them."""
    days = (organ, period.first, period.last)
    counts = selectors.counted(organ, since=period.first, until=period.last)
    is_kept = items.has_begun(organ, period.last)
    told = {
        "published": sum(one.total for one in counts),
        "new": sum(one.new for one in counts),
        "changed": sum(one.changed for one in counts),
        "statutory": sum(one.total for one in counts if one.is_statutory),
        "other": sum(one.total for one in counts if not one.is_statutory),
        "interpretations": items.interpretations(*days),
        "withdrawn": items.withdrawn(*days),
        "breakdown": _by_category(counts),
    }
    for name, value in told.items():
        yield Fact(f"items.{name}", value, is_kept)


def _by_category(counts: Iterable[selectors.Counted]) -> str:
    """Each column of the catalogue once, whether what stands in it is statutory or not."""
    found: Counter[str] = Counter()
    for one in counts:
        found[one.category] += one.total
    return "，".join(f"{category}{total}条" for category, total in found.items())


@provider("guide", keeping=Keeping())
def _guide(organ: Organ, period: Period) -> Iterator[Fact]:
    times = items.guides_released(organ, period.first, period.last)
    yield Fact("guide.updated", times, items.had_guide(organ, period.last))


@provider("consultations", keeping=Keeping())
def _consultations(organ: Organ, period: Period) -> Iterator[Fact]:
    told = documents.consulted(organ, period.first, period.last)
    yield Fact("consultations.held", told.held, told.is_kept)
    yield Fact("consultations.opinions", told.opinions, told.is_kept)
    yield Fact("consultations.adopted", told.adopted, told.is_kept)


@provider("feedback", keeping=Keeping())
def _feedback(organ: Organ, period: Period) -> Iterator[Fact]:
    told = feedback.answered(organ, period.first, period.last)
    yield Fact("feedback.received", told.received)
    yield Fact("feedback.answered", told.answered)
    yield Fact("feedback.late", told.late)


@provider("channels", keeping=_OF_A_DAY)
def _channels(organ: Organ, period: Period) -> Iterator[Fact]:
    yield Fact("channels.open", channels.channels_open(organ, period.last))


@provider("channels.published", keeping=Keeping())
def _published(organ: Organ, period: Period) -> Iterator[Fact]:
    yield Fact("channels.published", channels.posted(organ, period.first, period.last))


@provider("places", keeping=_OF_A_DAY)
def _places(organ: Organ, period: Period) -> Iterator[Fact]:
    yield Fact("places.open", channels.places_open(organ, period.last))


@provider("handovers", keeping=Keeping())
def _handovers(organ: Organ, period: Period) -> Iterator[Fact]:
    yield Fact("handovers.made", channels.handed_over(organ, period.first, period.last))
