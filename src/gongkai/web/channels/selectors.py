"""Questions about channels: what went through which, what must come down, what is not as approved."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from gongkai.kernel.duties import PUBLIC, Viewer
from gongkai.web.disclosure.models import Release
from gongkai.web.organs.models import Organ

from .models import Channel, EquipmentCheck, HandOver, Posting, PostingStatus, Publication, PublicPlace

PORTAL, PLATFORM = "本平台", "外部平台"


@dataclass(frozen=True, slots=True)
class Through:
    """How many items went through one channel; each counts once there, at however many places."""

    name: str
    items: int


@dataclass(frozen=True, slots=True)
class ByChannel:
    """How many items an organ made public in a period, each counted once, and how many through each channel."""

    items: int
    channels: tuple[Through, ...]


@dataclass(frozen=True, slots=True)
class Machine:
    """One machine of an enquiry place and how it was found last."""

    name: str
    state: str
    checked_on: date


def open_places(organ: Organ) -> QuerySet[PublicPlace]:
    """Where information of an organ, and of those below it, is found without a network; everybody may know."""
    places = PublicPlace.objects.visible_to(PUBLIC).open().filter(organ__path__startswith=organ.path)
    return places.select_related("organ").order_by("organ__path", "village", "kind", "name")


def machines(places: Iterable[PublicPlace]) -> dict[int, list[Machine]]:
    """What stands at places and whether it works, by the ids of the places; who looked, and what he noted, stays inside."""
    last: dict[tuple[int, str], Machine] = {}
    checks = EquipmentCheck.objects.filter(place__in=places).order_by("checked_on", "pk")
    for one in checks.only("place_id", "equipment", "state", "checked_on"):
        last[one.place_id, one.equipment] = Machine(one.equipment, one.get_state_display(), one.checked_on)
    found: dict[int, list[Machine]] = {}
    for (place, _), machine in sorted(last.items()):
        found.setdefault(place, []).append(machine)
    return found


def by_channel(organ: Organ, since: date, until: date) -> ByChannel:
    """What an organ made public between two days, both included, by channel; the portal counts by its releases."""
    releases = Release.objects.filter(item__organ=organ, on__range=(since, until))
    here = set(releases.filter(address="").values_list("item", flat=True))
    there = set(releases.exclude(address="").values_list("item", flat=True))
    within = Q(publications__posted_on__range=(since, until))
    channels = Channel.objects.filter(organ=organ).annotate(
        count=Count("publications__item", filter=within, distinct=True)
    )
    published = Publication.objects.filter(organ=organ, posted_on__range=(since, until))
    through = [Through(PORTAL, len(here)), *([Through(PLATFORM, len(there))] if there else [])]
    through += [Through(channel.name, channel.count) for channel in channels if channel.count]
    return ByChannel(len(here | there | set(published.values_list("item", flat=True))), tuple(through))


def by_category_and_channel(organ: Organ, since: date, until: date) -> dict[tuple[str, str], int]:
    """How many items of each category went through each channel: (category, channel) → items, each counted once."""
    unnamed = "未归入目录"
    releases = Release.objects.filter(item__organ=organ, on__range=(since, until))
    fields: dict[tuple[str, str], int] = {}
    for channel, ours in ((PORTAL, releases.filter(address="")), (PLATFORM, releases.exclude(address=""))):
        counted = ours.values("row__name").annotate(items=Count("item", distinct=True))
        for line in counted.order_by("-items"):
            fields[line["row__name"] or unnamed, channel] = line["items"]
    published = Publication.objects.filter(organ=organ, posted_on__range=(since, until))
    counted = published.values("item__row__name", "channel__name").annotate(
        items=Count("item", distinct=True)
    )
    for line in counted.order_by("channel__name"):
        fields[line["item__row__name"] or unnamed, line["channel__name"]] = line["items"]
    return fields


def to_post(viewer: Viewer) -> QuerySet[Posting]:
    """What is planned and does not hang yet, where the viewer sees to it, the longest waiting first."""
    postings = Posting.objects.changeable_by(viewer).filter(status=PostingStatus.PLANNED)
    return postings.select_related("version", "place", "organ").order_by("planned_on", "pk")


def removals_due(viewer: Viewer, on: date) -> QuerySet[Posting]:
    """What the viewer has to see taken down, the most urgent first."""
    postings = Posting.objects.changeable_by(viewer).over(on)
    return postings.select_related("version", "place", "organ").order_by(
        "remove_by_on", "version__notice_until_on", "pk"
    )


def hand_overs_waiting(viewer: Viewer) -> QuerySet[HandOver]:
    """What was handed over and is not public yet, where the viewer answers for it."""
    return _told(HandOver.objects.changeable_by(viewer).waiting())


def drifted(viewer: Viewer) -> QuerySet[HandOver]:
    """What no longer stands elsewhere as it was approved, where the viewer answers for it."""
    return _told(HandOver.objects.changeable_by(viewer).drifted())


def left_behind(viewer: Viewer) -> QuerySet[HandOver]:
    """What is not public any more and has to be taken down on another platform, where the viewer answers for it."""
    return _told(HandOver.objects.changeable_by(viewer).left_behind())


def _told(made: QuerySet[HandOver]) -> QuerySet[HandOver]:
    return made.select_related("version", "organ").order_by("made_on", "pk")
