"""Which of two things that have the words is the better answer: the same on every database."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from gongkai.lawbook.search import search_law

from .grams import Phrase, all_plain, numbered
from .wanted import Wanted

READ = 2000  # characters of a text that are read to tell how much it is about the words

_IN_TITLE = 10.0
_AT_THE_BEGINNING = 2.0
_FILLING_THE_TITLE = 12.0
_TOGETHER = 15.0
_IN_NUMBER = 40.0
_SYNONYM = 0.6
_HALVES = 0.7
_IN_TEXT = 4.0
_ENOUGH = 2.0  # after so many times in a text, half of its weight is reached
_LESS = {"repealed": 6.0, "expired": 6.0, "amended": 1.0}


class Headed(Protocol):
    """What has a title, a number and a state."""

    @property
    def title(self) -> str: ...
    @property
    def doc_no(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def validity(self) -> str: ...


@dataclass(frozen=True, slots=True)
class _Sought:
    """One word ready to be looked for: what was typed, and what means the same, each with its share of the weight."""

    choices: tuple[tuple[re.Pattern[str], float], ...]
    halves: tuple[re.Pattern[str], ...]

    @property
    def typed(self) -> re.Pattern[str]:
        """The word itself."""
        return self.choices[0][0]


def head_weights(rows: Sequence[Headed], wanted: Wanted) -> list[float]:
    """How good an answer each of them is by title, number and state."""
    titles, kinds = all_plain([row.title for row in rows]), search_law().kinds
    numbers = all_plain([numbered(row.doc_no) for row in rows])
    sought, whole = _sought(wanted), [pattern_of(phrase) for phrase in wanted.whole]
    weights = []
    for row, title, number in zip(rows, titles, numbers, strict=True):
        weight = _title_weight(title, sought) - _LESS.get(row.validity, 0.0) + kinds.get(row.kind, 0.0)
        weight += _TOGETHER * sum(1 for pattern in whole if pattern.search(title))
        if number:
            weight += _IN_NUMBER * sum(1 for word in sought if word.typed.search(number))
        weights.append(weight)
    return weights


def text_weights(texts: Sequence[str], wanted: Wanted) -> list[float]:
    """How much each text is about the words: more for each time that they occur, ever less.

    They are read as they stand: to make a hundred texts plain takes longer than all the rest.
    """
    sought = _sought(wanted)
    return [_text_weight(text[:READ], sought) for text in texts]


def _sought(wanted: Wanted) -> list[_Sought]:
    return [
        _Sought(
            tuple(
                (pattern_of(choice), _SYNONYM if place else 1.0) for place, choice in enumerate(word.choices)
            ),
            tuple(map(pattern_of, word.halves)),
        )
        for word in wanted.words
    ]


def _title_weight(title: str, sought: Sequence[_Sought]) -> float:
    weight = 0.0
    for word in sought:
        best = 0.0
        for pattern, share in word.choices:
            if found := pattern.search(title):
                filled = _FILLING_THE_TITLE * (found.end() - found.start()) / len(title)
                begins = 0.0 if found.start() else _AT_THE_BEGINNING
                best = max(best, share * (_IN_TITLE + filled + begins))
        if not best and word.halves and all(half.search(title) for half in word.halves):
            best = _HALVES * _IN_TITLE
        weight += best
    return weight


def _text_weight(text: str, sought: Sequence[_Sought]) -> float:
    weight = 0.0
    for word in sought:
        times = sum(share * len(pattern.findall(text)) for pattern, share in word.choices)
        weight += _IN_TEXT * times / (times + _ENOUGH)
    return weight


@lru_cache(maxsize=2000)  # whatever visitors type: it may not grow for ever
def pattern_of(phrase: Phrase) -> re.Pattern[str]:
    """The phrase as it stands in a plain text: between its runs may be whatever is neither letter nor digit."""
    runs = phrase.pattern.split()
    joined = r"[\W_]*".join(map(re.escape, runs))
    before = _edge(runs[0], "(?<!{})") if phrase.pattern.startswith(" ") else ""
    after = _edge(runs[-1], "(?!{})") if phrase.pattern.endswith(" ") else ""
    return re.compile(before + joined + after)


def _edge(run: str, looking: str) -> str:
    """Numbers and words of letters are found whole."""
    return looking.format("[0-9]" if run.isdigit() else "[a-z]")
