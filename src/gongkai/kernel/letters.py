"""文书: the letters and inner papers of an application, composed from a form of the law data and the facts of a case.

A fact that is missing is never guessed: its place is marked in the paper and told as a gap.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from .letter_forms import (
    COUNTER,
    ORDINAL,
    PLACE,
    Element,
    LetterFacts,
    LetterForm,
    LetterGap,
    Paragraph,
    Slip,
    told,
)
from .paper import Block, Paper, PaperCell, PaperTable, Passage, Role
from .speech import numeral

_STOPS = "。；，、"
_ENDS = ("。", "；", "：", "？", "”", "）", "〕")
_ADDRESS = re.compile(r"https?://\S+$")


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it stands: its paper, what it was told, and what it still lacks."""

    form: LetterForm
    facts: LetterFacts
    outcomes: frozenset[str]
    paper: Paper
    gaps: tuple[LetterGap, ...]

    @property
    def text(self) -> str:
        """All its words, a line for each passage and cell."""
        return "\n".join(_words(self.paper.blocks))

    def has(self, element: Element) -> bool:
        """Whether an element is in it."""
        if element.says:
            return element.says in self.text
        return any(all(told(self.facts, name) for name in way) for way in element.ways)


def compose(form: LetterForm, facts: LetterFacts, *, outcomes: Collection[str] = ()) -> Letter:
    """The letter of a case; `outcomes` are the codes of its decision and of the parts of it."""
    known: LetterFacts = {
        **form.defaults,
        "letter": form.name,
        **{name: fact for name, fact in facts.items() if told(facts, name)},
    }
    blocks: list[Block] = []
    gaps: dict[str, LetterGap] = {}
    for part in form.parts:
        if part.condition.holds(known, outcomes):
            sheets = _sheets(part.each, known)
            blocks += _drawn(part, form, sheets)
            gaps |= {gap.fact: gap for gap in _gaps(part, form, sheets)}
    words = _sheets("", known)[0]
    paper = Paper(f"{form.name}{words.get('number', '')}", words.get("organ", ""), tuple(blocks))
    return Letter(form, known, frozenset(outcomes), paper, tuple(gaps.values()))


def _sheets(each: str, facts: LetterFacts) -> list[Mapping[str, str]]:
    """What places are filled with, for each member of a list: its own words and those of the whole letter."""
    words = {name: fact.strip() for name, fact in facts.items() if isinstance(fact, str)}
    members = facts.get(each, ()) if each else ({},)
    if isinstance(members, str) or not members:
        members = ({},)
    return [
        {
            **words,
            COUNTER: str(number),
            ORDINAL: numeral(number),
            **{f"{each}.{field}": said.strip() for field, said in member.items() if said.strip()},
        }
        for number, member in enumerate(members, 1)
    ]


def _gaps(
    part: Paragraph | Slip, form: LetterForm, sheets: Iterable[Mapping[str, str]]
) -> Iterator[LetterGap]:
    for sheet in sheets:
        for name in PLACE.findall("\n".join(part.texts)):
            if name not in sheet:
                yield form.gap_of(name)


def _filled(text: str, form: LetterForm, sheet: Mapping[str, str], *, is_cell: bool = False) -> str:
    """The text with its places filled; in a cell, what a hand fills in later is left empty."""

    def word(match: re.Match[str]) -> str:
        name, follows = match[1], text[match.end() : match.end() + 1]
        if name in sheet:
            # A sentence inside another one gives up its own stop.
            is_inside = bool(follows) and follows in f"{_STOPS}”）"
            return sheet[name].rstrip(_STOPS) if is_inside else sheet[name]
        gap = form.gap_of(name)
        if gap.is_later:
            return "" if is_cell else f"〔签发时填写：{gap.label}〕"
        return f"〔待填：{gap.label}〕"

    return PLACE.sub(word, text)


def _drawn(part: Paragraph | Slip, form: LetterForm, sheets: Iterable[Mapping[str, str]]) -> Iterator[Block]:
    if isinstance(part, Slip):
        rows = [row for sheet in sheets for row in _rows(part, form, sheet)]
        yield PaperTable(part.caption, tuple(rows), part.shares, is_form=True)
        return
    for sheet in sheets:
        words = _filled(part.text, form, sheet)
        if part.role is Role.TITLE:
            yield Passage(words, part.role)
        else:
            lines = [line.strip() for line in words.splitlines() if line.strip()]
            yield from (
                Passage(_ended(line) if part.role is Role.BODY else line, part.role) for line in lines
            )


def _ended(line: str) -> str:
    """A sentence with its stop; an address on the net is left as it is, so that it can be copied."""
    is_ended = line.endswith(_ENDS) or _ADDRESS.search(line) is not None
    return line if is_ended else f"{line}。"


def _rows(slip: Slip, form: LetterForm, sheet: Mapping[str, str]) -> Iterator[tuple[PaperCell, ...]]:
    for row in slip.rows:
        stretch = len(slip.shares) - len(row) + 1
        yield tuple(
            _cell(
                _filled(words, form, sheet, is_cell=True),
                is_label=place % 2 == 0 and len(row) > 1,
                colspan=stretch if place == len(row) - 1 else 1,
                room=slip.room,
            )
            for place, words in enumerate(row)
        )


def _cell(words: str, *, is_label: bool, colspan: int, room: int) -> PaperCell:
    if is_label:
        return PaperCell(words, scope="row", colspan=colspan)
    return PaperCell(words or None, colspan=colspan, room=1 if words else room)


def _words(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Passage):
            yield block.text
        elif isinstance(block, PaperTable):
            yield from (cell.text for row in block.rows for cell in row)
