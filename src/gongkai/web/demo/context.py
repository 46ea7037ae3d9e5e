"""Tells every page whether the site shows the invented county, so that nobody takes it for a real one."""

from collections.abc import Callable
from functools import cache

from django.db import DatabaseError
from django.http import HttpRequest

from gongkai.web.organs.models import Organ

from .county import root


def demo(_request: HttpRequest) -> dict[str, Callable[[], bool]]:
    """For templates: `is_demo`, asked of the database only by pages that want to know."""
    return {"is_demo": _is_shown}


def _is_shown() -> bool:
    """Whether the county's own government is among the organs: by its code, which nobody else has, for names change."""
    try:
        return Organ.objects.filter(code=_code()).exists()
    except DatabaseError:  # a page that tells of a fault has to appear all the same
        return False


@cache
def _code() -> str:
    return root()["code"]
