"""Tells every page whether the site shows the invented county, so that nobody takes it for a real one."""

from collections.abc import Callable
from functools import cache

from django.http import HttpRequest

from gongkai.web.organs.models import Organ

from .county import county


def demo(_request: HttpRequest) -> dict[str, Callable[[], bool]]:
    """For templates: `is_demo`, asked of the database only by pages that want to know."""
    return {"is_demo": _is_shown}


def _is_shown() -> bool:
    """Whether the county's own government, under its name, is among the organs."""
    slug, name = _root()
    return Organ.objects.filter(slug=slug, name=name).exists()


@cache
def _root() -> tuple[str, str]:
    raw = next(raw for raw in county()["organs"] if "parent" not in raw)
    return raw["slug"], raw["name"]
