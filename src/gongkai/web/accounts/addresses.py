"""From where somebody comes, and under which name he tries."""

from collections.abc import Mapping
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

from gongkai.web.foundations.models import User
from gongkai.web.ledger.registry import digest


def client_address(request: HttpRequest) -> str:
    """The address of whoever asks. Behind a proxy the one that the proxy itself wrote, which is the last; empty if unknown."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    written = forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
    try:
        return str(ip_address(written))
    except ValueError:  # a test, a socket file, a proxy that writes something else
        return ""


def place_of(address: str) -> str:
    """What one visitor can hardly change: his IPv4 address, or the network of his IPv6 one, which is his whole."""
    if not address:
        return ""
    parsed = ip_address(address)
    if parsed.version == 6 and parsed.ipv4_mapped is None:
        return str(ip_network((parsed, 64), strict=False))
    return str(getattr(parsed, "ipv4_mapped", None) or parsed)


def tried_name(request: HttpRequest, credentials: Mapping[str, str] | None = None) -> str | None:
    """The sign-in name under which failures are counted; of one that nobody has, only a hash: it may be a password."""
    typed = (credentials or request.POST).get("username")
    if not typed or User.objects.filter(username=typed).exists():
        return typed
    return digest(typed)
