"""Whole addresses: whoever reads data from elsewhere does not know where a path begins."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


def base() -> str:
    """Where the site stands, without a slash at its end."""
    return settings.WAGTAILADMIN_BASE_URL


def absolute(address: str) -> str:
    """A path of this site as a whole address; a whole address as it is."""
    return f"{base()}{address}" if address.startswith("/") else address


def page(route: str, /, **parts: object) -> str:
    """The whole address of a page of the portal."""
    return absolute(reverse(f"portal:{route}", kwargs=parts))


def with_parameter(request: HttpRequest, **changed: object) -> str:
    """The whole address that was asked for, with other values for some parameters."""
    asked = request.GET.copy()
    for name, value in changed.items():
        asked[name] = str(value)
    return f"{base()}{request.path}?{urlencode(sorted(asked.items()))}"
