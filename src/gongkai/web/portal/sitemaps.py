"""Every address that search engines may keep: what is public, and the pages that lead there."""

from collections.abc import Sequence
from datetime import date

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from gongkai.kernel.duties import PUBLIC
from gongkai.web.harvest.indexing import LABEL as COLLECTED
from gongkai.web.organs.models import Organ
from gongkai.web.search import selectors as search
from gongkai.web.search.models import Entry

A_PAGE = 5000
_PAGES = ("home", "annual-reports", "consultations", "complaints", "data", "accessibility")
_OF_ORGAN = ("organ", "apply", "places")


class Pages(Sitemap):
    """The pages of the place and of its organs."""

    limit = A_PAGE

    def items(self) -> Sequence[str]:
        """Their addresses."""
        slugs = Organ.objects.visible_to(PUBLIC).order_by("pk").values_list("slug", flat=True)
        of_organs = (reverse(f"portal:{name}", args=[slug]) for slug in slugs for name in _OF_ORGAN)
        return [*(reverse(f"portal:{name}") for name in _PAGES), *of_organs]

    def location(self, item: str) -> str:
        """Where it stands."""
        return item


class Public(Sitemap):
    """Everything that is public here: items and reports. What was collected stands elsewhere and is not ours to list."""

    limit = A_PAGE

    def items(self) -> QuerySet[Entry]:
        """In the order in which they came, so that only the last page changes from day to day."""
        return search.public().filter(address__startswith="/").exclude(label=COLLECTED).order_by("pk")

    def location(self, item: Entry) -> str:
        """Where it stands for good."""
        return item.address

    def lastmod(self, item: Entry) -> date | None:
        """When it was changed last."""
        return item.changed_on or item.published_on


SITEMAPS = {"pages": Pages, "public": Public}
