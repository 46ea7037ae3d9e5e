"""Where the rows live: in one file in the installation's folder, or on a PostgreSQL server."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

# A writer takes the lock when its transaction begins: two writers then wait for each other instead of failing.
# What is deleted is overwritten, so that an expunged text leaves the file too.
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,
    "init_command": (
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;"
    ),
}
# What libpq calls the parts of an address, and what Django calls them; all others are handed on as they are.
PARTS = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def database(folder: Path, *, address: str) -> dict[str, Any]:
    """Django's entry for the chosen database; ImproperlyConfigured for an address that names none."""
    shared = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    return shared | (_postgresql(address) if address else _sqlite(folder))


def _sqlite(folder: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / "gongkai.sqlite3",
        "OPTIONS": SQLITE,
        "TEST": {"NAME": folder / "test.sqlite3"},
    }


def _postgresql(address: str) -> dict[str, Any]:
    parts = _parts(address)
    named = {name: parts.pop(part) for part, name in PARTS.items() if part in parts}
    return {"ENGINE": "django.db.backends.postgresql", **named, "OPTIONS": parts}


def _parts(address: str) -> dict[str, Any]:
    """What the address says, as libpq reads it; the message repeats nothing of it, for it may hold a password."""
    import psycopg  # only where it is asked for
    from psycopg.conninfo import conninfo_to_dict

    try:
        if address.startswith(("postgresql://", "postgres://")) and "dbname" in (
            parts := conninfo_to_dict(address)
        ):
            return dict(parts)
    except psycopg.ProgrammingError:
        pass  # told below, like every address that names no database
    raise ImproperlyConfigured(
        "GONGKAI_DATABASE 不是可用的数据库地址。请写成 postgresql://用户:口令@主机:端口/库名，"
        "口令中的特殊字符用 %xx 表示；留空则使用 GONGKAI_HOME 下的 SQLite 文件。改正后重新启动。"
    )
