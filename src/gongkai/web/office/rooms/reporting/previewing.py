"""A passage while somebody types it: how it reads, and what is wrong with it."""

from typing import Any

from gongkai.web.reports.compiling import preview
from gongkai.web.reports.models import Compilation

from .pieces import drawn


def previewed(row: Compilation, text: str) -> dict[str, Any]:
    """What the preview shows of what was typed into the form of a passage."""
    found = preview(row, text)
    return {"pieces": drawn(found.pieces, row.pk), "faults": found.faults}
