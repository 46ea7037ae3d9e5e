"""What the apps tell the ledger when they start: kinds of events with their sentences, and columns that are caches.

A *tracked* model's columns can be told again from its events: each event carries what it set them to. A *digest* is
a column of which the ledger keeps only a keyed hash: personal data and long texts.
"""

import hashlib
import hmac
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, Model, QuerySet

from gongkai.kernel.chain import Value, canonical

from .troubles import Trouble

# For the ids of a model their names as people know them; an id without a name is left out.
Naming = Callable[[Collection[int]], Mapping[int, str]]
Check = Callable[[], Iterable[Trouble]]


@dataclass(frozen=True, slots=True)
class EventKind:
    """One kind of event and what it says to people, without who, when and why: these stand around it.

    `{subject}`, `{organ}`, `{before[field]}`, `{after[field]}` and `{facts[name]}` are told in words; a fact that is
    the id of something says of what: `{facts[section]:organs.section}`. Without a sentence, the changes are listed.
    A sentence that tells `{at}` is whole: it says itself when it was, and who, for whoever noted it (`{by}`) may not
    be who did it.
    """

    code: str
    sentence: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether the sentence says who and when by itself."""
        return "{at}" in self.sentence


@dataclass(frozen=True, slots=True)
class Tracked:
    """A model whose columns are caches of the ledger. `keeps_row` where a row that was taken out for good stays, emptied."""

    label: str
    fields: tuple[str, ...]
    digests: tuple[str, ...] = ()
    keeps_row: bool = False

    @property
    def model(self) -> type[Model]:
        """The model itself."""
        return apps.get_model(self.label)

    @property
    def columns(self) -> list[str]:
        """The tracked columns by the names that the database knows."""
        return [self.field(name).attname for name in (*self.fields, *self.digests)]

    def field(self, name: str) -> Field:
        """One of the model's fields."""
        return self.model._meta.get_field(name)

    def told(self, row: Model | Mapping[str, Any]) -> dict[str, Value]:
        """The tracked columns of a row as the ledger writes them."""
        plain = {name: _plain(self.field(name), row) for name in self.fields}
        return plain | {name: digest(_plain(self.field(name), row)) for name in self.digests}

    def stored(self, pk: int) -> dict[str, Value] | None:
        """The tracked columns as the database holds them now, the row locked until the transaction ends; None when there
        is no such row."""
        row = next(iter(_rows(self).filter(pk=pk)), None)
        return None if row is None else self.told(row)

    def stored_all(self, pks: Collection[int]) -> dict[int, dict[str, Value]]:
        """The same of several rows, as far as there are such."""
        rows = self.model._base_manager.select_for_update().filter(pk__in=pks).values("pk", *self.columns)
        return {row["pk"]: self.told(row) for row in rows}


@cache
def _rows(tracked: Tracked) -> QuerySet:
    """The question for the tracked columns of all rows, which is put together once: two times an event it is asked."""
    return tracked.model._base_manager.select_for_update().order_by().values(*tracked.columns)


_tracked: dict[str, Tracked] = {}
_kinds: dict[str, EventKind] = {}
_acts: dict[str, str] = {}
_naming: dict[str, Naming] = {}
_checks: dict[str, Check] = {}


def track(
    label: str, *, fields: tuple[str, ...], digests: tuple[str, ...] = (), keeps_row: bool = False
) -> None:
    """Say that these columns of a model ("organs.organ") are caches of the ledger."""
    _tracked[label] = Tracked(label, fields, digests, keeps_row)


def kinds(*added: EventKind) -> None:
    """Add kinds of events; ValueError when a code is taken by another sentence."""
    for kind in added:
        if _kinds.setdefault(kind.code, kind) != kind:
            raise ValueError(f"two sentences for {kind.code}")


def acts(**named: str) -> None:
    """Say what acts are called where one was refused: acts(organs__rename="更改机关名称") for "organs.rename"."""
    _acts.update({name.replace("__", "."): words for name, words in named.items()})


def naming(label: str, names: Naming) -> None:
    """Say how rows of a model are called where events name them; without it, each by its `str`."""
    _naming[label] = names


def check(name: str, found: Check) -> None:
    """Add something that `gongkai verify` looks at besides the ledger itself."""
    _checks[name] = found


def all_kinds() -> Mapping[str, EventKind]:
    """Every kind of event by its code."""
    return dict(sorted(_kinds.items()))


def all_tracked() -> Mapping[str, Tracked]:
    """Every tracked model by its label."""
    return dict(sorted(_tracked.items()))


def all_acts() -> Mapping[str, str]:
    """What acts are called, by their names in the code."""
    return dict(sorted(_acts.items()))


def all_checks() -> Mapping[str, Check]:
    """What is verified besides the ledger itself."""
    return dict(sorted(_checks.items()))


def naming_of(label: str) -> Naming | None:
    """How rows of a model are called, when the model's app says so."""
    return _naming.get(label)


def digest(value: Value) -> str | None:
    """A keyed hash that shows whether a value is the same without showing the value; None for nothing."""
    if value in (None, ""):
        return None
    text = canonical({"": value}) if isinstance(value, dict | list) else str(value)
    return hmac.new(_key(), text.encode(), hashlib.sha256).hexdigest()


@cache
def _key() -> bytes:
    return settings.LEDGER_KEY.encode()


def _plain(field: Field, row: Model | Mapping[str, Any]) -> Value:
    """One column of a row, or of its values, as JSON knows it."""
    value = row[field.attname] if isinstance(row, Mapping) else getattr(row, field.attname)
    value = field.get_prep_value(field.to_python(value)) if value is not None else None
    if value is None or isinstance(value, str | int | bool | list | dict):
        return value
    if isinstance(value, datetime):  # the same moment is the same text, whatever the time zone it came in
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return _ENCODER.default(value)


_ENCODER = DjangoJSONEncoder()
