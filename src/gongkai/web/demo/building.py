"""Builds the invented county in the database: its organs, then their reports through the engine."""

from datetime import datetime

from gongkai.engine import intake
from gongkai.web.organs import actions as organs
from gongkai.web.organs.models import Organ
from gongkai.web.reports import actions as reports

from .county import SOURCES, county

FIELDS = ("name", "short_name", "level", "kind", "address", "phone", "office_hours")


def build(*, at: datetime) -> tuple[int, int]:
    """Make or refresh every organ and report; how many of each there are. Running it twice changes nothing."""
    particulars = county()
    known = {raw["slug"]: _organ(raw) for raw in particulars["organs"]}
    for raw in particulars["reports"]:
        reports.take_in(known[raw["organ"]], intake.take_file(SOURCES / raw["file"]), at=at)
    return len(known), len(particulars["reports"])


def _organ(raw: dict) -> Organ:
    """One organ of the county, found again by its address name."""
    organ = Organ.objects.filter(slug=raw["slug"]).first() or Organ(slug=raw["slug"])
    for field in FIELDS:
        setattr(organ, field, raw[field])
    organ.parent = Organ.objects.get(slug=raw["parent"]) if "parent" in raw else None
    return organs.place(organ)
