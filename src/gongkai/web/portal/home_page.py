"""What the first page of a place says: what it asks opinions on, what is new, and its organs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from gongkai.web.disclosure import selectors as disclosure
from gongkai.web.disclosure.models import Item
from gongkai.web.foundations.prepared import Given, prepared
from gongkai.web.ledger.sentences import day
from gongkai.web.reports import selectors as reports
from gongkai.web.reports.models import Report

from . import asking, organ_tree
from .addresses import address
from .organ_tree import OrganTree

MOST_NEW, MOST_REPORTS, MOST_ASKED = 8, 4, 3
_NAMED = ("pk", "live_version__title", "organ__slug", "organ__name")


@dataclass(frozen=True, slots=True)
class Listed:
    """Something to be read: its title, where it stands, and what is told beside it."""

    title: str
    address: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class HomePage:
    """Everything that the first page lists."""

    asked: Sequence[Listed]
    items: Sequence[Listed]
    reports: Sequence[Listed]
    tree: OrganTree


def page_on(today: date) -> HomePage:
    """The first page on a day: four questions however much there is."""
    return HomePage(
        asked=[_item(*row, f"，到{day(until_on)}截止") for *row, until_on in _asked(on=today)],
        items=[_item(*row, f"，{day(on)}") for *row, on in _new()],
        reports=[Listed(title, address("report", slug, year)) for title, slug, year in _reports()],
        tree=organ_tree.tree(),
    )


def _item(pk: int, title: str, slug: str, organ: str, told: str) -> Listed:
    return Listed(title, address("item", slug, pk), f"{organ}{told}")


@prepared
def _asked(on: Given) -> QuerySet[Item]:
    return asking.open_now(on).values_list(*_NAMED, "until_on")[:MOST_ASKED]


@prepared
def _new() -> QuerySet[Item]:
    return disclosure.newest().values_list(*_NAMED, "published_on")[:MOST_NEW]


@prepared
def _reports() -> QuerySet[Report]:
    return reports.newest(MOST_REPORTS).values_list("title", "organ__slug", "year")
