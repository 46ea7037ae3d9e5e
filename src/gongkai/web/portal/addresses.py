"""The addresses of public pages: a page has fifty of them, and each is put together once."""

from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, reverse

MOST_KEPT = 4096


def at_home(path: str) -> str:
    """The whole address of a page of ours, as it is kept and passed on."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"


def address(name: str, *args: object) -> str:
    """Where a public page stands, by its name among the portal's addresses. Raises NoReverseMatch."""
    return _reversed(settings.ROOT_URLCONF, get_script_prefix(), name, *args)


@lru_cache(maxsize=MOST_KEPT)
def _reversed(_urls: str, _prefix: str, name: str, *args: object) -> str:
    return reverse(f"portal:{name}", args=args)
