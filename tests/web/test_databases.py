"""SQLite or PostgreSQL: chosen by an address, and the same for whatever stands on it."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from gongkai.web.settings.databases import database


def test_without_an_address_it_is_a_file_at_home(tmp_path):
    chosen = database(tmp_path, address="")
    assert chosen["ENGINE"] == "django.db.backends.sqlite3"
    assert chosen["NAME"] == tmp_path / "gongkai.sqlite3"


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        (
            "postgresql://gk:p%40ss%2Fword@db.example:5433/gongkai",
            {"NAME": "gongkai", "USER": "gk", "PASSWORD": "p@ss/word", "HOST": "db.example", "PORT": "5433"},
        ),
        ("postgres://db/gongkai", {"NAME": "gongkai", "HOST": "db"}),
        (
            "postgresql:///gongkai?host=/run/postgresql&sslmode=require&connect_timeout=5",
            {
                "NAME": "gongkai",
                "HOST": "/run/postgresql",
                "OPTIONS": {"sslmode": "require", "connect_timeout": "5"},
            },
        ),
    ],
)
def test_an_address_is_read_as_postgresql_reads_it(tmp_path, address, parts):
    chosen = database(tmp_path, address=address)
    assert chosen["ENGINE"] == "django.db.backends.postgresql"
    assert {"OPTIONS": {}} | parts == {
        name: value
        for name, value in chosen.items()
        if name not in {"ENGINE", "CONN_MAX_AGE", "CONN_HEALTH_CHECKS"}
    }


@pytest.mark.parametrize(
    "address",
    [
        "nonsense",
        "mysql://gk:secret@db/gongkai",
        "host=db dbname=gongkai password=secret",
        "postgresql://gk:secret@db",
        "postgresql://gk:secret@db/gongkai?colour=red",
        "postgresql://gk:secret@[db/gongkai",
    ],
)
def test_any_other_address_is_told_without_repeating_it(tmp_path, address):
    with pytest.raises(ImproperlyConfigured, match="GONGKAI_DATABASE 不是可用的数据库地址") as told:
        database(tmp_path, address=address)
    assert "secret" not in str(told.value)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("mysql://db", "GONGKAI_DATABASE 不是可用的数据库地址"),
        ("postgresql://gk@127.0.0.1:1/gongkai", "数据库不能使用：connection failed"),
    ],
)
def test_a_site_without_database_says_so_and_does_not_start(tmp_path, address, told):
    command = [sys.executable, "-m", "gongkai.web", "serve", "--port", "0"]
    variables = os.environ | {
        "DJANGO_SETTINGS_MODULE": "gongkai.web.settings.site",
        "GONGKAI_HOME": str(tmp_path),
        "GONGKAI_DATABASE": address,
        "PYTHONIOENCODING": "utf-8",
    }
    run = subprocess.run(
        command, env=variables, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert run.returncode == 1
    assert told in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.skipif(connection.vendor != "sqlite", reason="these are SQLite's own switches")
@pytest.mark.parametrize(
    ("switch", "value"),
    [("journal_mode", "wal"), ("foreign_keys", 1), ("synchronous", 1), ("secure_delete", 1)],
)
def test_sqlite_waits_keeps_its_word_and_overwrites_what_is_deleted(db, switch, value):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {switch}")
        assert cursor.fetchone() == (value,)
