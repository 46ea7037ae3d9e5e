"""What makes the ledger append-only: triggers of the database itself, so that no code of ours or others gets round them.

Other apps guard their own tables in the same way, with `guard`. Django drops triggers of SQLite silently when it
rebuilds a table; so they are installed after every migration, and `gongkai verify` looks whether they are all there, as
they should be.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction

from .registry import all_tracked

EVENTS, HEADS = "ledger_event", "ledger_head"
_GUARDED = "gongkai: this table is guarded"
_FUNCTION = "ledger_append_only"
_FUNCTION_BODY = "BEGIN RAISE EXCEPTION 'the ledger is append-only (%)', TG_NAME USING ERRCODE = 'integrity_constraint_violation'; END"


@dataclass(frozen=True, slots=True)
class Trigger:
    """One trigger: the table it guards, what it refuses, and under which condition.

    `why` tells two triggers of one table and act apart. `when` is SQL over OLD and NEW that both databases understand.
    """

    table: str
    act: str
    when: str = ""
    each: str = "ROW"
    why: str = ""

    @property
    def name(self) -> str:
        """Its name in the database."""
        return f"{self.table}_no_{self.act.lower()}{self.why and f'_{self.why}'}"

    @property
    def function(self) -> str:
        """What PostgreSQL runs: of the ledger's own one for all; of a guard its own, where it looks at other rows too."""
        return _FUNCTION if self.table in (EVENTS, HEADS) else f"{self.name}_guard"

    @property
    def body(self) -> str:
        """What that function does."""
        if self.function == _FUNCTION:
            return _FUNCTION_BODY
        refusal = (
            f"RAISE EXCEPTION '{_GUARDED} (%)', TG_NAME USING ERRCODE = 'integrity_constraint_violation';"
        )
        goes_on = "RETURN OLD;" if self.act == "DELETE" else "RETURN NEW;"
        return f"BEGIN IF {self.when or 'TRUE'} THEN {refusal} END IF; {goes_on} END"


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
_guards: dict[str, Trigger] = {}


def guard(*added: Trigger) -> None:
    """Guard tables of other apps, too, from when they start (`AppConfig.ready`). TRUNCATE is PostgreSQL's alone."""
    _guards.update({trigger.name: trigger for trigger in added})


def install() -> None:
    """Put every trigger in place, all at once; where they stand already, nobody who writes has to wait."""
    if not missing():
        return
    with transaction.atomic(), connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for trigger in _wanted():
            if trigger.table not in tables:  # its app was not migrated yet
                continue
            cursor.execute(_dropping(trigger))
            if connection.vendor == "postgresql":
                cursor.execute(_function_text(trigger))
            cursor.execute(_text(trigger))


def lift_guards() -> None:
    """Before a migration: SQLite rebuilds no table at which a trigger of another table looks."""
    with transaction.atomic(), connection.cursor() as cursor:
        for trigger in _guards.values():
            cursor.execute(_dropping(trigger))


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
    if connection.vendor == "postgresql":
        return (*POSTGRESQL, *_guards.values())
    return (*SQLITE, *(trigger for trigger in _guards.values() if trigger.act != "TRUNCATE"))


def _dropping(trigger: Trigger) -> str:
    on = f" ON {trigger.table}" if connection.vendor == "postgresql" else ""
    return f"DROP TRIGGER IF EXISTS {trigger.name}{on}"


def _text(trigger: Trigger) -> str:
    """The statement that makes a trigger."""
    if connection.vendor == "postgresql":
        is_own = trigger.function != _FUNCTION  # then the function asks: a WHEN may not look at other rows
        when = f" WHEN ({trigger.when})" if trigger.when and not is_own else ""
        head = f"CREATE TRIGGER {trigger.name} BEFORE {trigger.act} ON {trigger.table}"
        return f"{head} FOR EACH {trigger.each}{when} EXECUTE FUNCTION {trigger.function}()"
    when = f" WHEN {trigger.when}" if trigger.when else ""
    says = "the ledger is append-only" if trigger.function == _FUNCTION else _GUARDED
    refusal = f"SELECT RAISE(ABORT, '{says} ({trigger.name})');"
    return f"CREATE TRIGGER {trigger.name} BEFORE {trigger.act} ON {trigger.table}{when} BEGIN {refusal} END"


def _function_text(trigger: Trigger) -> str:
    returned = f"RETURNS trigger LANGUAGE plpgsql AS $$ {trigger.body} $$"
    return f"CREATE OR REPLACE FUNCTION {trigger.function}() {returned}"


def _shown(trigger: Trigger) -> str:
    """How the database shows a trigger that is as it should be."""
    if connection.vendor == "postgresql":
        return f"{_text(trigger)}{trigger.body}"
    return _text(trigger)


def _there() -> dict[str, str]:
    """The triggers that the database has on our tables, in the form of `_shown`."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_TRIGGERS, [sorted({trigger.table for trigger in _wanted()})])
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
