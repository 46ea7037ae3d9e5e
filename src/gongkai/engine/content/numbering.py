"""Numbers that Word counts itself: what stands before a paragraph on paper, though nobody typed it."""

import re
from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple

from lxml import etree

from gongkai.engine.numerals import to_numeral

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{_W}val"
_PLACE = re.compile(r"%([1-9])")
_ORDERED = re.compile(r"%[1-9]\.")
_FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"),
        to_numeral,
    ),
    **dict.fromkeys(
        ("decimalEnclosedCircle", "decimalEnclosedCircleChinese"),
        lambda number: chr(0x2460 + number - 1) if number <= 20 else str(number),
    ),
    "lowerLetter": lambda number: chr(97 + (number - 1) % 26),
    "upperLetter": lambda number: chr(65 + (number - 1) % 26),
    "decimalFullWidth": lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)),
}


class Label(NamedTuple):
    """What stands before a numbered paragraph; `list_kind` (`ul`, `ol`) where a list of HTML shows the same."""

    text: str
    level: int
    number: int
    list_kind: str = ""


class _Level(NamedTuple):
    form: str
    pattern: str
    start: int


class Numbering:
    """The numbers of one document, counted on from paragraph to paragraph."""

    def __init__(self, root: etree._Element | None) -> None:
        self._kinds: dict[str, str] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        for abstract in () if root is None else root.iterfind(f"{_W}abstractNum"):
            key = abstract.get(f"{_W}abstractNumId", "")
            self._levels[key] = {
                _whole(level, "ilvl"): _level(level) for level in abstract.iterfind(f"{_W}lvl")
            }
        for number in () if root is None else root.iterfind(f"{_W}num"):
            self._kinds[number.get(f"{_W}numId", "")] = _value(number, "abstractNumId")

    def label(self, num_id: str, *, level: int) -> Label | None:
        """The label of the next paragraph of a list; None for a list that is none."""
        kind = self._kinds.get(num_id, "")
        levels = self._levels.get(kind, {})
        own = levels.get(level)
        if own is None or own.form == "none":
            return None
        counts = self._counts[kind]
        counts[level] = counts.get(level, own.start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if own.form == "bullet":
            return Label("", level, 1, "ul")
        text = _PLACE.sub(lambda match: _written(levels, counts, int(match[1]) - 1), own.pattern)
        is_plain = own.form == "decimal" and _ORDERED.fullmatch(own.pattern)
        return Label(text, level, counts[level], "ol" if is_plain else "")


def _written(levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
    """The number of a level as its form writes it."""
    known = levels.get(level, _Level("decimal", "", 1))
    return _FORMS.get(known.form, str)(counts.get(level, known.start))


def _level(element: etree._Element) -> _Level:
    start = _value(element, "start")
    return _Level(
        _value(element, "numFmt"), _value(element, "lvlText"), int(start) if start.isdecimal() else 1
    )


def _value(element: etree._Element, name: str) -> str:
    child = element.find(f"{_W}{name}")
    return "" if child is None else child.get(_VAL, "")


def _whole(element: etree._Element, name: str) -> int:
    value = element.get(f"{_W}{name}", "")
    return int(value) if value.isdecimal() else 0
