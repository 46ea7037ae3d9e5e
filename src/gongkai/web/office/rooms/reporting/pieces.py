"""Prose as the page shows it: words, and facts as chips that open the figures they stand for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse

from gongkai.kernel.facts import STATEMENT, FactKind, Flaw, Piece
from gongkai.lawbook.facts import fact_kinds
from gongkai.web.reports.compiling.workspace import Chip

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


@dataclass(frozen=True, slots=True)
class Insertable:
    """A fact that may be referred to: its name, how it reads today, and what is written for it."""

    name: str
    text: str
    insert: str
    is_known: bool


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


def insertable(chips: Mapping[str, Chip], topic: str) -> list[Insertable]:
    """Everything that may be referred to: what belongs to this topic first, then the rest."""
    sorted_ = sorted(chips.values(), key=lambda chip: topic not in chip.topics)
    return [one for chip in sorted_ for one in _offered(chip)]


def _offered(chip: Chip) -> Iterator[Insertable]:
    """The figure, and the whole statement where the law data know one."""
    yield Insertable(chip.name, chip.words, f"{{{{{chip.code}}}}}", chip.is_known)
    if chip.statement:
        insert = f"{{{{{chip.code}|{STATEMENT}}}}}"
        yield Insertable(f"{chip.name}（整句）", chip.statement, insert, chip.is_known)
