"""Prose as the page shows it: words, and facts as chips that open the figures they stand for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.urls import reverse

from gongkai.kernel.facts import STATEMENT, FactKind, Flaw, Piece, Scope
from gongkai.lawbook.facts import fact_kinds
from gongkai.web.reports.compiling.prose import Written
from gongkai.web.reports.compiling.workspace import Chip
from gongkai.web.reports.facts import has_register

_KINDS = {
    None: "fact",
    Flaw.NOT_KNOWN: "unknown",
    Flaw.NO_SUCH_FACT: "wrong",
    Flaw.NO_STATEMENT: "wrong",
    Flaw.HALF_TYPED: "wrong",
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A stretch of prose: `kind` is text, fact, unknown or wrong; a fact has its name and where its figure is opened."""

    kind: str
    text: str
    name: str = ""
    address: str = ""


class Way(NamedTuple):
    """One way to tell a fact: how it reads today, and what is written for it."""

    button: str
    text: str
    insert: str


@dataclass(frozen=True, slots=True)
class Insertable:
    """A fact that may be referred to, and the ways to tell it; one that nobody registered has none and says what `lacks`."""

    name: str
    ways: tuple[Way, ...]
    lacks: str = ""


class Group(NamedTuple):
    """Facts that are offered together; `is_open` where they are looked for first."""

    title: str
    facts: list[Insertable]
    is_open: bool


def drawn(pieces: Iterable[Piece], report: int) -> list[Drawn]:
    """A text with every reference as a chip; `report` is the key of the report whose cells are opened."""
    return [_drawn(piece, fact_kinds().get(piece.code), report) for piece in pieces]


def _drawn(piece: Piece, kind: FactKind | None, report: int) -> Drawn:
    if not piece.code and piece.flaw is None:
        return Drawn("text", piece.text)
    address = _address(kind, report) if kind else ""
    return Drawn(_KINDS[piece.flaw], piece.text, kind.name if kind else "", address)


def _address(kind: FactKind, report: int) -> str:
    """Where the figure is opened; a sum of several cells has no page of its own."""
    return reverse("compilations:cell", args=[report, kind.cells[0]]) if len(kind.cells) == 1 else ""


def by_hand(passage: Written) -> str:
    """What is said to whoever writes and reads a topic of which no register here tells; nothing of any other."""
    if not passage.unregistered:
        return ""
    named = "、".join(passage.unregistered)
    if passage.is_by_hand:
        return f"手写，无登记可查：{named}。"
    return f"本系统还没有这项登记：{named}。请据实写，由签发人负责。"


def insertable(chips: Mapping[str, Chip], topic: str, *, is_rolled_up: bool) -> list[Group]:
    """Everything that may be referred to: what belongs to this topic first, then the rest, then what nobody registered."""
    ours = [chip for chip in chips.values() if chip.is_known and topic in chip.topics]
    others = [chip for chip in chips.values() if chip.is_known and topic not in chip.topics]
    lacking = sorted(
        (chip for chip in chips.values() if not chip.is_known), key=lambda one: topic not in one.topics
    )
    named = (("这一部分的数据", ours), ("其他部分的数据", others), ("没有登记的，不能引用", lacking))
    found = [(title, group) for title, group in named if group]
    return [
        Group(title, [_offered(chip, is_rolled_up=is_rolled_up) for chip in group], is_open=place == 0)
        for place, (title, group) in enumerate(found)
    ]


def _offered(chip: Chip, *, is_rolled_up: bool) -> Insertable:
    """The figure, and the whole statement where the law data know one; in a report that adds others up, it is told which
    figures are the organ's own."""
    is_own = is_rolled_up and fact_kinds()[chip.code].scope is Scope.REGISTER
    name = f"{chip.name}（本级）" if is_own else chip.name
    if not chip.is_known:
        lacks = f"{chip.register}里没有登记" if has_register(chip.code) else "本系统还没有这项登记"
        return Insertable(name, (), lacks)
    ways = [Way("插入", chip.words, f"{{{{{chip.code}}}}}")]
    if chip.statement:
        ways.append(Way("插入整句", chip.statement, f"{{{{{chip.code}|{STATEMENT}}}}}"))
    return Insertable(name, tuple(ways))
