"""What a disclosure guide has to say and which regimes an organ should have, from the law data."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from string import Formatter
from types import MappingProxyType

from gongkai.lawbook.files import Entry, Library

# What an organ's record can put into the texts: its ways to be reached by name, and who it is.
CONTACTS = ("office", "address", "postcode", "office_hours", "phone", "fax", "email", "online_channel")
PLACES = frozenset((*CONTACTS, "organ", "authority", "site"))
TABLES = ("contacts", "ways", "bodies")
BODIES = ("authority", "review", "court")
_LEVELS = (2, 3)


@dataclass(frozen=True, slots=True)
class ContactWanted:
    """One way to reach an organ that its guide names; `is_wanted` when the law leaves no choice."""

    code: str
    label: str
    is_wanted: bool
    can_be_closed: bool


@dataclass(frozen=True, slots=True)
class WayIn:
    """One way to hand in an application; closed while the record lacks what it `needs`."""

    name: str
    how: str
    received: str
    needs: str


@dataclass(frozen=True, slots=True)
class GuidePart:
    """One part of the guide; without a heading it goes on from the part before. `level` is that of its heading."""

    heading: str
    level: int
    paragraphs: tuple[str, ...]
    points: tuple[str, ...]
    lists_categories: bool
    table: str


@dataclass(frozen=True, slots=True)
class Regime:
    """A regime that an organ should have; a published one with any of the `words` in its title is it."""

    code: str
    title: str
    words: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class GuideText:
    """All that the law data says of guides. `months` is the age at which a guide should be looked at again."""

    title: str
    summary: str
    closed: str
    missing: str
    months: int
    contacts: tuple[ContactWanted, ...]
    ways: tuple[WayIn, ...]
    parts: tuple[GuidePart, ...]
    bodies: Mapping[str, str]
    regimes: tuple[Regime, ...]


@cache
def guide_text(law_dir: str | None = None) -> GuideText:
    """The texts in force. Raises LawInvalid."""
    entry = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR")).read("guide.toml")
    entry.allow(
        "source",
        "title",
        "summary",
        "closed",
        "missing",
        "months",
        "contact",
        "way",
        "part",
        "bodies",
        "regime",
    )
    entry.text("source")
    months = entry.number("months", 0)
    if months < 1:
        raise entry.fault("“months”应是 1 以上的整数")
    return GuideText(
        title=_said(entry, "title"),
        summary=_said(entry, "summary"),
        closed=entry.text("closed"),
        missing=entry.text("missing"),
        months=months,
        contacts=_contacts(entry),
        ways=tuple(_way(each) for each in entry.each("way")),
        parts=tuple(_part(each) for each in entry.each("part")),
        bodies=_bodies(entry.part("bodies")),
        regimes=_regimes(entry),
    )


def _contacts(entry: Entry) -> tuple[ContactWanted, ...]:
    contacts = tuple(
        ContactWanted(
            code=_one_of(each.allow("code", "label", "wanted", "can_be_closed"), "code", CONTACTS),
            label=each.text("label"),
            is_wanted=each.flag("wanted"),
            can_be_closed=each.flag("can_be_closed"),
        )
        for each in entry.each("contact")
    )
    if sorted(contact.code for contact in contacts) != sorted(CONTACTS):
        raise entry.fault(f"“contact”应把 {'、'.join(CONTACTS)} 各写一次")
    return contacts


def _way(entry: Entry) -> WayIn:
    entry.allow("name", "how", "received", "needs")
    needs = _one_of(entry, "needs", CONTACTS) if "needs" in entry.data else ""
    return WayIn(entry.text("name"), _said(entry, "how"), entry.text("received"), needs)


def _part(entry: Entry) -> GuidePart:
    entry.allow("heading", "level", "paragraphs", "points", "categories", "table")
    heading, level = entry.text("heading", ""), entry.number("level", 0)
    if heading and level not in _LEVELS:
        raise entry.fault("“level”应是 2 或 3")
    return GuidePart(
        heading=heading,
        level=level,
        paragraphs=_all_said(entry, "paragraphs"),
        points=_all_said(entry, "points"),
        lists_categories=entry.flag("categories"),
        table=_one_of(entry, "table", TABLES) if "table" in entry.data else "",
    )


def _bodies(entry: Entry) -> Mapping[str, str]:
    entry.allow(*BODIES)
    return MappingProxyType({name: entry.text(name) for name in BODIES})


def _regimes(entry: Entry) -> tuple[Regime, ...]:
    regimes = tuple(
        Regime(
            code=each.allow("code", "title", "words", "source").text("code"),
            title=each.text("title"),
            words=each.texts("words", is_required=True),
            source=each.text("source"),
        )
        for each in entry.each("regime")
    )
    for regime in regimes:
        if not any(word in regime.title for word in regime.words):
            raise entry.fault(f"“{regime.code}”的名称里没有它的 words，按它起名的制度不会被认出")
    if len({regime.code for regime in regimes}) < len(regimes):
        raise entry.fault("“regime”中有两项同名")
    return regimes


def _said(entry: Entry, key: str) -> str:
    """A text whose places in braces can all be filled."""
    return _filled(entry, entry.text(key))


def _all_said(entry: Entry, key: str) -> tuple[str, ...]:
    return tuple(_filled(entry, text) for text in entry.texts(key))


def _filled(entry: Entry, text: str) -> str:
    try:
        named = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError as error:
        raise entry.fault(f"花括号不成对：“{text[:20]}”") from error
    if unknown := sorted(named - PLACES):
        raise entry.fault(f"不认识花括号中的“{'、'.join(unknown)}”")
    return text


def _one_of(entry: Entry, key: str, known: tuple[str, ...]) -> str:
    said = entry.text(key)
    if said not in known:
        raise entry.fault(f"“{key}”应是 {'、'.join(known)} 之一")
    return said
