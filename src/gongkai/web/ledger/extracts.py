"""台账摘录: the entries about one matter, each whole and with the hash of the one before it, and where the chain ends.

Whoever has the extract sees by himself that no entry in it was altered and that none comes after the head. That it is the
organ's own, and that none was left out, its chain tells: `gongkai verify --extract` holds the extract against it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC
from itertools import groupby
from pathlib import Path
from typing import Any

from gongkai.kernel.problems import Unreadable

from .models import Event, Head
from .names import Names
from .troubles import Trouble

SCHEMA = "gongkai.ledger-extract/1"
_ADVICE = "请用保存的原件对照；原件也不符的，请保留现场，并报告审计人员。"


def extract(events: Sequence[Event]) -> dict[str, Any]:
    """Entries of one or several chains, in the order of their chains."""
    names, ordered = Names(), sorted(events, key=lambda one: (one.organ_id, one.position))
    return {
        "schema": SCHEMA,
        "chains": [
            {
                "organ": organ,
                "organ_name": names.organ(organ),
                "head": Head.objects.values("position", "hash").get(pk=organ),
                "entries": [_told(one) for one in entries],
            }
            for organ, entries in groupby(ordered, key=lambda one: one.organ_id)
        ],
    }


def differences(told: Mapping[str, Any]) -> Iterator[Trouble]:
    """Where an extract says something else than the chains of this installation."""
    for chain in told["chains"]:
        hashes = dict(Event.objects.filter(organ_id=chain["organ"]).values_list("position", "hash"))
        for entry in [*chain["entries"], chain["head"]]:
            if hashes.get(entry["position"]) != entry["hash"]:
                yield trouble(chain, entry["position"], "与本系统台账的同一条不符。")


def trouble(chain: Mapping[str, Any], position: int, what: str) -> Trouble:
    """What is wrong at one place of an extract."""
    where = f"台账摘录：{chain['organ_name']}第{position}条"
    return Trouble("ledger.extract", where, what, _ADVICE, organ=chain["organ"], position=position)


def read(path: Path) -> dict[str, Any]:
    """An extract from its file. Raises Unreadable."""
    try:
        told = json.loads(path.read_text("utf-8"))
        if told["schema"] == SCHEMA:
            return told
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise Unreadable("这个文件不是台账摘录。", "请给出证据包里的“台账摘录.json”。")


def _told(one: Event) -> dict[str, Any]:
    """An entry as it is hashed, part by part."""
    return {
        "position": one.position,
        "kind": one.kind,
        "subject": [one.subject_type, one.subject_id],
        "on": one.on.isoformat(),
        "at": one.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "person": one.person_id,
        "duty": one.duty,
        "appointment": one.appointment_id,
        "article": one.article,
        "body": one.body,
        "previous": one.previous,
        "hash": one.hash,
    }
