"""What makes the ledger append-only: triggers of the database itself, so that no code of ours or others gets round them.

Django drops triggers of SQLite silently when it rebuilds a table; so they are installed after every migration, and
`gongkai verify` looks whether they are all there, as they should be.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction

from .registry import all_tracked

EVENTS, HEADS = "ledger_event", "ledger_head"
_FUNCTION = "ledger_append_only"
_FUNCTION_BODY = "BEGIN RAISE EXCEPTION 'the ledger is append-only (%)', TG_NAME USING ERRCODE = 'integrity_constraint_violation'; END"


@dataclass(frozen=True, slots=True)
class Trigger:
    """One trigger: the table it guards, what it refuses, and under which condition."""

    table: str
    act: str
    when: str = ""
    each: str = "ROW"

    @property
    def name(self) -> str:
        """Its name in the database."""
        return f"{self.table}_no_{self.act.lower()}"


_BACKWARD = "NEW.position <= OLD.position OR NEW.organ_id <> OLD.organ_id"
# INSERT OR REPLACE deletes without asking the trigger for deletion: it is stopped before it begins.
_TAKEN = "EXISTS (SELECT 1 FROM ledger_event WHERE id = NEW.id OR (organ_id = NEW.organ_id AND position = NEW.position))"
_COMMON = (
    Trigger(EVENTS, "UPDATE"),
    Trigger(EVENTS, "DELETE"),
    Trigger(HEADS, "UPDATE", _BACKWARD),
    Trigger(HEADS, "DELETE"),
)
SQLITE = (
    *_COMMON,
    Trigger(EVENTS, "INSERT", _TAKEN),
    Trigger(HEADS, "INSERT", "EXISTS (SELECT 1 FROM ledger_head WHERE organ_id = NEW.organ_id)"),
)
POSTGRESQL = (
    *_COMMON,
    Trigger(EVENTS, "TRUNCATE", each="STATEMENT"),
    Trigger(HEADS, "TRUNCATE", each="STATEMENT"),
)


def install() -> None:
    """Put every trigger in place, all at once; where they stand already, nobody who writes has to wait."""
    if not missing():
        return
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_function_text())
        for trigger in _wanted():
            cursor.execute(_dropping(trigger))
            cursor.execute(_text(trigger))


def missing() -> list[str]:
    """The names of triggers that are not there, are switched off, or do not say what they should."""
    there = _there()
    return [trigger.name for trigger in _wanted() if there.get(trigger.name) != _bare(_shown(trigger))]


def foreign() -> list[str]:
    """The triggers, and on PostgreSQL the rules, that others put on the ledger or on tables that it tells of: they change
    what is written, or see to it that nothing is."""
    ours = {(trigger.table, trigger.name) for trigger in _wanted()}
    tables = {EVENTS, HEADS, *(tracked.model._meta.db_table for tracked in all_tracked().values())}
    with connection.cursor() as cursor:
        cursor.execute(_POSTGRESQL_ALL if connection.vendor == "postgresql" else _SQLITE_ALL)
        found = cursor.fetchall()
    return sorted(f"{table}.{name}" for table, name in found if table in tables and (table, name) not in ours)


@contextmanager
def lifted() -> Iterator[None]:
    """Without the triggers, for tests that empty the database or play the forger; afterwards they are back."""
    with connection.cursor() as cursor:
        for trigger in _wanted():
            cursor.execute(_dropping(trigger))
    try:
        yield
    finally:
        install()


def _wanted() -> tuple[Trigger, ...]:
    return POSTGRESQL if connection.vendor == "postgresql" else SQLITE


def _dropping(trigger: Trigger) -> str:
    on = f" ON {trigger.table}" if connection.vendor == "postgresql" else ""
    return f"DROP TRIGGER IF EXISTS {trigger.name}{on}"


def _text(trigger: Trigger) -> str:
    """The statement that makes a trigger."""
    if connection.vendor == "postgresql":
        when = f" WHEN ({trigger.when})" if trigger.when else ""
        head = f"CREATE TRIGGER {trigger.name} BEFORE {trigger.act} ON {trigger.table}"
        return f"{head} FOR EACH {trigger.each}{when} EXECUTE FUNCTION {_FUNCTION}()"
    when = f" WHEN {trigger.when}" if trigger.when else ""
    refusal = f"SELECT RAISE(ABORT, 'the ledger is append-only ({trigger.name})');"
    return f"CREATE TRIGGER {trigger.name} BEFORE {trigger.act} ON {trigger.table}{when} BEGIN {refusal} END"


def _function_text() -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ {_FUNCTION_BODY} $$"
    )


def _shown(trigger: Trigger) -> str:
    """How the database shows a trigger that is as it should be."""
    if connection.vendor == "postgresql":
        return f"{_text(trigger)}{_FUNCTION_BODY}"
    return _text(trigger)


def _there() -> dict[str, str]:
    """The triggers that the database has on our tables, in the form of `_shown`."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_TRIGGERS, [[EVENTS, HEADS]])
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return {name: _bare(text) for name, text in cursor.fetchall()}


def _bare(text: str) -> str:
    """A statement without what a database adds when it shows it: quotes, brackets, the schema, capitals."""
    return re.sub(r'[\s"()]|\bpublic\.', "", text).lower()


# A trigger that is switched off has 'D'.
_POSTGRESQL_TRIGGERS = """
SELECT tgname, pg_get_triggerdef(pg_trigger.oid) || prosrc
FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid
WHERE relname = ANY(%s) AND tgenabled IN ('O', 'A') AND NOT tgisinternal
"""
# Foreign keys have triggers of their own, which PostgreSQL calls internal.
_POSTGRESQL_ALL = """
SELECT relname, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal
UNION SELECT tablename, rulename FROM pg_rules
"""
_SQLITE_ALL = "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'"
