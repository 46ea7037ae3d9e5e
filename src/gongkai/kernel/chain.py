"""The chain of hashes that shows whether a ledger was changed: each entry's hash covers the one before it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

GENESIS = "0" * 64

# What may stand in an entry, all of it JSON.
Value = str | int | bool | None | list["Value"] | dict[str, "Value"]


class Fault(StrEnum):
    """What is wrong at the first bad place of a chain."""

    MISSING = "missing"  # a position is skipped: an entry was taken out, or the order changed
    DOUBLE = "double"  # a position comes twice: an entry was put in
    ALTERED = "altered"  # an entry does not have the hash of what it says
    UNLINKED = "unlinked"  # an entry does not name the hash of the one before
    CUT = "cut"  # the chain ends before its head, or before a head that was exported
    BEYOND = "beyond"  # the chain goes on after its head
    REWRITTEN = "rewritten"  # whole in itself, but not the chain whose head is known from elsewhere


@dataclass(frozen=True, slots=True)
class Link:
    """One entry as the chain sees it: its place from 1 up, what it says, the hash before it and its own."""

    position: int
    content: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a chain does not hold."""

    position: int
    fault: Fault


def canonical(content: Mapping[str, Value]) -> str:
    """The one way to write an entry as text: sorted keys, no spaces, characters as they are."""
    return _written(content)


_written = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def link_hash(previous: str, content: str) -> str:
    """SHA-256 over the previous hash and the content."""
    return hashlib.sha256(f"{previous}\n{content}".encode()).hexdigest()


def first_break(links: Iterable[Link], *, heads: Mapping[int, str]) -> Break | None:
    """The first break of a chain given in its order; `heads` are hashes known for positions, from elsewhere.

    The highest position among the heads is where the chain must end, neither before nor after.
    """
    end = max(heads, default=0)
    position, before = 0, GENESIS
    for link in links:
        if fault := _fault(link, position, before):
            return Break(max(link.position, 1) if fault is Fault.DOUBLE else position + 1, fault)
        if heads.get(link.position, link.hash) != link.hash:
            return Break(link.position, Fault.REWRITTEN)
        position, before = link.position, link.hash
        if position > end:
            return Break(position, Fault.BEYOND)
    return Break(position + 1, Fault.CUT) if position < end else None


def _fault(link: Link, position: int, before: str) -> Fault | None:
    """What is wrong with an entry that follows the one at this position."""
    if link.position != position + 1:
        return Fault.DOUBLE if link.position <= position else Fault.MISSING
    if link.hash != link_hash(link.previous, link.content):
        return Fault.ALTERED
    return None if link.previous == before else Fault.UNLINKED
