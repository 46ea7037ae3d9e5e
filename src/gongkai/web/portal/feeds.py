"""What is new, as RSS: of the place, of one organ, of one column. A page that is taken down is in none of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.kernel.duties import PUBLIC
from gongkai.web.organs.models import Organ
from gongkai.web.search import selectors as search

from .addresses import at_home
from .item_columns import Column, address_of, items_in
from .page_frame import frame_of
from .views import public

MOST_NEW = 50
A_BEGINNING = 120  # characters of a text, by which a reader tells whether to open it


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that is new: what it is called, where it stands, whose it is, and its days."""

    title: str
    address: str
    organ: str
    beginning: str
    published_on: date | None
    last_on: date | None


class WhatIsNew(Feed):
    """Everything public of the place, the newest first."""

    language = settings.LANGUAGE_CODE

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The feed, without the day of its newest entry: when that one is taken down the day goes back, and a reader
        that asks “changed since?” would be told to keep it."""
        answer = super().__call__(request, *args, **kwargs)
        answer.headers.pop("Last-Modified", None)
        return answer

    def get_object(self, request: HttpRequest, **of: str) -> Any:
        """Whose news these are: here the place's name, nothing where no one organ stands above all others."""
        return frame_of(request).place_name

    def title(self, obj: Any) -> str:
        """What the feed is called."""
        return f"{obj}政府信息公开"

    def description(self, obj: object) -> str:
        """What is in it."""
        return f"{self.title(obj)}：最新公开的信息和年度报告。"

    def link(self, obj: object) -> str:
        """The page of which this is the feed."""
        return at_home(reverse("portal:home"))

    def feed_url(self, obj: object) -> str:
        """Where the feed itself stands."""
        return at_home(reverse("portal:feed"))

    def items(self, obj: object) -> Iterable[Told]:
        """The newest."""
        return _newest()

    def item_title(self, item: Told) -> str:
        """What it is called."""
        return item.title

    def item_description(self, item: Told) -> str:
        """Who made it public, and how it begins."""
        return f"{item.organ}：{item.beginning}" if item.beginning else item.organ

    def item_link(self, item: Told) -> str:
        """Where it stands for good."""
        return item.address

    def item_author_name(self, item: Told) -> str:
        """Who made it public."""
        return item.organ

    def item_pubdate(self, item: Told) -> datetime | None:
        """When it became public."""
        return _moment(item.published_on)

    def item_updateddate(self, item: Told) -> datetime | None:
        """When it was changed last."""
        return _moment(item.last_on)


class OfOrgan(WhatIsNew):
    """What one organ made public."""

    def get_object(self, request: HttpRequest, slug: str) -> Organ:
        """The organ. Raises Http404."""
        return get_object_or_404(Organ.objects.visible_to(PUBLIC), slug=slug)

    def title(self, obj: Organ) -> str:
        """Whose news these are."""
        return f"{obj.name}政府信息公开"

    def link(self, obj: Organ) -> str:
        """The organ's page."""
        return at_home(reverse("portal:organ", args=[obj.slug]))

    def feed_url(self, obj: Organ) -> str:
        """Where the feed itself stands."""
        return at_home(reverse("portal:organ-feed", args=[obj.slug]))

    def items(self, obj: Organ) -> Iterable[Told]:
        """Its newest."""
        return _newest(organ=obj)


class OfColumn(WhatIsNew):
    """What one organ made public in one column."""

    def get_object(self, request: HttpRequest, slug: str, name: str) -> tuple[Organ, Column]:
        """The organ and the column. Raises Http404."""
        if name not in set(Column):
            raise Http404("No such column")
        return get_object_or_404(Organ.objects.visible_to(PUBLIC), slug=slug), Column(name)

    def title(self, obj: tuple[Organ, Column]) -> str:
        """Whose news these are."""
        organ, column = obj
        return f"{organ.name}：{column.label}"

    def link(self, obj: tuple[Organ, Column]) -> str:
        """The page of the column."""
        organ, column = obj
        return at_home(reverse("portal:column", args=[organ.slug, column.value]))

    def feed_url(self, obj: tuple[Organ, Column]) -> str:
        """Where the feed itself stands."""
        organ, column = obj
        return at_home(reverse("portal:column-feed", args=[organ.slug, column.value]))

    def items(self, obj: tuple[Organ, Column]) -> Iterable[Told]:
        """Its newest."""
        organ, column = obj
        found = items_in(organ, column).order_by("-last_on", "-pk")[:MOST_NEW]
        return [
            Told(
                item.title,
                at_home(address_of(item)),
                organ.name,
                item.live_version.summary,
                item.published_on,
                item.last_on,
            )
            for item in found
        ]


def _newest(**of: Organ) -> list[Told]:
    """The newest of the list of what is public, in the order of their days."""
    entries = search.public().filter(**of).select_related("organ").order_by("-slot")[:MOST_NEW]
    beginnings = search.beginnings(entries, length=A_BEGINNING)
    return [
        Told(
            title=entry.title,
            address=at_home(entry.address) if entry.address.startswith("/") else entry.address,
            organ=entry.organ.name,
            beginning=" ".join(beginnings.get(entry.pk, "").split()),
            published_on=entry.published_on,
            last_on=entry.changed_on or entry.published_on,
        )
        for entry in entries
    ]


def _moment(on: date | None) -> datetime | None:
    """The beginning of a day here."""
    return timezone.make_aware(datetime.combine(on, time())) if on else None


place = public(require_safe(WhatIsNew()))
organ = public(require_safe(OfOrgan()))
column = public(require_safe(OfColumn()))
