"""Where the site keeps what it can make again: in files of its own machine, or on a Redis server that several share."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

# Pages: nothing there is worth more than the next rendering, and an hour heals what nobody has thought of.
_HOUR = 3600
_MOST_PAGES = 2000
_ON_REDIS = "django.core.cache.backends.redis.RedisCache"


def stores(folder: Path, *, address: str) -> dict[str, dict[str, Any]]:
    """Django's entries for the chosen store; ImproperlyConfigured for an address that names none."""
    if address:
        return _on_redis(address)
    return {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": folder / "cache",
        },
        "pages": {
            "BACKEND": "gongkai.web.portal.page_files.PageFiles",
            "LOCATION": folder / "cache" / "pages",
            "TIMEOUT": _HOUR,
            "OPTIONS": {"MAX_ENTRIES": _MOST_PAGES},
        },
    }


def _on_redis(address: str) -> dict[str, dict[str, Any]]:
    """The server bounds the size itself (maxmemory, allkeys-lru)."""
    if not address.startswith(("redis://", "rediss://", "unix://")):
        raise ImproperlyConfigured(
            "GONGKAI_CACHE 不是可用的地址。请写成 redis://用户:口令@主机:6379/0；留空则使用 GONGKAI_HOME 下的文件。"
            "改正后重新启动。"
        )
    if find_spec("redis") is None:
        raise ImproperlyConfigured("使用 Redis 须先安装：pip install gongkai[redis]。安装后重新启动。")
    # A server that hangs may not hold up a page for long.
    shared = {
        "BACKEND": _ON_REDIS,
        "LOCATION": address,
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
    }
    return {
        "default": shared | {"KEY_PREFIX": "gongkai"},
        "pages": shared | {"KEY_PREFIX": "gongkai-pages", "TIMEOUT": _HOUR},
    }
