"""Through which channels information is made public, from the law data, and how it is posted and read out there."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import TypeVar

from gongkai.kernel.paper import Role
from gongkai.lawbook.files import Entry, Library
from gongkai.lawbook.paper import PaperStyle, paper_style

_POINT = 25.4 / 72  # millimetres
_LEADING = 1.5  # the height of a line, in heights of its characters
_FLAGS = ("is_online", "is_place", "is_mandatory", "is_removed", "is_enquiry", "is_spoken")
_SIZES = ("width", "height", "margin", "title", "body", "small", "mark")


@dataclass(frozen=True, slots=True)
class ChannelKind:
    """One kind of channel. `is_place`: each place is registered; `is_enquiry`: people look things up there;
    `is_removed`: what hangs there comes down; `is_spoken`: it is read out. `mark` is that of the standard catalogue.
    """

    code: str
    name: str
    mark: str
    is_online: bool
    is_place: bool
    is_mandatory: bool
    is_removed: bool
    is_enquiry: bool
    is_spoken: bool


@dataclass(frozen=True, slots=True)
class SheetSize:
    """One size of the sheets that are posted: millimetres, and points for type."""

    code: str
    name: str
    width: int
    height: int
    margin: int
    title: int
    body: int
    small: int
    mark: int


_Coded = TypeVar("_Coded", ChannelKind, SheetSize)


@dataclass(frozen=True, slots=True)
class ChannelRules:
    """Everything that the data says: kinds and sheets by their codes, days until paper is taken down, days between two
    looks at a page elsewhere; characters of a spoken sentence and of a minute, how often it is read."""

    kinds: Mapping[str, ChannelKind]
    sheets: Mapping[str, SheetSize]
    removal_days: int
    watch_days: int
    longest: int
    per_minute: int
    times: int

    def places(self) -> tuple[ChannelKind, ...]:
        """The kinds of which each place is registered."""
        return tuple(kind for kind in self.kinds.values() if kind.is_place)


@cache
def channel_rules(law_dir: str | None = None) -> ChannelRules:
    """What `law/channels.toml` says. Raises LawInvalid."""
    entry = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR")).read("channels.toml")
    entry.allow("source", "marks", "removal", "watch", "speech", "channel", "sheet").text("source")
    marks = entry.part("marks").allow("must", "may")
    speech = entry.part("speech").allow("longest", "per_minute", "times")
    return ChannelRules(
        kinds=_by_code([_kind(each, marks) for each in entry.each("channel")], entry),
        sheets=_by_code([_sheet(each) for each in entry.each("sheet")], entry),
        removal_days=_count(entry.part("removal").allow("days"), "days"),
        watch_days=_count(entry.part("watch").allow("days"), "days"),
        longest=_count(speech, "longest", least=10),
        per_minute=_count(speech, "per_minute", least=60),
        times=_count(speech, "times"),
    )


@cache
def sheet_style(code: str) -> PaperStyle:
    """How a posted sheet of this size looks: official paper with large type, over the whole width."""
    sheet, base = channel_rules().sheets[code], paper_style()
    sizes = {Role.TITLE: sheet.title, Role.NUMBER: sheet.small, Role.NOTE: sheet.small, Role.DATE: sheet.body}
    styles = {
        role: replace(
            each, size=sizes.get(role, sheet.body), before=0, after=min(each.after, 1), right=0, left=0
        )
        for role, each in base.styles.items()
    }
    line, width = sheet.body * _POINT * _LEADING, sheet.width - 2 * sheet.margin
    page = replace(
        base.page,
        width=sheet.width,
        height=sheet.height,
        top=sheet.margin,
        bottom=sheet.margin + 8,  # the number of the page stands below
        left=sheet.margin,
        right=sheet.margin,
        lines=int((sheet.height - 2 * sheet.margin - 8) / line),
        characters=int(width / (sheet.body * _POINT)),
        number_gap=4,
    )
    grow = sheet.small / base.table.size
    table = replace(base.table, size=sheet.small, row_height=round(base.table.row_height * grow), sizes={})
    mark = replace(base.mark, side=sheet.mark, head_size=sheet.small, size=round(sheet.small * 0.8))
    return replace(base, page=page, table=table, form=table, mark=mark, styles=MappingProxyType(styles))


def _kind(entry: Entry, marks: Entry) -> ChannelKind:
    entry.allow("code", "name", *_FLAGS)
    flags = {name: entry.flag(name) for name in _FLAGS}
    if flags["is_place"] and flags["is_online"]:
        raise entry.fault("同一种渠道不能既在网上又是一处地方")
    mark = marks.text("must" if flags["is_mandatory"] else "may")
    return ChannelKind(entry.text("code"), entry.text("name"), mark, **flags)


def _sheet(entry: Entry) -> SheetSize:
    entry.allow("code", "name", *_SIZES)
    sheet = SheetSize(entry.text("code"), entry.text("name"), **{key: _count(entry, key) for key in _SIZES})
    if sheet.margin * 2 >= min(sheet.width, sheet.height):
        raise entry.fault("页边距之间没有版心")
    return sheet


def _by_code(rows: list[_Coded], entry: Entry) -> Mapping[str, _Coded]:
    known: dict[str, _Coded] = {}
    for row in rows:
        if row.code in known:
            raise entry.fault(f"“{row.code}”写了两次")
        known[row.code] = row
    return MappingProxyType(known)


def _count(entry: Entry, key: str, *, least: int = 1) -> int:
    """A whole number that is not too small; what is left out would be no rule."""
    number = entry.number(key, 0)
    if number < least:
        raise entry.fault(f"“{key}”应是不小于 {least} 的整数")
    return number
