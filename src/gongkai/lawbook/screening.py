"""What is looked for before something is published, from the law data; loaded apart from the law book, for the site alone."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from types import MappingProxyType
from typing import Literal, cast

from gongkai.lawbook.files import Entry, Library

Level = Literal["block", "confirm", "info"]

LEVELS: Sequence[Level] = ("block", "confirm", "info")
_CODES = frozenset({"id18", "bank_card", "mobile", "id15"})
# An office's own file of before may lack these: then they are not looked for.
_LATER = frozenset({"address"})
_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Detector:
    """A kind of personal number. `doubtful` is the level of what only looks like one; None when there is no doubt.
    `doubtful_named` is that level where the words around name such a number, if it is another.
    `labelled` is the level of a right one that is called something else. `keep` are the digits at either end that a mask leaves to see."""

    code: str
    name: str
    level: Level
    why: str
    doubtful: Level | None
    doubtful_named: Level | None
    doubtful_why: str
    labelled: Level | None
    labelled_why: str
    words: re.Pattern[str]
    keep: tuple[int, int]
    source: str


@dataclass(frozen=True, slots=True)
class IdentityRules:
    """How the number of an identity card is made."""

    weights: tuple[int, ...]
    checks: str
    regions: frozenset[str]
    years: tuple[int, int]


@dataclass(frozen=True, slots=True)
class CardRules:
    """How long the number of a bank card is, and how it begins where nothing else tells."""

    lengths: tuple[int, int]
    prefixes: tuple[str, ...]
    bare: tuple[int, int]


@dataclass(frozen=True, slots=True)
class AddressRules:
    """The words that addresses are told by: how names of places end, units of numbers, what stands above, and what tells
    homes, offices and works. `lives` tell a home unless one of `not_lives` follows."""

    places: tuple[str, ...]
    units: tuple[str, ...]
    above: tuple[str, ...]
    home: tuple[str, ...]
    lives: tuple[str, ...]
    not_lives: tuple[str, ...]
    office: tuple[str, ...]
    works: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScreeningRules:
    """All that the detectors ask for; `ground` are the article and the reason that are printed where something is covered.
    `label` ends at a number that it says is none of a person's, `unit` begins behind
    one."""

    detectors: Mapping[str, Detector]
    before: int
    after: int
    identity: IdentityRules
    card: CardRules
    mobile_groups: frozenset[tuple[int, ...]]
    label: re.Pattern[str]
    labelled: re.Pattern[str]
    unit: re.Pattern[str]
    address: AddressRules | None
    ground: tuple[str, str]


@cache
def screening_rules(law_dir: str | None = None) -> ScreeningRules:
    """The rules in force. Raises LawInvalid."""
    entry = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR")).read("screening.toml")
    entry.allow(
        "source",
        "before",
        "after",
        "detector",
        "identity",
        "mobile",
        "card",
        "not_personal",
        "address",
        "cleaning",
    )
    entry.text("source")
    other = entry.part("not_personal").allow("labels", "units", "source")
    labels = _any_of(other.texts("labels", is_required=True))
    return ScreeningRules(
        detectors=_detectors(entry),
        before=entry.number("before", 24),
        after=entry.number("after", 8),
        identity=_identity(entry.part("identity")),
        card=_card(entry.part("card")),
        mobile_groups=_groups(entry.part("mobile").allow("groups")),
        # between the label and the number: a colon, a bracket, the number's own beginning
        label=re.compile(rf"(?:{labels.pattern})[\s:：为是（(]*[A-Za-z0-9/_.\-]*$"),
        labelled=labels,
        unit=re.compile(rf"\s?(?:{_any_of(other.texts('units', is_required=True)).pattern})"),
        address=_address(entry.part("address")) if "address" in entry.data else None,
        ground=_ground(entry.part("cleaning")) if "cleaning" in entry.data else ("", ""),
    )


def _detectors(entry: Entry) -> Mapping[str, Detector]:
    found: dict[str, Detector] = {}
    for each in entry.each("detector"):
        each.allow(
            "code",
            "name",
            "level",
            "why",
            "doubtful",
            "doubtful_named",
            "doubtful_why",
            "labelled",
            "labelled_why",
            "words",
            "keep",
            "source",
        ).text("source")
        if each.text("code") in found:
            raise each.fault("与前面的一项同名")
        found[each.text("code")] = _detector(each)
    if set(found) - _LATER != _CODES:
        every = "、".join(sorted(_CODES | _LATER))
        raise entry.fault(f"“detector”应当正好有 {every} 各一项")
    return MappingProxyType(found)


def _detector(entry: Entry) -> Detector:
    return Detector(
        code=entry.text("code"),
        name=entry.text("name"),
        level=_level(entry, "level"),
        why=entry.text("why"),
        doubtful=_level(entry, "doubtful") if "doubtful" in entry.data else None,
        doubtful_named=_level(entry, "doubtful_named") if "doubtful_named" in entry.data else None,
        doubtful_why=entry.text("doubtful_why", ""),
        labelled=_level(entry, "labelled") if "labelled" in entry.data else None,
        labelled_why=entry.text("labelled_why", ""),
        words=_any_of(entry.texts("words")),
        keep=_pair(entry, "keep"),
        source=entry.text("source"),
    )


def _level(entry: Entry, key: str) -> Level:
    level = entry.text(key)
    if level not in LEVELS:
        raise entry.fault(f"“{key}”应是 {'、'.join(LEVELS)} 之一")
    return cast("Level", level)


def _identity(entry: Entry) -> IdentityRules:
    entry.allow("weights", "checks", "regions", "years")
    weights, checks = _wholes(entry, entry.text("weights")), entry.text("checks")
    if len(weights) != 17 or len(checks) != 11:
        raise entry.fault("“weights”应是 17 个数，“checks”应是 11 个字符")
    return IdentityRules(weights, checks, frozenset(entry.text("regions").split()), entry.years())


def _card(entry: Entry) -> CardRules:
    entry.allow("lengths", "prefixes", "bare")
    return CardRules(_pair(entry, "lengths"), entry.texts("prefixes"), _pair(entry, "bare"))


def _address(entry: Entry) -> AddressRules:
    names = tuple(field.name for field in fields(AddressRules))
    entry.allow(*names, "source").text("source")
    return AddressRules(*(entry.texts(name, is_required=True) for name in names))


def _ground(entry: Entry) -> tuple[str, str]:
    entry.allow("article", "reason", "source").text("source")
    return entry.text("article"), entry.text("reason")


def _groups(entry: Entry) -> frozenset[tuple[int, ...]]:
    groups = frozenset(_wholes(entry, text) for text in entry.texts("groups"))
    if any(sum(group) != 11 for group in groups):
        raise entry.fault("“groups”的每一项，各段加起来应是 11 位")
    return groups


def _wholes(entry: Entry, text: str) -> tuple[int, ...]:
    if not all(part.isdecimal() for part in text.split()):
        raise entry.fault(f"“{text}”应是空格分开的整数")
    return tuple(map(int, text.split()))


def _pair(entry: Entry, key: str) -> tuple[int, int]:
    pair = entry.data.get(key)
    if not isinstance(pair, list) or len(pair) != 2 or not all(type(one) is int and one >= 0 for one in pair):
        raise entry.fault(f"“{key}”应是两个整数的列表")
    return pair[0], pair[1]


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    """Any of some words; nothing at all where there are none."""
    return re.compile("|".join(map(re.escape, words))) if words else _NOTHING
