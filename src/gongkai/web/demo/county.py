"""The invented county as data: its organs, the particulars of their reports, and the reports as files."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

PLACE = Path(__file__).with_name("place.toml")
SOURCES = Path(__file__).with_name("sources")
# What the whole county has besides the few organs and papers with which it can be tried out quickly.
WIDE = Path(__file__).with_name("wide")
# The day on which the demo lives: its deadlines, its late items and its announcements are always those of this day.
TODAY = date(2026, 11, 12)
# Its people begin to use the system on this day; what is told after it happened on days of its own.
BEGINNING = date(2024, 11, 4)
Toml = Mapping[str, Any]


@cache
def county() -> Toml:
    """The few organs under `organs`, the particulars of their reports under `reports`."""
    return _read(PLACE)


@cache
def whole_county() -> Toml:
    """The same with all the other organs."""
    few, more = county(), _read(WIDE / "place.toml")
    return {kind: [*few[kind], *more.get(kind, ())] for kind in few}


def root() -> Toml:
    """The county's own government, above all other organs."""
    return next(raw for raw in county()["organs"] if "parent" not in raw)


@cache
def words() -> Toml:
    """Villages, signs of numbers, and other words of the whole county."""
    return _read(WIDE / "words.toml")


def patterns() -> Iterator[Toml]:
    """What papers the organs of the whole county write again and again."""
    for file in sorted((WIDE / "papers").glob("*.toml")):
        yield from _read(file)["paper"]


def consultations() -> Toml:
    """On what the whole county has asked its people."""
    return _read(WIDE / "consultations.toml")


def _read(file: Path) -> Toml:
    return tomllib.loads(file.read_text("utf-8"))
