"""How texts are proofread: our own neutral rules, and the list of words that an organ keeps itself."""

import csv
import io
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import cast

from gongkai.kernel.problems import LawInvalid
from gongkai.lawbook.files import Entry, Library
from gongkai.lawbook.screening import LEVELS, Level
from gongkai.lawbook.wording import require_pattern

_NAME = "wording/phrasing.toml"
_COUNTED = frozenset({"brackets", "no_such_day", "days_reversed", "years_mixed"})
MOST_WORDS = 20_000
_LONGEST_WORD = 100
_HEAD = ("词", "词语", "word")
_LEVELS_SAID = {"严重": "block", "阻止": "block", "确认": "confirm", "提示": "info", "": "confirm"}


@dataclass(frozen=True, slots=True)
class Rule:
    """A slip that a pattern finds. `instead` is the advice, in which {1} stands for what the pattern caught first; what
    it caught is fine when it is in `skip`."""

    code: str
    name: str
    level: Level
    pattern: re.Pattern[str]
    instead: str
    skip: frozenset[str]
    example: str
    fine: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """A slip that no pattern finds: what it is called, its level, the advice."""

    code: str
    name: str
    level: Level
    instead: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word of an organ's own list."""

    word: str
    level: Level
    advice: str


@dataclass(frozen=True, slots=True)
class Words:
    """A list that an organ maintains, ready to be searched for."""

    words: Mapping[str, Word]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Phrasing:
    """All rules in force."""

    rules: tuple[Rule, ...]
    counted: Mapping[str, Counted]


@cache
def phrasing(law_dir: str | None = None) -> Phrasing:
    """The rules in force. Raises LawInvalid."""
    entry = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR")).read(_NAME)
    entry.allow("source", "rule", "pair", "counted").text("source")
    counted = {one.code: one for one in map(_counted, entry.each("counted"))}
    if set(counted) != _COUNTED:
        raise entry.fault(f"“counted”应当正好有 {'、'.join(sorted(_COUNTED))} 各一项")
    rules = [*map(_rule, entry.each("rule")), *map(_pair, entry.each("pair"))]
    return Phrasing(tuple(rules), MappingProxyType(counted))


def words_of(words: Sequence[Word]) -> Words:
    """A list, ready to be searched for; of two words the longer counts."""
    by_word = {one.word: one for one in words}
    every = sorted(by_word, key=len, reverse=True)
    return Words(MappingProxyType(by_word), re.compile("|".join(map(re.escape, every)) or r"(?!)"))


def read_words(text: str, *, name: str = "词表") -> Words:
    """A list as a table of text: word, level (严重、确认、提示), advice; parted by commas or tabs. Raises LawInvalid."""
    mark = "\t" if "\t" in text.partition("\n")[0] else ","
    found: list[Word] = []
    for number, row in enumerate(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=mark), 1):
        cells = [cell.strip() for cell in row] + ["", "", ""]
        if not cells[0] or cells[0].startswith("#") or (number == 1 and cells[0].lower() in _HEAD):
            continue
        level = _LEVELS_SAID.get(cells[1], cells[1])
        if level not in LEVELS or len(cells[0]) > _LONGEST_WORD or len(found) >= MOST_WORDS:
            raise LawInvalid(
                f"{name}第 {number} 行不对。",
                f"每行是词、级别（严重、确认、提示）、建议；词不超过 {_LONGEST_WORD} 字，全表不超过 {MOST_WORDS} 个。",
            )
        found.append(Word(cells[0], cast("Level", level), cells[2]))
    return words_of(found)


NO_WORDS = words_of(())


def _rule(entry: Entry) -> Rule:
    entry.allow("code", "name", "level", "text", "instead", "skip", "example", "fine")
    return Rule(
        code=entry.text("code"),
        name=entry.text("name"),
        level=_level(entry),
        pattern=_pattern(entry),
        instead=entry.text("instead"),
        skip=frozenset(entry.texts("skip")),
        example=entry.text("example"),
        fine=entry.texts("fine"),
    )


def _pair(entry: Entry) -> Rule:
    entry.allow("text", "right", "example", "fine")
    instead = f"应为“{entry.text('right')}”，请核对。"
    told = entry.text("example"), entry.texts("fine")
    return Rule("misspelt", "错别字", "confirm", _pattern(entry), instead, frozenset(), *told)


def _pattern(entry: Entry) -> re.Pattern[str]:
    """The pattern of an entry, which must find its own example."""
    require_pattern(entry, entry.text("text"), where="text")
    pattern = re.compile(entry.text("text").replace("[^", r"[^\n"))  # nothing runs on into the next paragraph
    if not pattern.search(entry.text("example")):
        raise entry.fault(f"“text”查不出“example”：{entry.text('example')}")
    return pattern


def _counted(entry: Entry) -> Counted:
    entry.allow("code", "name", "level", "instead")
    return Counted(entry.text("code"), entry.text("name"), _level(entry), entry.text("instead"))


def _level(entry: Entry) -> Level:
    level = entry.text("level")
    if level not in LEVELS:
        raise entry.fault(f"“level”应是 {'、'.join(LEVELS)} 之一")
    return cast("Level", level)
