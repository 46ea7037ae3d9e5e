"""What a shell, its indexes and the database itself keep of a row besides the row: found, taken away, overwritten."""

from collections.abc import Iterable

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Field, ForeignKey, Model

# How models that point at anything at all name the two halves of their pointer.
_HALVES = {"content_type": "object_id", "base_content_type": "object_id", "to_content_type": "to_object_id"}


def remove_traces(row: Model, touched: set[type[Model]]) -> int:
    """Delete whatever points at a row by content type and id: revisions, log entries, references, search entries, editing
    sessions, and those of apps to come. How many there were; the models are added to `touched`."""
    kind = ContentType.objects.get_for_model(row, for_concrete_model=True)
    count = 0
    for model, pointer, id_field in _pointing():
        found = model._base_manager.filter(**{pointer: kind, id_field.name: id_field.to_python(row.pk)})
        if found.exists():
            count += found.delete()[0]
            touched.add(model)
    return count


def _pointing() -> Iterable[tuple[type[Model], str, Field]]:
    for model in apps.get_models(include_auto_created=True):
        fields = {field.name: field for field in model._meta.local_concrete_fields}
        for pointer, id_name in _HALVES.items():
            is_pointer = isinstance(fields.get(pointer), ForeignKey) and id_name in fields
            if is_pointer and fields[pointer].related_model is ContentType:
                yield model, pointer, fields[id_name]


def scrub(touched: set[type[Model]]) -> None:
    """Overwrite what the database still holds of deleted rows. Not inside a transaction, whose end it needs."""
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for model in touched:
                cursor.execute(f"VACUUM {connection.ops.quote_name(model._meta.db_table)}")
            return
        # Deleted words stay in the parts of a full-text index until these are put together.
        cursor.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%USING fts5%'")
        for (name,) in cursor.fetchall():
            quoted = connection.ops.quote_name(name)
            cursor.execute(f"INSERT INTO {quoted}({quoted}) VALUES ('optimize')")
        # secure_delete has overwritten the pages; the log beside the file still holds the old ones.
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
