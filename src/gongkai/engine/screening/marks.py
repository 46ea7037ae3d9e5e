"""What screening hands on: marks that tell where a number stands, without the number itself."""

import hashlib
import hmac
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from gongkai.engine.screening.detect import Found, Text, find
from gongkai.engine.screening.digits import plain
from gongkai.lawbook.screening import Level

LEAST_KEY = 16  # bytes
_DOMAIN = b"gongkai screening 1\0"
MOST_MARKS = 50_000  # more than any list of a county has
_AROUND = 16  # characters of the context on either side


@dataclass(frozen=True, slots=True)
class Mark:
    """A number that should not be published. All its texts are masked. `fingerprint` is the same wherever the same
    number stands, so that whoever keeps it with a reason need give the reason once.

    It is keyed: there are so few numbers of identity cards and telephones that a bare hash could be undone by trying
    them all, and it will lie in the ledger for years.
    """

    code: str
    name: str
    level: Level
    why: str
    found: str
    place: str
    context: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Unscreened:
    """Something that nobody looked into, and why: a picture, a page without characters."""

    place: str
    why: str


@dataclass(frozen=True, slots=True)
class Screening:
    """What was found, and what was not looked at."""

    marks: tuple[Mark, ...] = ()
    unscreened: tuple[Unscreened, ...] = ()

    def __add__(self, other: "Screening") -> "Screening":
        return Screening(self.marks + other.marks, self.unscreened + other.unscreened)


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, a cell, a property: the least that has a place. `note` tells how it is hidden, `head` is what stands
    at the head of its column."""

    text: str
    place: str
    note: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """Parts over which one number may be written: the paragraphs of a page, the cells of a row."""

    parts: Sequence[Part]
    between: str = "\n"


@dataclass(frozen=True, slots=True)
class Screen:
    """How texts are screened: under which key, and which numbers the organ has published itself."""

    key: bytes = field(repr=False)
    published: Collection[str] = ()

    def __post_init__(self) -> None:
        if len(self.key) < LEAST_KEY:
            raise ValueError(f"a key of at least {LEAST_KEY} bytes, or fingerprints could be undone")
        object.__setattr__(self, "published", frozenset(map(_digits, self.published)))

    def marks(self, passages: Iterable[Passage]) -> tuple[Mark, ...]:
        """The marks of all passages in order; the same number twice in one place is one mark."""
        return self.all_marks(passages)[0]

    def all_marks(self, passages: Iterable[Passage]) -> tuple[tuple[Mark, ...], bool]:
        """The same, and whether there are more than anybody would settle one by one."""
        marks: dict[tuple[str, str, str], Mark] = {}
        for passage in passages:
            for place, mark in self._marks(passage):
                marks.setdefault((mark.fingerprint, mark.code, place), mark)
                if len(marks) >= MOST_MARKS:
                    return tuple(marks.values()), True
        return tuple(marks.values()), False

    def without(self, passage: Passage, *, kept: Collection[str] = ()) -> tuple[list[str], int]:
        """The texts of the parts with every number masked, each as long as before, and how many were. What has one of the
        fingerprints in `kept` stays as it is."""
        starts, text, every = self._found(passage)
        hidden = [found for found in every if not kept or self._fingerprint(found) not in kept]
        if not hidden:
            return [part.text for part in passage.parts], 0
        said = _hide(text, hidden)
        texts = [said[at : at + len(part.text)] for at, part in zip(starts, passage.parts, strict=True)]
        return texts, len(hidden)

    def numbers(self, passages: Iterable[Passage], *, kept: Collection[str] = ()) -> set[str]:
        """The numbers themselves, to look whether any of them is left in a file. They must not be written down."""
        every = (found for passage in passages for found in self._found(passage)[2])
        return {found.number for found in every if self._fingerprint(found) not in kept}

    def _found(self, passage: Passage) -> tuple[Sequence[int], str, Sequence[Found]]:
        """Where each part begins in the whole, the whole, and what is found there."""
        starts, length = [], 0
        for part in passage.parts:
            starts.append(length)
            length += len(part.text) + len(passage.between)
        text = passage.between.join([part.text for part in passage.parts])
        has_heads = any(part.head for part in passage.parts)
        heads = (
            [(start, part.head) for start, part in zip(starts, passage.parts, strict=True)]
            if has_heads
            else ()
        )
        return starts, text, find(Text(text, heads, self.published))

    def _marks(self, passage: Passage) -> Iterable[tuple[str, Mark]]:
        starts, text, every = self._found(passage)
        if not every:
            return
        hidden = _hide(text, every)
        at = 0
        for found in every:
            while at + 1 < len(starts) and starts[at + 1] <= found.start:
                at += 1
            yield passage.parts[at].place, self._mark(found, hidden, passage.parts[at])

    def _mark(self, found: Found, hidden: str, part: Part) -> Mark:
        level, why = judged(found)
        return Mark(
            code=found.detector.code,
            name=found.detector.name,
            level=level,
            why=why,
            found=_masked_number(found),
            place=part.place + part.note,
            context=_context(hidden, found),
            fingerprint=self._fingerprint(found),
        )

    def _fingerprint(self, found: Found) -> str:
        said = _DOMAIN + f"{found.detector.code}\0{found.number}".encode()
        return hmac.new(self.key, said, hashlib.sha256).hexdigest()


def judged(found: Found) -> tuple[Level, str]:
    """The level of what was found, and why."""
    detector = found.detector
    if found.is_labelled and detector.labelled:
        return detector.labelled, detector.labelled_why
    doubtful = (detector.doubtful_named if found.is_named else None) or detector.doubtful
    if found.is_certain or doubtful is None:
        return detector.level, detector.why
    return doubtful, detector.doubtful_why


def masked(text: str, *, published: Collection[str] = ()) -> str:
    """The text with the inner digits of every number of a person as stars; as long as before."""
    return _hide(text, find(Text(text, published=frozenset(map(_digits, published)))))


def _digits(number: str) -> str:
    """The digits of a number however it is written; without the country."""
    digits = "".join(filter(str.isdecimal, plain(number)))
    return digits[-11:] if digits.startswith(("86", "0086")) and len(digits) in (13, 15) else digits


def _hide(text: str, every: Iterable[Found]) -> str:
    characters = list(text)
    for found in every:
        first, last = found.detector.keep
        for place in found.at[first : len(found.at) - last]:
            characters[place] = "*"
    return "".join(characters)


def _masked_number(found: Found) -> str:
    first, last = found.detector.keep
    hidden = "*" * (len(found.number) - first - last)
    return found.number[:first] + hidden + found.number[len(found.number) - last :]


def _context(hidden: str, found: Found) -> str:
    start, stop = max(found.start - _AROUND, 0), found.stop + _AROUND
    words = " ".join(hidden[start:stop].split())
    return f"{'…' if start else ''}{words}{'…' if stop < len(hidden) else ''}"
