"""What stands around every public page: whose site this is, its main columns, and how it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.urls import NoReverseMatch
from django.utils.functional import SimpleLazyObject

from gongkai.web.organs.models import Organ, Status

from .addresses import address
from .display import Display, of
from .kiosk import mark_of

# What pages say of the organ at the top: this is asked for every page.
# In plain SQL it takes a tenth of the time.
_TOP = """SELECT organ.id, organ.name, organ.slug, organ.address, organ.phone, authority.name AS authority_name
FROM organs_organ organ LEFT JOIN organs_organ authority ON authority.id = organ.authority_id
WHERE organ.parent_id IS NULL AND organ.status = %s LIMIT 2
"""
# The main columns: what each is called, where it begins, and which other pages belong to it.
_DOORS = (
    ("首页", "home", ()),
    ("找信息", "search", ("column", "item", "item-version", "item-changes")),
    ("申请公开", "apply", ("apply-form", "my-application", "my-application-lost", "my-application-act")),
    ("年报", "annual-reports", ("report", "report-page", "check")),
    ("意见", "feedback", ("feedback-receipt", "consultations")),
)
_LINKS = (
    *("home", "search", "search-description", "search-suggest", "annual-reports", "consultations"),
    *("feedback", "check", "display", "accessibility", "data"),
)


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
    place: Organ | None
    doors: tuple[Door, ...]
    links: Mapping[str, str]
    fixed_today: date | None
    mark: str
    address: str

    @property
    def place_name(self) -> str:
        """墨鹭县, of 墨鹭县人民政府; nothing where no one organ stands above all others."""
        return self.place.name.removesuffix("人民政府") if self.place else ""


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context processor; nothing is asked of the database before a page shows it."""
    return {"frame": SimpleLazyObject(partial(frame_of, request))}


def frame_of(request: HttpRequest) -> PageFrame:
    """The frame of the page that somebody asks for."""
    place, shown = _place(), of(request)
    whole = _taken_along(request)
    return PageFrame(
        display=shown,
        place=place,
        doors=tuple(_doors(request, place)),
        links={name.replace("-", "_"): address(name) for name in _LINKS},
        fixed_today=settings.FIXED_TODAY,
        mark=mark_of(whole) if shown.is_kiosk else "",
        address=whole,
    )


def _place() -> Organ | None:
    """The one organ at the top of the tree; None where there are several, or no database to ask: a page that tells of
    a fault has to appear all the same."""
    try:
        top = list(Organ.objects.raw(_TOP, [Status.ACTIVE]))
    except DatabaseError:
        return None
    return top[0] if len(top) == 1 else None


def _doors(request: HttpRequest, place: Organ | None) -> list[Door]:
    match = request.resolver_match
    name = match.url_name if match and match.app_name == "portal" else ""
    doors = []
    for label, begins, others in _DOORS:
        needed = [place.slug] if place and begins == "apply" else []
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
