"""A passage while somebody types it: how it reads, and what is wrong with it."""

from collections.abc import Mapping
from typing import Any

from gongkai.web.reports.compiling import preview
from gongkai.web.reports.models import Compilation

from .pieces import drawn


def previewed(row: Compilation, typed: Mapping[str, str]) -> dict[str, Any]:
    """What the preview shows of what was typed into the form of a passage."""
    text, place = typed.get("text", ""), {name: typed.get(name, "") for name in ("section", "topic")}
    found = preview(row, text, **place)
    return {"pieces": drawn(found.pieces, row.pk), "lists": found.lists, "faults": found.faults}
