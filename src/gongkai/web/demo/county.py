"""The invented county as data: its organs, the particulars of their reports, and the reports as files."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PLACE = Path(__file__).with_name("place.toml")
SOURCES = Path(__file__).with_name("sources")
Toml = Mapping[str, Any]


def county() -> Toml:
    """Its organs under `organs`, the particulars of their reports under `reports`."""
    return tomllib.loads(PLACE.read_text("utf-8"))


def root() -> Toml:
    """The county's own government, above all other organs."""
    return next(raw for raw in county()["organs"] if "parent" not in raw)
