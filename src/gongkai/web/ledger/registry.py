"""What the apps tell the ledger when they start: kinds of events with their sentences, and columns that are caches.

A *tracked* model's columns can be told again from its events: each event carries what it set them to. A *digest* is
a column of which the ledger keeps only a keyed hash: personal data and long texts.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, Model

from gongkai.kernel.chain import Value


@dataclass(frozen=True, slots=True)
class EventKind:
    """One kind of event and what it says to people, without who, when and why: these stand around it."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Tracked:
    """A model whose columns are caches of the ledger."""

    label: str
    fields: tuple[str, ...]
    digests: tuple[str, ...] = ()

    @property
    def model(self) -> type[Model]:
        """The model itself."""
        return apps.get_model(self.label)

    def told(self, row: Model | Mapping[str, Any]) -> dict[str, Value]:
        """The tracked columns of a row as the ledger writes them."""
        plain = {name: _plain(self._field(name), row) for name in self.fields}
        return plain | {name: digest(_plain(self._field(name), row)) for name in self.digests}

    def stored(self, pk: int) -> dict[str, Value] | None:
        """The tracked columns as the database holds them now; None when there is no such row."""
        columns = [self._field(name).attname for name in (*self.fields, *self.digests)]
        row = self.model._base_manager.filter(pk=pk).values(*columns).first()
        return None if row is None else self.told(row)

    def _field(self, name: str) -> Field:
        return self.model._meta.get_field(name)


_tracked: dict[str, Tracked] = {}
_kinds: dict[str, EventKind] = {}


def track(label: str, *, fields: tuple[str, ...], digests: tuple[str, ...] = ()) -> None:
    """Say that these columns of a model ("organs.organ") are caches of the ledger."""
    _tracked[label] = Tracked(label, fields, digests)


def kinds(*added: EventKind) -> None:
    """Add kinds of events; ValueError when a code is taken by another sentence."""
    for kind in added:
        if _kinds.setdefault(kind.code, kind) != kind:
            raise ValueError(f"two sentences for {kind.code}")


def all_kinds() -> Mapping[str, EventKind]:
    """Every kind of event by its code."""
    return dict(sorted(_kinds.items()))


def all_tracked() -> Mapping[str, Tracked]:
    """Every tracked model by its label."""
    return dict(sorted(_tracked.items()))


def digest(value: Value) -> str | None:
    """A keyed hash that shows whether a value is the same without showing the value; None for nothing."""
    if value in (None, ""):
        return None
    return hmac.new(_key(), str(value).encode(), hashlib.sha256).hexdigest()


@cache
def _key() -> bytes:
    return settings.LEDGER_KEY.encode()


def _plain(field: Field, row: Model | Mapping[str, Any]) -> Value:
    """One column of a row, or of its values, as JSON knows it."""
    value = row[field.attname] if isinstance(row, Mapping) else getattr(row, field.attname)
    value = field.get_prep_value(field.to_python(value)) if value is not None else None
    return value if value is None or isinstance(value, str | int | bool) else _ENCODER.default(value)


_ENCODER = DjangoJSONEncoder()
