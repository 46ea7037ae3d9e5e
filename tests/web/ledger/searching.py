"""Looks for a word in everything that an installation keeps: its tables and its files."""

import json
import os
import re

from django.conf import settings
from django.db import connection


def in_tables(word: str) -> list[str]:
    """The tables where a word stands, as they are or as JSON writes them."""
    sought = (word, json.dumps(word)[1:-1])
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            if any(one in str(value) for row in cursor.fetchall() for value in row for one in sought):
                found.append(table)
    return found


def in_files(word: str) -> list[str]:
    """The files of the installation, its database and the log beside it among them, that hold a word."""
    sought = (word.encode(), json.dumps(word)[1:-1].encode(), re.escape(word).encode())
    paths = [os.path.join(folder, name) for folder, _, names in os.walk(settings.HOME) for name in names]  # noqa: PTH118 - a file may go while we look
    found = []
    for path in paths:
        with open(path, "rb") as file:  # noqa: PTH123 - as many bytes as there are
            content = file.read()
        if any(one in content for one in sought):
            found.append(path)
    return found
