"""Finds the numbers of persons in a text: what has a check digit by the check, the rest by form and by the words around."""

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from operator import itemgetter

from gongkai.engine.screening.addresses import grammar
from gongkai.engine.screening.checks import (
    has_plain_gaps,
    is_day,
    is_in_fours,
    is_latin,
    is_one_over_cells,
    is_right,
    passes_luhn,
)
from gongkai.engine.screening.digits import Run, plain, runs
from gongkai.kernel.credit_code import fault_of
from gongkai.lawbook.screening import Detector, ScreeningRules, screening_rules

# Only what may be one of these is looked at closely. Lookahead: a number may begin inside of another candidate.
_ID18 = re.compile(r"(?=(\d{6}\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]))")
_ID15 = re.compile(r"(?=(\d{8}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}))")
_MOBILE = re.compile(r"(?=((?:(?:00)?86)?)(1[3-9]\d{9}))")
_SIX_EIGHT_FOUR, _SIX_SIX_THREE = [6, 14], [6, 12]
_WRAPPED = 10  # characters of a printed line before a number that goes on in the next
_ADDRESS = re.compile(r"(?:https?:|ftp:|www\.)[^\s<>\"'“”，。；、）)]*", re.IGNORECASE)
_SENTENCE_ENDS = re.compile("[。；;！？]")
_PEOPLE = re.compile("姓名|户主|申请人|身份证")
_DECIMALS = re.compile(r"\.\d{1,2}(?!\d)")


@dataclass(frozen=True, slots=True)
class Found:
    """A number of a person, or where somebody lives: its digits, the place of each in the text, whether there is doubt, whether the words
    around name what it is, and whether they name something else."""

    detector: Detector
    number: str
    at: tuple[int, ...]
    is_certain: bool
    is_named: bool = False
    is_labelled: bool = False

    @property
    def start(self) -> int:
        """The place of its first digit."""
        return self.at[0]

    @property
    def stop(self) -> int:
        """The place behind its last digit."""
        return self.at[-1] + 1


@dataclass(frozen=True, slots=True)
class Text:
    """A text that is searched. `heads` are the words at the head of the columns, by the place where a cell begins, in
    order; `published` are the numbers that the organ itself has made known."""

    text: str
    heads: Sequence[tuple[int, str]] = ()
    published: Collection[str] = ()


def find(text: Text) -> list[Found]:
    """Every number of a person, in the order of the text. What is certain hides what is doubtful in the same place."""
    search = _Search(text, screening_rules())
    candidates = sorted(search.candidates(), key=lambda found: not found.is_certain)
    taken: set[int] = set()
    kept = []
    for found in candidates:
        # Of two right identity numbers that share digits nobody can tell which is meant.
        is_safe = found.is_certain and found.detector.code == "id18"
        if is_safe or taken.isdisjoint(found.at):
            taken.update(found.at)
            kept.append(found)
    return sorted(kept, key=lambda found: found.start)


