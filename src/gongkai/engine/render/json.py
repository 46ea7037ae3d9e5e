"""The contract's JSON in one form: keys, rows and figures in the order and shape of the contract."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from gongkai.engine.render.contract import INNER_KEYS, KEYS, tables
from gongkai.engine.render.stored import stored
from gongkai.kernel.figures import Figures


def render_json(data: Mapping[str, Any]) -> bytes:
    """The same report gives the same bytes, in whatever order its keys came."""
    report = stored(data)
    whole = {key: _ordered(value, key) for key, value in data.items()}
    whole |= tables(Figures.of(report.form, report.values))
    ordered = _in_order(whole, KEYS)
    text = json.dumps(ordered, ensure_ascii=False, indent=1, allow_nan=False, default=float)
    return f"{text}\n".encode(errors="backslashreplace")  # half a character stays the escape that it was


def _ordered(value: Any, path: str) -> Any:
    """An object of the contract, or each of a list of them, with its keys in their order; anything else as it came."""
    if path not in INNER_KEYS:
        return value
    if isinstance(value, list):
        return [_object(item, path) for item in value]
    return _object(value, path)


def _object(value: Any, path: str) -> Any:
    if not isinstance(value, dict):
        return value
    inner = {key: _ordered(item, f"{path}.{key}") for key, item in value.items()}
    return _in_order(inner, INNER_KEYS[path])


def _in_order(found: Mapping[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    """The known keys first, then the others by name."""
    known = [key for key in keys if key in found]
    return {key: found[key] for key in (*known, *sorted(set(found) - set(keys)))}
