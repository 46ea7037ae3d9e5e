"""What the registers say of a year, where a report tells it: facts as live references, and denials held against registers.

In a text `{{applications.received}}` stands for a fact and reads “12件”; `{{leaks.cases|句}}` for the whole statement, which
turns from “未发生泄密事件” into “发生泄密事件1起” with the register. What nobody kept is *unknown*, never 0 (domain: a
negative statement is a claim, too).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from .findings import Number

_TOKEN = re.compile(r"\{\{\s*(?P<code>[a-z0-9_.]{1,80})\s*(?:\|\s*(?P<form>[^{}|\s]{1,10})\s*)?\}\}")
# What looks like a reference and is none: closed around what no code is, or open at one end.
_HALF = re.compile(r"\{\{[^{}\n]{0,40}\}\}?|\{\{\s*[a-z0-9_.]*(?:\s*\|\s*句?)?|[a-z0-9_.|句]*\}\}")
STATEMENT = "句"
_NUMBER, _WORDS = r"\d[\d,.]*", r"[^。\n]{1,400}?"
_SENTENCE = re.compile(r"[^。；;！!？?\n]+[。；;！!？?]?")


@dataclass(frozen=True, slots=True)
class Fact:
    """What a register says: a number, or words; None, or a register that was not kept, is *unknown*."""

    code: str
    value: Number | str | None
    is_kept: bool = True

    @property
    def is_known(self) -> bool:
        """Whether it can be told at all."""
        return self.is_kept and self.value not in (None, "")


class Scope(StrEnum):
    """Of whom a fact speaks: of the report and whoever makes it, of everybody whose figures are in its tables, or of what
    the organ's own registers hold, which in a report that adds others up is less than the tables."""

    REPORT = "report"
    TABLES = "tables"
    REGISTER = "register"


@dataclass(frozen=True, slots=True)
class FactKind:
    """A fact as the law data knows it. `cells`: it is the sum of these cells of the report itself.

    `some` and `none` are the whole statements for a number and for 0; `denials` how people deny it in their own words.
    """

    code: str
    name: str
    unit: str
    register: str
    topics: tuple[str, ...]
    cells: tuple[str, ...] = ()
    some: str = ""
    none: str = ""
    denials: tuple[re.Pattern[str], ...] = ()
    scope: Scope = Scope.REGISTER

    def words(self, fact: Fact | None) -> str:
        """12件, 98.5%; what is said of an unknown one."""
        if fact is None or not fact.is_known:
            return f"【{self.name}没有登记】"
        return f"{_shown(fact.value)}{self.unit}"

    def statement(self, fact: Fact | None) -> str:
        """The whole statement, which says plainly that there was none."""
        if fact is None or not fact.is_known:
            return self.words(fact)
        return self.none if not fact.value and self.none else self.some.replace("{}", self.words(fact))


class Flaw(StrEnum):
    """What is wrong with a reference."""

    NO_SUCH_FACT = "no_such_fact"
    NOT_KNOWN = "not_known"
    NO_STATEMENT = "no_statement"
    HALF_TYPED = "half_typed"


class Piece(NamedTuple):
    """A stretch of a text as it reads; with the code of the fact for which it stands, and what is wrong with it."""

    text: str
    code: str = ""
    flaw: Flaw | None = None


class Denial(NamedTuple):
    """A sentence that says there was none of something; `value` is what the register says, None when nobody kept it."""

    sentence: str
    code: str
    value: Number | str | None


def pieces(text: str, facts: Mapping[str, Fact], *, kinds: Mapping[str, FactKind]) -> tuple[Piece, ...]:
    """A text with every reference in its words. Never fails, whatever is half typed."""
    return tuple(piece for piece in _pieces(text, facts, kinds=kinds) if piece.text)


def _pieces(text: str, facts: Mapping[str, Fact], *, kinds: Mapping[str, FactKind]) -> Iterator[Piece]:
    ends = [0, *(end for found in _TOKEN.finditer(text) for end in found.span()), len(text)]
    for index, (start, end) in enumerate(pairwise(ends)):
        stretch = text[start:end]
        if index % 2:
            found = _TOKEN.fullmatch(stretch)
            assert found is not None
            kind, fact = kinds.get(found["code"]), facts.get(found["code"])
            yield _referred(found, kind, fact)
        else:
            yield from _plain(stretch)


def _plain(stretch: str) -> Iterator[Piece]:
    """Words, and exactly what of them is half a reference."""
    last = 0
    for found in _HALF.finditer(stretch):
        yield Piece(stretch[last : found.start()])
        yield Piece(found[0], flaw=Flaw.HALF_TYPED)
        last = found.end()
    yield Piece(stretch[last:])


def _referred(found: re.Match[str], kind: FactKind | None, fact: Fact | None) -> Piece:
    code, form = found["code"], found["form"] or ""
    if kind is None:
        return Piece(found[0], code, Flaw.NO_SUCH_FACT)
    if form and (form != STATEMENT or not kind.some):
        return Piece(found[0], code, Flaw.NO_STATEMENT)
    words = kind.statement(fact) if form else kind.words(fact)
    return Piece(words, code, None if fact is not None and fact.is_known else Flaw.NOT_KNOWN)


def referred(text: str) -> tuple[str, ...]:
    """The codes of the facts to which a text refers, each once."""
    return tuple(dict.fromkeys(found["code"] for found in _TOKEN.finditer(text)))


def reads_as(text: str, *, kinds: Mapping[str, FactKind], literal: Callable[[str], str] = re.escape) -> str:
    """A regular expression for how a text of ours reads, whatever its facts are; `literal` writes what stands between them."""
    parts, last = [], 0
    for found in _TOKEN.finditer(text):
        kind = kinds[found["code"]]
        told = f"{_NUMBER}{literal(kind.unit)}" if kind.unit else _WORDS
        if found["form"]:
            before, after = map(literal, kind.some.split("{}"))
            told = f"(?:{before}{told}{after}|{literal(kind.none)})"
        parts += [literal(text[last : found.start()]), told]
        last = found.end()
    return "".join([*parts, literal(text[last:])])


def rendered(text: str, facts: Mapping[str, Fact], *, kinds: Mapping[str, FactKind]) -> str:
    """A text as it reads."""
    return "".join(piece.text for piece in pieces(text, facts, kinds=kinds))


def denials(text: str, facts: Mapping[str, Fact], *, kinds: Iterable[FactKind]) -> list[Denial]:
    """The sentences of a text as it reads that deny something of which a register says otherwise, or nobody kept one;
    a denial that its register proves is none of them."""
    found: list[Denial] = []
    for sentence in _SENTENCE.findall(text):
        for kind in kinds:
            if any(denial.search(sentence) for denial in kind.denials):
                fact = facts.get(kind.code)
                known = fact.value if fact is not None and fact.is_known else None
                if known is None or known:
                    found.append(Denial(sentence.strip(), kind.code, known))
    return found


def _shown(value: Number | str | None) -> str:
    return format(value.normalize() if value else 0, "f") if isinstance(value, Decimal) else str(value)
