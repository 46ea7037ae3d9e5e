"""Copies of the empty tables: one for each process that runs tests, and one for a test whose processes commit what they do.

The migrations run once for all of them.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from gongkai.web.demo.home import copy_empty_tables
from gongkai.web.demo.snapshot import schema_fingerprint

MIGRATE = [sys.executable, "-m", "gongkai.web", "migrate", "--verbosity=0"]
PATIENCE = 300  # seconds, on a machine that has other things to do


def begin_with_empty_tables(connection, patch: pytest.MonkeyPatch) -> None:
    """The database that Django makes for the tests of this process is such a copy: no migration is left to run."""
    if server := os.environ.get("GONGKAI_TEST_DATABASE"):
        import psycopg

        with psycopg.connect(_of(server, "postgres"), autocommit=True) as there:
            connection.settings_dict["TEST"]["TEMPLATE"] = _template(there, server)
        return
    make = connection.creation._create_test_db

    def copied(*told, **more):
        name = make(*told, **more)
        with TemporaryDirectory() as folder:
            copy_empty_tables(Path(folder))
            shutil.copyfile(Path(folder, "gongkai.sqlite3"), name)
        return name

    patch.setattr(connection.creation, "_create_test_db", copied)


@contextmanager
def environment(folder: Path) -> Iterator[dict[str, str]]:
    """The variables of a process that finds empty tables and an empty home in the folder."""
    plain = _plain() | {"GONGKAI_HOME": str(folder)}
    server = os.environ.get("GONGKAI_TEST_DATABASE")
    if not server:
        copy_empty_tables(folder)
        yield plain
        return
    import psycopg

    name = f"gongkai_{uuid4().hex}"
    with psycopg.connect(_of(server, "postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{_template(connection, server)}"')
        try:
            yield plain | {"GONGKAI_DATABASE": _of(server, name)}
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _plain() -> dict[str, str]:
    """The variables of this process without whatever the tests have set, for the site as people run it."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    return plain | {"DJANGO_SETTINGS_MODULE": "gongkai.web.settings.site"}


def _template(connection, server: str) -> str:
    """The database that all others are copied from, made by whoever comes first."""
    name = f"gongkai_empty_{schema_fingerprint()}"
    connection.execute("SELECT pg_advisory_lock(20261112)")
    try:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not known:
            making = f"{name}_making"
            connection.execute(f'DROP DATABASE IF EXISTS "{making}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{making}"')
            with TemporaryDirectory() as folder:
                there = {"GONGKAI_HOME": folder, "GONGKAI_DATABASE": _of(server, making)}
                subprocess.run(MIGRATE, env=_plain() | there, check=True, timeout=PATIENCE)
            connection.execute(f'ALTER DATABASE "{making}" RENAME TO "{name}"')
    finally:
        connection.execute("SELECT pg_advisory_unlock(20261112)")
    return name


def _of(server: str, name: str) -> str:
    """The address of one of the server's databases."""
    parts = urlsplit(server)
    return f"postgresql://{parts.netloc}/{name}?{parts.query}"
