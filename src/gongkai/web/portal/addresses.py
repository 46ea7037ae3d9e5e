"""The addresses of public pages: a page has fifty of them, and each is put together once."""

from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, reverse

MOST_KEPT = 4096


def address(name: str, *args: object) -> str:
    """Where a public page stands, by its name among the portal's addresses. Raises NoReverseMatch."""
    return _reversed(settings.ROOT_URLCONF, get_script_prefix(), name, *args)


@lru_cache(maxsize=MOST_KEPT)
def _reversed(_urls: str, _prefix: str, name: str, *args: object) -> str:
    return reverse(f"portal:{name}", args=args)
