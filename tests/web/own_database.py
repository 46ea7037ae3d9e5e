"""A database for one test alone, on the same server as the others: for whole processes, which commit what they do."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4


@contextmanager
def environment(folder: Path) -> Iterator[dict[str, str]]:
    """The variables of a process that finds an empty database and an empty home in the folder."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    plain |= {"GONGKAI_HOME": str(folder), "DJANGO_SETTINGS_MODULE": "gongkai.web.settings.site"}
    server = os.environ.get("GONGKAI_TEST_DATABASE")
    if not server:
        yield plain
        return
    import psycopg

    name = f"gongkai_{uuid4().hex}"
    with psycopg.connect(_of(server, "postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield plain | {"GONGKAI_DATABASE": _of(server, name)}
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _of(server: str, name: str) -> str:
    """The address of one of the server's databases."""
    parts = urlsplit(server)
    return f"postgresql://{parts.netloc}/{name}?{parts.query}"
