"""Through which server mail goes out: one address says all that the library wants to know."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# Seconds; a server that does not answer must not hold up the errands behind it.
_TIMEOUT = 20
_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def mail(address: str, *, sender: str) -> dict[str, Any]:
    """Django's settings for the server at an address; without one nothing is sent. ImproperlyConfigured for a slip."""
    if not address:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(address)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ImproperlyConfigured(
            "GONGKAI_MAIL 应以 smtp://、smtp+tls:// 或者 smtps:// 开头，并写明服务器的域名。请改正后重新启动。"
        )
    if not sender:
        raise ImproperlyConfigured(
            "设置了 GONGKAI_MAIL，还没有设置发件地址 GONGKAI_MAIL_FROM。请补填后重新启动。"
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or _PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": _TIMEOUT,
        "DEFAULT_FROM_EMAIL": sender,
    }
