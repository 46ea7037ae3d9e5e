"""Digits as people hide or break them: full-width, spaced, over two lines or cells; every one keeps its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LEAST = 11  # digits: no number of a person is shorter

_UNSEEN = "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\ufeff"
# One character for each, so that places stay: digits of other alphabets of print, letters that look like X.
_PLAIN = str.maketrans(
    {
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
        **{chr(0x1D7CE + place): str(place % 10) for place in range(50)},
        **dict.fromkeys("xｘＸ×хХχΧ", "X"),
        **dict.fromkeys(_UNSEEN, "\u200b"),
        **dict.fromkeys("‐‑‒–—―−－﹣", "-"),
        **dict.fromkeys("·•．・", "."),
    }
)
_RUN = re.compile(r"[0-9](?:[\s\u200b_.\-]{0,8}[0-9])*(?:[\s\u200b_.\-]{0,8}X)?")


def plain(text: str) -> str:
    """The text with every digit as a plain one; as long as before."""
    return text.translate(_PLAIN)


@dataclass(frozen=True, slots=True)
class Run:
    """Digits with nothing but gaps between them. `at` are their places, `gaps` what stands before each, without what
    cannot be seen; the first has none."""

    digits: str
    at: list[int]
    gaps: list[str]

    def is_edge(self, index: int) -> bool:
        """Whether a number may begin or end before this digit; an X may be a letter and no part of it."""
        return index in (0, len(self.digits)) or bool(self.gaps[index]) or self.digits[index] == "X"

    def inner(self, start: int, stop: int) -> list[tuple[int, str]]:
        """The gaps between the digits of a number, each with its distance from the number's first."""
        return [(index - start, self.gaps[index]) for index in range(start + 1, stop) if self.gaps[index]]


def runs(text: str) -> Iterator[Run]:
    """The runs of a plain text that are long enough."""
    for match in _RUN.finditer(text):
        if match.end() - match.start() < LEAST:
            continue
        found = match[0]
        places = [place for place, character in enumerate(found) if character in "0123456789X"]
        if len(places) < LEAST:
            continue
        gaps = [""] * len(places)
        if len(places) < len(found):
            for index in range(1, len(places)):
                gaps[index] = found[places[index - 1] + 1 : places[index]].replace("\u200b", "")
        start = match.start()
        yield Run("".join([found[place] for place in places]), [start + place for place in places], gaps)
