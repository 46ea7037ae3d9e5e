"""Looks for words that are known beforehand: who somebody is must not be readable in what is published about his affair.

Only places are handed on, never the words.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from gongkai.engine.screening.files import looked_into
from gongkai.engine.screening.html import html_passages
from gongkai.engine.screening.marks import Part, Passage, masked

# What may stand between two characters of a word that is one for its readers.
_GAP = r"[\s·•‧.\-—_]*"
_OPENING, _CLOSING = "〔[(【〈", "〕])】〉"
# A number of a case, not the end of the number of a document, before which stands the mark of its maker.
_ALONE = r"(?:(?<![一-鿿A-Za-z])|(?<=申请)|(?<=编号)|(?<=登记)|(?<=号)|(?<=号为)|(?<=第)|(?<=见))"


@dataclass(frozen=True, slots=True)
class Known:
    """What is looked for. Its words stay out of whatever is written down about it."""

    pattern: re.Pattern[str] = field(repr=False)

    def is_in(self, text: str) -> bool:
        """Whether one of the words stands in a plain text."""
        return self.pattern.search(unicodedata.normalize("NFKC", text)) is not None

    def without(self, text: str, *, instead: str) -> str:
        """A text in which something else stands for each of them; one that is written very differently may stay, and is
        found by `is_in`."""
        return self.pattern.sub(instead, text)

    def in_html(self, html: str, *, place: str) -> tuple[str, ...]:
        """The places of a page of the site where one of them stands, also where it does not show."""
        passages, _pictures = html_passages(html, place=place)
        return tuple(dict.fromkeys(self._places(passages)))

    def in_file(self, data: bytes, *, name: str) -> tuple[str, ...]:
        """The places of a file, and of its name, where one of them stands; what is only a picture is not looked into."""
        place = f"附件“{'***' if self.is_in(name) else masked(name)}”"
        passages, _unscreened = looked_into(data, name, place=place)
        title = Passage((Part(name, f"{place}的文件名"),))
        return tuple(dict.fromkeys(self._places([title, *passages])))

    def _places(self, passages: Iterable[Passage]) -> Iterator[str]:
        """Where they begin: in the parts of a passage one after the other, as over the cells of a row."""
        for passage in passages:
            starts, said = _joined(passage)
            for found in self.pattern.finditer(said):
                part = next(n for n in range(len(starts) - 1, -1, -1) if starts[n] <= found.start())
                yield passage.parts[part].place + passage.parts[part].note


def known(words: Iterable[str], *, numbers: Iterable[str] = ()) -> Known:
    """What to look for: `words` wherever they stand, `numbers` of cases only where they stand by themselves."""
    every = [_spaced(word) for word in words if word.strip()]
    every += [_ALONE + _spaced(number) for number in numbers if number.strip()]
    return Known(re.compile("|".join(every) or r"(?!)", re.IGNORECASE))


def _joined(passage: Passage) -> tuple[Sequence[int], str]:
    """Where each part begins in the whole, and the whole."""
    starts, said = [], ""
    for part in passage.parts:
        starts.append(len(said))
        said += unicodedata.normalize("NFKC", part.text) + passage.between
    return starts, said


def _spaced(word: str) -> str:
    """A word however its characters are spaced and its brackets drawn; a number not inside a longer one."""
    plain = "".join(unicodedata.normalize("NFKC", word).split())
    inner = _GAP.join(map(_drawn, plain))
    before = r"(?<!\d)" if plain[:1].isdecimal() else ""
    after = r"(?!\d)" if plain[-1:].isdecimal() else ""
    return before + inner + after


def _drawn(character: str) -> str:
    for kind in (_OPENING, _CLOSING):
        if character in kind:
            return f"[{re.escape(kind)}]"
    return re.escape(character)
