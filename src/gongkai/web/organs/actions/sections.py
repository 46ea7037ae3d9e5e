"""Sections of an organ: added, changed, closed."""

from datetime import date, datetime

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.lawbook.articles import articles
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.rows import checked, must_have_come
from gongkai.web.ledger.sentences import day
from gongkai.web.organs.models import Organ, Section

from .rows import locked, must_exist

# Each organ names the office that does its disclosure work: the law book knows the article.
OFFICE = "organs.disclosure_office"


def add_section(section: Section, *, by: Viewer, at: datetime) -> Section:
    """Add a section to the organ that it names."""
    with act("organs.add_section", section.organ_id, by=by, at=at, subject=section.organ) as pen:
        must_exist(_organ(pen, section))
        _write(pen, section, "organs.section_added")
    return section


def change_section(section: Section, *, by: Viewer, at: datetime) -> Section:
    """Write a section as a form holds it; its organ stays."""
    with act("organs.change_section", section.organ_id, by=by, at=at, subject=section) as pen:
        _organ(pen, section)
        _must_be_open(Section.objects.select_for_update().get(pk=section.pk, organ=section.organ_id))
        _write(pen, section, "organs.section_changed")
    return section


def close_section(section: Section, *, on: date, by: Viewer, at: datetime) -> Section:
    """Let a section end on a day; what it did stays under its name."""
    with act("organs.close_section", section.organ_id, by=by, at=at, subject=section) as pen:
        _organ(pen, section)
        stored = Section.objects.select_for_update().get(pk=section.pk)
        _must_be_open(stored)
        write_closing(pen, stored, on=on)
    section.refresh_from_db()
    return section


def write_closing(pen: Pen, section: Section, *, on: date) -> None:
    """Write the end of a section, inside an act that has looked whether it may."""
    must_have_come(on, pen.at)
    section.until_on = on
    checked(section)
    pen.save(section, "organs.section_closed")


def _organ(pen: Pen, section: Section) -> Organ:
    organ = locked(section.organ_id)
    pen.duty = pen.by.must_hold("admin", path=organ.path)
    return organ


def _must_be_open(section: Section) -> None:
    if section.until_on:
        raise Refused(f"“{section.name}”已于{day(section.until_on)}撤销。", "请另设内设机构。")


def _write(pen: Pen, section: Section, kind: str) -> None:
    checked(section)
    article = articles().get(OFFICE, "") if section.is_disclosure_office else ""
    pen.save(section, kind, article=article)
