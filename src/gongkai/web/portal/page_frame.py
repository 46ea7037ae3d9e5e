"""What stands around every public page: whose site this is, its main columns, and how it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.db.models import QuerySet, Subquery
from django.http import HttpRequest
from django.urls import NoReverseMatch
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString

from gongkai.kernel.duties import PUBLIC
from gongkai.web.foundations.prepared import Given, prepared
from gongkai.web.organs.models import Organ

from . import linked_data
from .addresses import address
from .display import Display, of
from .kiosk import Taken

_OF_REPORTS = ("charts", "charts-below", "charts-year", "why", "edition")
# The main columns: what each is called, where it begins, and which other pages belong to it.
_DOORS = (
    ("首页", "home", ()),
    ("找信息", "search", ("column", "item", "item-version", "item-changes")),
    ("申请公开", "apply", ("apply-form", "my-application", "my-application-lost", "my-application-act")),
    ("年报", "annual-reports", ("report", "report-page", *_OF_REPORTS, "check")),
    ("意见", "feedback", ("feedback-receipt", "consultations")),
)
_LINKS = (
    *("home", "search", "search-description", "search-suggest", "annual-reports", "consultations"),
    *("feedback", "check", "display", "accessibility", "data"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """The one organ that stands above all others, as every page names it."""

    name: str
    slug: str
    address: str
    phone: str
    authority_name: str | None


@dataclass(frozen=True, slots=True)
class Door:
    """One of the main columns; `here` is what screen readers are told of it: "page", "true" or nothing."""

    label: str
    address: str
    here: str


@dataclass(frozen=True, slots=True)
class PageFrame:
    """For templates: `frame`; `links` are the addresses that most pages lead to, by their names with strokes below."""

    display: Display
    place: Place | None
    doors: tuple[Door, ...]
    links: Mapping[str, str]
    fixed_today: date | None
    taken: Taken

    @property
    def place_name(self) -> str:
        """墨鹭县, of 墨鹭县人民政府; nothing where no one organ stands above all others."""
        return self.place.name.removesuffix("人民政府") if self.place else ""

    @property
    def linked(self) -> SafeString:
        """The site itself, for machines."""
        return linked_data.of_place(self.place_name)


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context processor; nothing is asked of the database before a page shows it."""
    return {"frame": SimpleLazyObject(partial(frame_of, request))}


def frame_of(request: HttpRequest) -> PageFrame:
    """The frame of the page that somebody asks for."""
    name, slug = _page(request)
    place, its_own = _place(slug)
    asked = its_own or (place.slug if place else "")
    return PageFrame(
        display=of(request),
        place=place,
        doors=tuple(_doors(request, name, asked)),
        links={name.replace("-", "_"): address(name) for name in _LINKS},
        fixed_today=settings.FIXED_TODAY,
        taken=Taken(_taken_along(request)),
    )


def _page(request: HttpRequest) -> tuple[str, str]:
    """Which of our pages it is, and the organ that its address names; nothing for anything else."""
    match = request.resolver_match
    if match is None or match.app_name != "portal":
        return "", ""
    return match.url_name or "", match.kwargs.get("slug", "")


def _place(slug: str) -> tuple[Place | None, str]:
    """The one organ at the top of the tree, and the organ that an address names, if it exists. None where there are
    several, or no database to ask: a page that tells of a fault has to appear all the same."""
    try:
        top = _top(named=slug)
    except DatabaseError:
        return None, ""
    its_own = top[0][-1] or "" if top else ""
    return Place(*top[0][:-1]) if len(top) == 1 else None, its_own


@prepared
def _top(named: Given) -> QuerySet[Organ]:
    """The organs at the top, as far as it matters how many; this is asked for every page."""
    known = Organ.objects.visible_to(PUBLIC).active()
    its_own = Subquery(known.filter(slug=named).order_by().values("slug")[:1])
    told = known.filter(parent=None).annotate(its_own=its_own).order_by("path")
    return told.values_list("name", "slug", "address", "phone", "authority__name", "its_own")[:2]


def _doors(request: HttpRequest, name: str, asked: str) -> list[Door]:
    """The main columns as a page leads to them; one applies to the organ whose page one reads."""
    doors = []
    for label, begins, others in _DOORS:
        needed = [asked] if asked and begins == "apply" else []
        try:
            leads_to = address(begins, *needed)
        except NoReverseMatch:  # whose way to apply it would be, nobody can say
            continue
        here = "page" if request.path == leads_to else "true" if name in (begins, *others) else ""
        doors.append(Door(label, leads_to, here))
    return doors


def _taken_along(request: HttpRequest) -> str:
    """The address under which somebody finds this page at home; without what was asked, if that is very long."""
    whole = request.get_full_path()
    return f"{settings.WAGTAILADMIN_BASE_URL}{whole if len(whole) <= 500 else request.path}"
