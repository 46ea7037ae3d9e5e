"""Builds the invented county in the database: its organs and what stands inside them, then their reports.

What is there already stays as it is: people try things out on the demo, and starting it again takes none of it back.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Model, Q, QuerySet

from gongkai.engine import intake
from gongkai.kernel.duties import SYSTEM
from gongkai.web.organs import actions as organs
from gongkai.web.organs.models import NumberFamily, Organ, RemedyBody, Section
from gongkai.web.reports import actions as reports

from .county import SOURCES, county, root, whole_county
from .scene import Deed, Scene

_PUBLISHED = 23  # of January, the month in which the law wants annual reports

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


def strangers() -> QuerySet[Organ]:
    """Organs that are not of the county nor below it: where there are any, nobody wants invented ones beside them."""
    top = root()
    ours = Q(slug=top["slug"], code=top["code"]) | Q(path__startswith=f"{top['slug']}/", parent__isnull=False)
    return Organ.objects.exclude(ours)


def build(*, at: datetime, is_small: bool = False) -> int:
    """Make whatever is not there; how many organs the county has. Running it twice changes nothing."""
    particulars = county() if is_small else whole_county()
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
    return len(known)


def read_reports(*, at: datetime) -> int:
    """Read every report, again in case the engine has learnt something; how many the county has."""
    known = {organ.slug: organ for organ in Organ.objects.all()}
    reports = whole_county()["reports"]
    told = [raw for raw in reports if raw["organ"] in known]
    for raw in told:
        _report(known[raw["organ"]], raw, at=at)
    return len(told)


def report_deeds(*, at: datetime) -> Iterator[Deed]:
    """Reports are published on a day of the January after; what is there already is read again on its own."""
    for place, raw in enumerate(whole_county()["reports"]):
        organ = Organ.objects.get(slug=raw["organ"])
        if not organ.reports.filter(year=raw["year"]).exists():
            days = (at.date() - date(raw["year"] + 1, 1, _PUBLISHED)).days
            moment = Scene(organ, at.date()).moment(days, place)
            yield moment, lambda at, organ=organ, raw=raw: _report(organ, raw, at=at)


def _organ(raw: Mapping[str, Any], *, at: datetime) -> Organ:
    """One organ of the county, found by its address name, or founded."""
    if known := Organ.objects.filter(slug=raw["slug"]).first():
        return known
    organ = Organ(slug=raw["slug"], **{field: raw[field] for field in FIELDS if field in raw})
    organ.parent = Organ.objects.get(slug=raw["parent"]) if "parent" in raw else None
    return organs.found(organ, by=SYSTEM, at=at)


def _report(organ: Organ, raw: Mapping[str, Any], *, at: datetime) -> None:
    """A report, unless it was withdrawn, another file replaced it, or its organ is no more."""
    if not organ.is_active:
        return
    source = intake.take_file(SOURCES / raw["file"])
    known = organ.reports.filter(year=raw["year"]).first()
    if known is None or (known.is_published and known.sha256 == source.sha256):
        reports.take_in(organ, source, by=SYSTEM, at=at)


def _inside(
    row: Model, raw: Mapping[str, Any], *, key: tuple[str, ...], act: Callable[..., Model], at: datetime
) -> None:
    """A section, a family of numbers or a remedy, unless the organ has it: people may have changed it since, or let the
    organ end."""
    if (
        not row.organ.is_active
        or type(row).objects.filter(organ=row.organ, **{field: raw[field] for field in key}).exists()
    ):
        return
    for field in raw.keys() - {"organ", "body"}:
        setattr(row, field, raw[field])
    if "body" in raw:
        row.body = Organ.objects.get(slug=raw["body"])
    act(row, by=SYSTEM, at=at)
