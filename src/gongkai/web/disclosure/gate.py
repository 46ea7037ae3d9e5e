"""The gate before publication: personal details in text, tables and attachments stop it, or stay for a written reason."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings

from gongkai.engine.screening import Mark, Screening, screen_file, screen_html, screen_text
from gongkai.kernel.problems import Refused
from gongkai.web.foundations import files
from gongkai.web.organs.models import Organ

from .content import Content
from .models import Version
from .models.version import CONTENT
from .words import label_of


class PersonalDetails(Refused):
    """Numbers of identity cards, telephones or bank cards stand in what is to be published; `marks` say where."""

    code = "personal_details"

    def __init__(self, marks: tuple[Mark, ...]) -> None:
        listed = "；".join(f"{mark.place}：{mark.found}" for mark in marks[:5])
        more = f"等{len(marks)}处" if len(marks) > 5 else ""
        super().__init__(
            f"内容中有个人信息（{listed}{more}）。",
            "请先删去或者隐去；确需公开的，逐处写明理由后再办理（个人信息保护法第二十八条，条例第十五条）。",
        )
        self.marks = marks


def screened(version: Version) -> Screening:
    """What the detectors find in a version and all its attachments."""
    organ = version.item.organ
    found = screened_words(version, organ=organ)
    for attachment in version.attachments.select_related("kept"):
        found += screened_file(files.read(attachment.kept), name=attachment.name, organ=organ)
    return found


def screened_words(said: Version | Content, *, organ: Organ) -> Screening:
    """What the detectors find in what an item of an organ says."""
    told = _told(organ)
    found = Screening()
    for name in CONTENT:
        words = getattr(said, name)
        if name != "body" and isinstance(words, str) and words:
            found += screen_text(words, place=label_of(name), **told)
    return found + screen_html(said.body, **told)


def screened_file(data: bytes, *, name: str, organ: Organ) -> Screening:
    """What the detectors find in a file that an organ attaches."""
    return screen_file(data, name=name, **_told(organ))


def screened_text(text: str, *, organ: Organ) -> Screening:
    """What the detectors find in a plain text that somebody writes to an organ."""
    return screen_text(text, **_told(organ))


def to_settle(screening: Screening) -> tuple[Mark, ...]:
    """What may not stay without a reason; each number once, however often it stands there."""
    marks = {mark.fingerprint: mark for mark in screening.marks if mark.level != "info"}
    return tuple(marks.values())


def places_of(screening: Screening, mark: Mark) -> tuple[str, ...]:
    """Every place where the number of a mark stands, each once, in their order."""
    same = (each.place for each in screening.marks if each.fingerprint == mark.fingerprint)
    return tuple(dict.fromkeys(same))


def must_pass(version: Version, overrides: Mapping[str, str]) -> None:
    """Stop what carries personal details without a reason for each of them. Raises PersonalDetails."""
    screening = screened(version)
    unsettled = tuple(
        replace(mark, place="、".join(places_of(screening, mark)))
        for mark in to_settle(screening)
        if not overrides.get(mark.fingerprint, "").strip()
    )
    if unsettled:
        raise PersonalDetails(unsettled)


def _told(organ: Organ) -> dict[str, Any]:
    """What the detectors are told. Telephones that the organ itself publishes are nobody's secret."""
    published = frozenset(number for number in (organ.phone, organ.fax) if number)
    return {"key": settings.LEDGER_KEY.encode(), "published": published}
