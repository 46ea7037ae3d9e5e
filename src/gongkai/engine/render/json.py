"""The contract's JSON in one form: keys, rows and figures in the order and shape of the contract."""

import json
from collections.abc import Mapping
from typing import Any

from gongkai.engine.render.contract import KEYS, tables
from gongkai.engine.render.stored import stored
from gongkai.kernel.figures import Figures


def render_json(data: Mapping[str, Any]) -> bytes:
    """The same report gives the same bytes, in whatever order its keys came."""
    report = stored(data)
    whole = {**data, **tables(Figures.of(report.form, report.values))}
    known = [key for key in KEYS if key in whole]
    ordered = {key: whole[key] for key in (*known, *sorted(set(whole) - set(KEYS)))}
    text = json.dumps(ordered, ensure_ascii=False, indent=1, allow_nan=False, default=float)
    return f"{text}\n".encode(errors="backslashreplace")  # half a character stays the escape that it was
