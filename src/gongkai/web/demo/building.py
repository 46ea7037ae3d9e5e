"""Builds the invented county in the database: its organs and what stands inside them, then their reports."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Model

from gongkai.engine import intake
from gongkai.kernel.duties import SYSTEM
from gongkai.web.organs import actions as organs
from gongkai.web.organs.models import NumberFamily, Organ, RemedyBody, Section
from gongkai.web.reports import actions as reports

from .county import SOURCES, county

# What the county writes down about an organ; the rest of an entry is prose for its reports.
FIELDS = (
    "name",
    "short_name",
    "code",
    "level",
    "kind",
    "has_rule_making_power",
    "issuing_office",
    *organs.CONTACTS,
)


def build(*, at: datetime) -> tuple[int, int]:
    """Make or refresh every organ and report; how many of each there are. Running it twice changes nothing."""
    particulars = county()
    known = {raw["slug"]: _organ(raw, at=at) for raw in particulars["organs"]}
    for raw in particulars["sections"]:
        _inside(Section(organ=known[raw["organ"]]), raw, key=("name",), act=organs.add_section, at=at)
    for raw in particulars["numbers"]:
        _inside(NumberFamily(organ=known[raw["organ"]]), raw, key=("name",), act=organs.open_family, at=at)
    for raw in particulars["remedies"]:
        _inside(
            RemedyBody(organ=known[raw["organ"]]),
            raw,
            key=("remedy", "since_on"),
            act=organs.settle_remedy,
            at=at,
        )
    for raw in particulars["reports"]:
        reports.take_in(known[raw["organ"]], intake.take_file(SOURCES / raw["file"]), by=SYSTEM, at=at)
    return len(known), len(particulars["reports"])


def _organ(raw: Mapping[str, Any], *, at: datetime) -> Organ:
    """One organ of the county, found again by its address name."""
    organ = Organ.objects.filter(slug=raw["slug"]).first() or Organ(slug=raw["slug"])
    for field in FIELDS:
        if field in raw:
            setattr(organ, field, raw[field])
    organ.parent = Organ.objects.get(slug=raw["parent"]) if "parent" in raw else None
    write = organs.amend if organ.pk else organs.found
    return write(organ, by=SYSTEM, at=at)


def _inside(
    row: Model, raw: Mapping[str, Any], *, key: tuple[str, ...], act: Callable[..., Model], at: datetime
) -> None:
    """A section, a family of numbers or a remedy, unless the organ has it: people may have changed it since."""
    if type(row).objects.filter(organ=row.organ, **{field: raw[field] for field in key}).exists():
        return
    for field in raw.keys() - {"organ", "body"}:
        setattr(row, field, raw[field])
    if "body" in raw:
        row.body = Organ.objects.get(slug=raw["body"])
    act(row, by=SYSTEM, at=at)
