"""Finds where people live: a village, a road or an estate with the number of a house, told from the seat of an office."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from gongkai.lawbook.screening import AddressRules

# A place, then numbers with their units; further places of the same address may follow.
_NUMBER = (
    r"(?:第?[0-9A-Z甲乙丙丁一二三四五六七八九十百〇零]{1,5}(?:[-－之附][0-9一二三四五六七八九十]{1,4}){0,2})"
)
_NAMED = re.compile(r"[一-鿿A-Z]")
_ROOM_OR_YARD = re.compile(
    r"室|单元|[0-9]{1,3}[-－][0-9]{1,3}[-－][0-9]{2,4}|[栋幢座楼]\s{0,2}[0-9]{3,4}(?![0-9])"
    r"|[组队社屯村]\s{0,2}第?[0-9甲乙丙丁一二三四五六七八九十百]{1,5}(?:[-之附][0-9]{1,4})?\s{0,2}号"
)
_LONGEST_NAME = 8
_ROOM = 24  # characters before and behind that tell whose address it is
_BEHIND = 8
_BREAKS = re.compile(r"[。；;！？\n\t]")
_CLAUSE = re.compile(r"[所在地址\s:：为是于]*([^，,。；;、！？\n\t（(]{4,60})")
# A line that is long enough to have been broken; a blank line is no break.
_WRAP = re.compile(r"(?<=[^\n]{10})(?<=[一-鿿0-9A-Za-z])[ \u3000]*\n[ \u3000]*(?=[一-鿿0-9])")
_COUNCIL = re.compile("村?民?委员?会")
Heads = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Address:
    """What lies below the town: its places in the text."""

    places: Sequence[int]


class _Wrapped:
    """A text as it reads on over the ends of printed lines, and where each of its characters stands."""

    def __init__(self, plain: str) -> None:
        self.text = _WRAP.sub("", plain)
        self._starts, self._taken = [0], [0]
        taken = 0
        for match in _WRAP.finditer(plain):
            self._starts.append(match.start() - taken)
            taken += match.end() - match.start()
            self._taken.append(taken)

    def place(self, at: int) -> int:
        """Where a character stands."""
        return at + self._taken[bisect_right(self._starts, at) - 1]

    def address(self, start: int, stop: int) -> Address:
        """Its characters from one place to another."""
        return Address([self.place(at) for at in range(start, stop)])


class Addresses:
    """The grammar of addresses, made of the law data once."""

    def __init__(self, rules: AddressRules) -> None:
        places, units = _any(rules.places), _any(rules.units)
        numbers = rf"(?:\s{{0,2}}{_NUMBER}\s{{0,2}}(?:{units}))"
        # “5栋2单元301”, “5-2-301”: the last unit is often left out
        tail = r"(?:\s{0,2}[0-9]{3,4}(?![0-9元年万%])|(?<=[一-鿿])[0-9]{1,3}[-－][0-9]{1,3}[-－][0-9]{2,4})?"
        more = rf"(?:[一-鿿A-Z]{{0,10}}?{numbers}{{1,5}}{tail}){{0,2}}"
        dashed = r"(?:\s{0,2}[0-9]{1,3}[-－][0-9]{1,3}[-－][0-9]{2,4}(?:室|号|户)?)"
        council = r"(?:村?民?委(?:员)?会)?"
        self._numbers = re.compile(rf"(?:{numbers}|{_NUMBER}#[楼栋]?)+{tail}")
        self._pattern = re.compile(rf"(?<!公)(?:{places}){council}(?:{numbers}{{1,6}}{tail}{more}|{dashed})")
        self._above = rules.above
        self._home = re.compile(rf"{_any(rules.home)}|(?:{_any(rules.lives)})(?!{_any(rules.not_lives)})")
        self._office, self._works = re.compile(_any(rules.office)), re.compile(_any(rules.works))

    def find(self, plain: str, heads: Heads) -> Iterator[Address]:
        """Every place in a text with plain digits where somebody lives: the words around say so, or it goes down to a
        room. A road and a number alone may be anybody's, mostly an office's."""
        wrapped = _Wrapped(plain)
        yield from self._shaped(wrapped, heads)
        yield from self._told(wrapped)

    def _shaped(self, wrapped: _Wrapped, heads: Heads) -> Iterator[Address]:
        plain = wrapped.text
        for match in self._pattern.finditer(plain):
            start, stop = self._name_begins(plain, match.start()), match.end()
            before = _BREAKS.split(plain[max(start - _ROOM, 0) : start])[-1]
            behind = _BREAKS.split(plain[stop : stop + _BEHIND])[0]
            if self._works.match(behind):
                continue
            is_office = self._office.search(f"{before}{match[0]}{behind}")
            goes_far = not is_office and _ROOM_OR_YARD.search(match[0])
            if goes_far or self._is_home(before, heads(wrapped.place(start))):
                yield wrapped.address(start, stop)

    def _told(self, wrapped: _Wrapped) -> Iterator[Address]:
        """What stands behind the words that somebody lives there, however the places are called: “住址：万达华府7#楼”."""
        plain = wrapped.text
        for word in self._home.finditer(plain):
            clause = _CLAUSE.match(plain, word.end())
            said = clause[1] if clause else ""
            numbers = list(self._numbers.finditer(said))
            if not clause or not numbers or self._office.search(_COUNCIL.sub("", said)):
                continue
            start, stop = clause.start(1), clause.start(1) + numbers[-1].end()
            above = [plain.rfind(name, start, start + numbers[0].start()) + len(name) for name in self._above]
            begins = max(
                [at for at in above if at > start and at < start + numbers[0].start()], default=start
            )
            if not self._works.match(plain, stop):
                yield wrapped.address(begins, stop)

    def _is_home(self, before: str, head: str) -> bool:
        return any(map(self._home.search, (before, head)))

    def _name_begins(self, plain: str, place: int) -> int:
        """Where the name of a village or a road begins: behind the town, or behind what is no name."""
        start = place
        while start and place - start < _LONGEST_NAME and _NAMED.match(plain[start - 1]):
            if start < place and plain.endswith(self._above, 0, start):
                break  # never before the first character of a name: 新市路 is a road
            start -= 1
        return start


@cache
def grammar(rules: AddressRules) -> Addresses:
    """The grammar of these words, made once."""
    return Addresses(rules)


def _any(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
