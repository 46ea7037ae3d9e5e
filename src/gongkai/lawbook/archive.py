"""归档, from the law data: what must lie in a file, how long it is kept, under which number, and by when it is archived.

What is true of a case is told in words (`outcome.O13`, `paper.service`); the data say what follows from them.
"""

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from gongkai.lawbook.applications import Retention
from gongkai.lawbook.files import Entry, Library

_PLACES = ("{year}", "{period}", "{serial}")
_MOST_YEARS = 100


@dataclass(frozen=True, slots=True)
class Period:
    """保管期限: how long a file is kept; None for ever."""

    code: str
    name: str
    years: int | None
    source: str

    def ends_on(self, year: int) -> date | None:
        """The last day on which a file of a year is kept: whole years are counted, from the next one on."""
        return None if self.years is None else date(year + self.years, 12, 31)


@dataclass(frozen=True, slots=True)
class Default:
    """The period that files of a sort get while nobody chooses another one."""

    period: str
    name: str
    when: tuple[str, ...]
    source: str
    is_policy: bool = False
    is_unverified: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that must lie in a file: when, what shows that it does, and by which act of the office it is added."""

    code: str
    name: str
    when: tuple[str, ...]
    unless: tuple[str, ...]
    shown_by: tuple[str, ...]
    add: str
    kind: str
    source: str
    is_advised: bool = False
    is_policy: bool = False

    def is_wanted(self, facts: Collection[str]) -> bool:
        """Whether a case of which this is true must have it."""
        return _any(self.when, facts) and not _any(self.unless, facts)

    def is_there(self, facts: Collection[str]) -> bool:
        """Whether the case has it."""
        return _any(self.shown_by, facts)


@dataclass(frozen=True, slots=True)
class Handing(Retention):
    """After how many years organs of some levels hand a file over to the archive; of all others without `levels`."""

    levels: tuple[str, ...] = ()
    is_unverified: bool = False


@dataclass(frozen=True, slots=True)
class ArchiveLaw:
    """All of it. `workdays` after its end a case should be archived; `handing`: when it goes to the archive; `witnesses`: how
    many people look on when files are destroyed."""

    workdays: int
    handing: tuple[Handing, ...]
    witnesses: int
    pattern: str
    digits: int
    periods: Mapping[str, Period]
    defaults: tuple[Default, ...]
    pieces: tuple[Piece, ...]
    lenient: tuple[str, ...]

    def default_for(self, facts: Collection[str]) -> Default:
        """Which period a case gets, and why; the last rule holds for all."""
        return next(one for one in self.defaults if _any(one.when, facts))

    def handing_of(self, level: str) -> Handing:
        """After how many years an organ of a level hands over; the last rule holds for all."""
        return next(one for one in self.handing if not one.levels or level in one.levels)

    def is_lenient(self, facts: Collection[str]) -> bool:
        """Whether what such a case lacks is only said."""
        return _any(self.lenient, facts)

    def number(self, *, year: int, period: str, serial: int) -> str:
        """XXGK·2026-D10-0012."""
        told = {"{year}": str(year), "{period}": period, "{serial}": f"{serial:0{self.digits}d}"}
        number = self.pattern
        for place, said in told.items():
            number = number.replace(place, said)
        return number


def _any(words: tuple[str, ...], facts: Collection[str]) -> bool:
    return any(word in facts for word in words)


@cache
def archive_law(law_dir: str | None = None) -> ArchiveLaw:
    """How files are archived. Raises LawInvalid."""
    entry = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR")).read("archive.toml")
    entry.allow(
        "source", "lenient", "deadline", "numbering", "handing", "destruction", "period", "default", "piece"
    )
    entry.text("source")
    periods = {one.code: one for one in map(_period, entry.each("period"))}
    pieces = tuple(map(_piece, entry.each("piece")))
    if len({one.code for one in pieces}) < len(pieces):
        raise entry.fault("有两种材料的“code”相同")
    pattern, digits = _numbering(entry.part("numbering"))
    return ArchiveLaw(
        workdays=_count(entry.part("deadline").allow("workdays", "is_policy", "source"), "workdays"),
        handing=_handings(entry),
        witnesses=_count(
            entry.part("destruction").allow("witnesses", "is_unverified", "source"), "witnesses"
        ),
        pattern=pattern,
        digits=digits,
        periods=MappingProxyType(periods),
        defaults=_defaults(entry, periods),
        pieces=pieces,
        lenient=entry.texts("lenient"),
    )


def _handings(entry: Entry) -> tuple[Handing, ...]:
    rules = tuple(map(_handing, entry.each("handing")))
    if rules[-1].levels:
        raise entry.fault("最后一条移交的年限须是对其余机关的（不写 levels）")
    return rules


def _handing(entry: Entry) -> Handing:
    entry.allow("levels", "years", "source", "is_unverified")
    return Handing(
        years=_count(entry, "years"),
        source=entry.text("source"),
        levels=entry.texts("levels"),
        is_unverified=entry.flag("is_unverified"),
    )


def _count(entry: Entry, key: str) -> int:
    entry.text("source")
    number = entry.number(key, 0)
    if not 1 <= number <= _MOST_YEARS:
        raise entry.fault(f"“{key}”应是 1 到 {_MOST_YEARS} 之间的整数")
    return number


def _numbering(entry: Entry) -> tuple[str, int]:
    entry.allow("pattern", "digits", "is_policy", "is_unverified", "source").text("source")
    pattern = entry.text("pattern")
    if any(pattern.count(place) != 1 for place in _PLACES):
        raise entry.fault(f"“pattern”中须各有一个 {'、'.join(_PLACES)}")
    return pattern, entry.number("digits", 1)


def _period(entry: Entry) -> Period:
    entry.allow("code", "name", "years", "source")
    years = _count(entry, "years") if "years" in entry.data else None
    return Period(entry.text("code"), entry.text("name"), years, entry.text("source"))


def _defaults(entry: Entry, periods: Mapping[str, Period]) -> tuple[Default, ...]:
    rules = tuple(_default(one, periods) for one in entry.each("default"))
    if rules[-1].when != ("always",):
        raise entry.fault('最后一条默认的保管期限须是对所有申请的（when = ["always"]）')
    return rules


def _default(entry: Entry, periods: Mapping[str, Period]) -> Default:
    entry.allow("period", "name", "when", "source", "is_policy", "is_unverified")
    if entry.text("period") not in periods:
        raise entry.fault(f"没有“{entry.text('period')}”这种保管期限")
    return Default(
        period=entry.text("period"),
        name=entry.text("name"),
        when=entry.texts("when", is_required=True),
        source=entry.text("source"),
        is_policy=entry.flag("is_policy"),
        is_unverified=entry.flag("is_unverified"),
    )


def _piece(entry: Entry) -> Piece:
    entry.allow(
        *("code", "name", "when", "unless", "shown_by", "add", "kind", "source", "is_advised", "is_policy")
    )
    return Piece(
        code=entry.text("code"),
        name=entry.text("name"),
        when=entry.texts("when", is_required=True),
        unless=entry.texts("unless"),
        shown_by=entry.texts("shown_by", is_required=True),
        add=entry.text("add"),
        kind=entry.text("kind", ""),
        source=entry.text("source"),
        is_advised=entry.flag("is_advised"),
        is_policy=entry.flag("is_policy"),
    )
