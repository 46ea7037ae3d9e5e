"""Writers of SQLite wait their turn in the kernel's queue.

SQLite itself lets them ask again and again, at ever longer intervals: with eight of them the database is idle most of
the time. PostgreSQL queues its writers by itself.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection


@contextmanager
def in_turn() -> Iterator[None]:
    """Wait until no other act is being written, and keep the others waiting until this one is."""
    # Inside a transaction the turn is ours already, and a database in memory is nobody else's.
    if connection.vendor != "sqlite" or connection.in_atomic_block or connection.is_in_memory_db():
        yield
        return
    database = Path(connection.settings_dict["NAME"])
    gate = os.open(database.with_name(f"{database.name}-turn"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield
    finally:
        os.close(gate)  # lets go of the lock too, and so does the end of the process
