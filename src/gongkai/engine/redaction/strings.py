"""Texts as they are compared: however wide, spaced or broken over lines the same text is written."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LEAST = 2  # characters: one alone stands everywhere
_UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]+")


def plain(text: str) -> str:
    """The text in plain characters, without blanks and line ends, in small letters."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).casefold()


@dataclass(frozen=True, slots=True)
class Plain:
    """A text in plain characters; `at` tells for each of them from which of the parts it was made of it comes."""

    text: str
    at: Sequence[int]

    def find(self, sought: str) -> Iterator[tuple[int, ...]]:
        """The parts that make up each occurrence of a plain text, also of ones that share characters."""
        start = self.text.find(sought)
        while start >= 0 and sought:
            yield tuple(dict.fromkeys(self.at[start : start + len(sought)]))
            start = self.text.find(sought, start + 1)


def of_parts(parts: Sequence[str]) -> Plain:
    """The characters of a page as one plain text."""
    told = [(character, index) for index, part in enumerate(parts) for character in plain(part)]
    return Plain("".join(character for character, _ in told), [index for _, index in told])
