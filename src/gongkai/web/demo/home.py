"""A new home gets a copy of a demo that was made once: what takes a minute to tell is then there in a moment."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.db import connection

from gongkai.kernel.problems import Unwritable
from gongkai.web.settings.environment import fixed_today, is_chosen, kept_key

from . import snapshot

_NAME = "demo"
_EMPTY = "empty-tables"
# What every home makes for itself, and what only its own processes need.
_OWN = ("secret_key", "cache", "static", "gongkai.sqlite3-turn")
_WANTED = ("gongkai.sqlite3", "data_key", "ledger_key", "demo_today", "demo_codes", "kept", "sources")
_KEPT_SETTINGS = ("GONGKAI_LAW_DIR", "GONGKAI_FONTS")


def is_new() -> bool:
    """Whether nothing is here yet, and a copy may be all that will be: a file of SQLite under a key of its own."""
    is_file = connection.vendor == "sqlite" and not connection.is_in_memory_db()
    return (
        is_file
        and not Path(connection.settings_dict["NAME"]).exists()
        and not is_chosen("GONGKAI_LEDGER_KEY")
    )


def copy_demo() -> None:
    """Put a copy into this home; this process goes on with the key and the day that came with it."""
    snapshot.copy(_NAME, settings.HOME, make=_make)
    settings.LEDGER_KEY = kept_key(settings.HOME, "GONGKAI_LEDGER_KEY")
    settings.FIXED_TODAY = fixed_today(settings.HOME)


def copy_empty_tables(folder: Path) -> None:
    """Put the database that the migrations leave into a folder: they take a third as long as the whole county."""
    snapshot.copy(_EMPTY, folder, make=_migrate, of=snapshot.schema_fingerprint)


def hurry() -> None:
    """A file that is thrown away when anything fails need not survive a failure of power."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = OFF")


def settle() -> None:
    """Everything is in the one file of the database, and nothing beside it."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _make(folder: Path) -> None:
    copy_empty_tables(folder)
    _run(folder, "demo", "--original")
    for name in _OWN:
        shutil.rmtree(folder / name) if (folder / name).is_dir() else (folder / name).unlink(missing_ok=True)
    missing = [name for name in _WANTED if not (folder / name).exists()]
    if missing:  # somebody cleared the caches meanwhile
        raise Unwritable(f"演示数据没有建全，缺少 {'、'.join(missing)}。", "请再运行一次 gongkai demo。")


def _migrate(folder: Path) -> None:
    """Tables alone, without the keys that every home makes for itself."""
    _run(folder, "migrate", "--verbosity=0")
    for file in folder.glob("*_key"):
        file.unlink()


def _run(folder: Path, *command: str) -> None:
    """By a process of its own, whose settings are those of the folder."""
    plain = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GONGKAI_", "DJANGO_")) or name in _KEPT_SETTINGS
    }
    run = [sys.executable, "-m", "gongkai.web", *command]
    subprocess.run(run, env=plain | {"GONGKAI_HOME": str(folder)}, stdout=subprocess.DEVNULL, check=True)