class _Search:
    """The detectors at work on one text."""

    def __init__(self, text: Text, rules: ScreeningRules) -> None:
        self._text, self._rules = text, rules
        self.plain = plain(text.text)
        self._addresses = [match.span() for match in _ADDRESS.finditer(text.text)]
        self._detectors: Sequence[Callable[[Run], Iterator[Found]]] = (
            self._id18,
            self._cards,
            self._mobiles,
            self._id15,
        )

    def candidates(self) -> Iterator[Found]:
        """What each detector finds."""
        for run in runs(self.plain):
            for detector in self._detectors:
                yield from detector(run)
        yield from self._homes()

    def _homes(self) -> Iterator[Found]:
        """Where people live, from the village or the road down to the room."""
        detector = self._rules.detectors.get("address")
        if detector is None or self._rules.address is None:
            return
        for address in grammar(self._rules.address).find(self.plain, self._head_of_home):
            at = [place for place in address.places if self.plain[place].strip()]
            said = "".join(self.plain[place] for place in at)
            yield Found(detector, said, tuple(at), is_certain=True)

    def _found(self, run: Run, code: str, span: tuple[int, int], *, is_certain: bool = True) -> Found:
        start, stop = span
        number, at = run.digits[start:stop], tuple(run.at[start:stop])
        is_named = not is_certain and (self._is_named(code, at[0], at[-1]) or self._names_identities)
        return Found(self._rules.detectors[code], number, at, is_certain, is_named)

    def _id18(self, run: Run) -> Iterator[Found]:
        identity = self._rules.identity
        for match in _ID18.finditer(run.digits):
            start, stop = match.start(), match.start() + 18
            if not (run.is_edge(start) and run.is_edge(stop)) or not is_day(match[1][6:14], identity.years):
                continue
            inner = run.inner(start, stop)
            is_of_region = match[1][:2] in identity.regions
            if not is_one_over_cells(inner, 18) or (inner and not is_of_region):
                continue
            if is_right(match[1], rules=identity):
                found = self._found(run, "id18", (start, stop))
                yield replace(found, is_labelled=self._is_labelled(run.at[start], run.at[stop - 1]))
            elif is_of_region and self._is_doubtful_id18(run, start, stop):
                yield self._found(run, "id18", (start, stop), is_certain=False)

    def _is_doubtful_id18(self, run: Run, start: int, stop: int) -> bool:
        """Whether a number with a wrong check is written like that of a card, and is nothing else."""
        inner = run.inner(start, stop)
        is_written_so = [at for at, _ in inner] in ([], _SIX_EIGHT_FOUR) or self._is_wrapped(
            run, start, inner
        )
        is_named = self._is_named("id18", run.at[start], run.at[stop - 1])
        if is_named:
            return True
        is_of_somebody = self._names_identities or not self._is_credit_code(run.digits[start:stop])
        return is_written_so and is_of_somebody and not self._is_other(run, start, stop)

    def _is_labelled(self, first: int, last: int) -> bool:
        """Whether a right number is called that of a contract or an order: one in eleven of these is right by chance."""
        before = self.plain[max(first - self._rules.before, 0) : first]
        return bool(self._rules.label.search(before)) and not self._is_named("id18", first, last)

    def _is_credit_code(self, number: str) -> bool:
        """Whether a number is that of an organisation: by its check, which fits one number in thirty by chance, and by the
        region that stands two digits further on than in the number of a person."""
        return fault_of(number) is None and number[2:4] in self._rules.identity.regions | {"10"}

    @cached_property
    def _names_identities(self) -> bool:
        """Whether the text is about numbers of persons: it says so somewhere, as at the head of a table, or holds one that
        is right."""
        rules = self._rules
        words = rules.detectors["id18"].words
        heads = any(words.search(head) for _, head in self._text.heads)
        is_said = heads or bool(words.search(self._text.text))
        return is_said or any(
            is_right(match[1], rules=rules.identity) and match[1][:2] in rules.identity.regions
            for match in _ID18.finditer(self.plain)
        )

    def _cards(self, run: Run) -> Iterator[Found]:
        """A number in one, over two lines, or in groups of four: only so many parts can be one."""
        least, most = self._rules.card.lengths
        if len(run.digits) < least:
            return
        edges = [index for index in range(len(run.digits) + 1) if run.is_edge(index)]
        for place, start in enumerate(edges):
            stops = edges[place + 1 : place + 2 + most // 4]
            if stops and stops[0] - start != 4:
                del stops[2:]
            for stop in reversed(
                stops
            ):  # the longest first: it may hold a shorter one that is right by chance
                if least <= stop - start <= most and run.digits[stop - 1] != "X":
                    yield from self._card(run, start, stop)

    def _card(self, run: Run, start: int, stop: int) -> Iterator[Found]:
        digits, (least, most) = run.digits[start:stop], self._rules.card.bare
        inner = run.inner(start, stop)
        if not (is_in_fours(inner) or self._is_wrapped(run, start, inner)):
            return
        is_right = passes_luhn(digits)
        is_plain = is_right and least <= len(digits) <= most and digits.startswith(self._rules.card.prefixes)
        is_named = is_plain or self._is_named("bank_card", run.at[start], run.at[stop - 1])
        if is_named and fault_of(digits) is not None and not self._is_other(run, start, stop):
            yield self._found(run, "bank_card", (start, stop), is_certain=is_right)

    def _mobiles(self, run: Run) -> Iterator[Found]:
        for match in _MOBILE.finditer(run.digits):
            first, (start, stop) = match.start(), match.span(2)
            inner = run.inner(start, stop)
            if (
                run.is_edge(first)
                and run.is_edge(stop)
                and match[2] not in self._text.published
                and self._is_mobile(run, (first, start), inner)
                and not self._is_other(run, first, stop)
            ):
                yield self._found(run, "mobile", (start, stop))

    def _is_mobile(self, run: Run, starts: tuple[int, int], inner: Sequence[tuple[int, str]]) -> bool:
        """Whether the digits are written as those of a telephone are; before and behind the country."""
        first, start = starts
        if not inner or self._is_wrapped(run, start, inner):
            return True
        if len(inner) == 10:  # a box for each digit
            return self._is_named("mobile", run.at[start], run.at[start + 10])
        ends = [0, *(at for at, _ in inner), 11]
        group = tuple(stop - begin for begin, stop in pairwise(ends))
        return (
            group in self._rules.mobile_groups
            and has_plain_gaps(inner, "-.")
            and (
                not self._is_among_figures(run, first, start + 11)
                or self._is_named("mobile", run.at[start], run.at[start + 10])
            )
        )

    def _is_among_figures(self, run: Run, start: int, stop: int) -> bool:
        """Whether more figures stand beside three groups of digits, as in a row of a table."""
        sides = [run.gaps[index] for index in (start, stop) if index < len(run.gaps)]
        return any(gap and not gap.strip(" \u3000\xa0") for gap in sides)

    def _id15(self, run: Run) -> Iterator[Found]:
        for match in _ID15.finditer(run.digits):
            start, stop = match.start(), match.start() + 15
            inner = [at for at, _ in run.inner(start, stop)]
            if (
                run.is_edge(start)
                and run.is_edge(stop)
                and match[1][:2] in self._rules.identity.regions
                and is_day(f"19{match[1][6:12]}", self._rules.identity.years)
                and inner in ([], _SIX_SIX_THREE)
            ):
                is_named = self._is_named("id15", run.at[start], run.at[stop - 1])
                if is_named or not self._is_other(run, start, stop):
                    yield self._found(run, "id15", (start, stop), is_certain=is_named)

    def _is_wrapped(self, run: Run, start: int, inner: Sequence[tuple[int, str]]) -> bool:
        """Whether a number only goes on in the next line of running text. In a table of figures lines are short, and
        blanks stand before the figures."""
        if len(inner) != 1 or inner[0][1].strip(" \u3000\r\f") != "\n":
            return False
        at, _ = inner[0]
        line = self.plain.rfind("\n", 0, run.at[start]) + 1
        is_after_words = bool(self.plain[line : run.at[start]][-1:].strip())
        return is_after_words or run.at[start + at - 1] - line >= _WRAPPED

    def _is_named(self, code: str, first: int, last: int) -> bool:
        """Whether the words around, or at the head of the column, tell what the number is."""
        text, words = self._text.text, self._rules.detectors[code].words
        before = _SENTENCE_ENDS.split(text[max(first - self._rules.before, 0) : first])[-1]
        behind = _SENTENCE_ENDS.split(text[last + 1 : last + 1 + self._rules.after])[0]
        around = f"{before}\n{behind}"
        return bool(words.search(around)) or bool(words.search(self._head(first)))

    def _head(self, place: int) -> str:
        """The words at the head of the column in which a place lies."""
        heads = self._text.heads
        at = bisect_right(heads, place, key=itemgetter(0)) - 1
        return heads[at][1] if at >= 0 else ""

    def _head_of_home(self, place: int) -> str:
        """The same; where a list is one of people, an address is where they live."""
        head = self._head(place)
        is_of_people = "地址" in head and any(_PEOPLE.search(other) for _, other in self._text.heads)
        return f"{head} 住址" if is_of_people else head

    def _is_other(self, run: Run, start: int, stop: int) -> bool:
        """Whether what stands around tells that this is money, a reference or an address, and no number of a person."""
        first, last = run.at[start], run.at[stop - 1]
        before = self.plain[max(first - self._rules.before, 0) : first]
        behind = self.plain[last + 1 : last + 8]
        return bool(
            self._rules.label.search(before)
            or self._rules.labelled.search(self._head(first))
            or before.endswith(("¥", "￥", "$", "№"))
            or self._rules.unit.match(behind)
            or _DECIMALS.match(behind)
            or (is_latin(before[-1:]) and is_latin(behind[:1]))
            or self._is_in_address(first)
        )

    def _is_in_address(self, place: int) -> bool:
        """Whether a place lies in the address of a page."""
        at = bisect_right(self._addresses, (place, len(self.plain))) - 1
        return at >= 0 and place < self._addresses[at][1]
