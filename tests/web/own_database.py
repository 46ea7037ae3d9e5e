"""A database for one test alone, on the same server as the others: for whole processes, which commit what they do.

The migrations run once for all tests; each gets a copy of the empty tables that they leave.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

from gongkai.web.demo import snapshot

EMPTY = "empty-tables"
MIGRATE = [sys.executable, "-m", "gongkai.web", "migrate", "--verbosity=0"]


@contextmanager
def environment(folder: Path) -> Iterator[dict[str, str]]:
    """The variables of a process that finds empty tables and an empty home in the folder."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    plain |= {"GONGKAI_HOME": str(folder), "DJANGO_SETTINGS_MODULE": "gongkai.web.settings.site"}
    server = os.environ.get("GONGKAI_TEST_DATABASE")
    if not server:
        snapshot.copy(EMPTY, folder, make=lambda made: _migrated(made, plain))
        yield plain
        return
    import psycopg

    name = f"gongkai_{uuid4().hex}"
    with psycopg.connect(_of(server, "postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{_template(connection, server, plain)}"')
        try:
            yield plain | {"GONGKAI_DATABASE": _of(server, name)}
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _migrated(folder: Path, plain: dict[str, str]) -> None:
    """An empty file of SQLite, without the keys that every home makes for itself."""
    subprocess.run(MIGRATE, env=plain | {"GONGKAI_HOME": str(folder)}, check=True, timeout=120)
    for key in ("secret_key", "ledger_key"):
        (folder / key).unlink()


def _template(connection, server: str, plain: dict[str, str]) -> str:
    """The database that all others are copied from, made by whoever comes first."""
    name = f"gongkai_{EMPTY}_{snapshot.fingerprint()}"
    connection.execute("SELECT pg_advisory_lock(20261112)")
    try:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not known:
            making = f"{name}_making"
            connection.execute(f'DROP DATABASE IF EXISTS "{making}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{making}"')
            address = {"GONGKAI_DATABASE": _of(server, making)}
            subprocess.run(MIGRATE, env=plain | address, check=True, timeout=120)
            connection.execute(f'ALTER DATABASE "{making}" RENAME TO "{name}"')
    finally:
        connection.execute("SELECT pg_advisory_unlock(20261112)")
    return name


def _of(server: str, name: str) -> str:
    """The address of one of the server's databases."""
    parts = urlsplit(server)
    return f"postgresql://{parts.netloc}/{name}?{parts.query}"
