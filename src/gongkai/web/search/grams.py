"""How words are cut for the index, and in the same way for a question: pairs of Chinese characters, whole numbers, whole
words of other scripts.

A run of n characters becomes its n-1 pairs and its last character: so a single character is found as the beginning of
some pair or as the end of a run. Whatever is neither letter nor digit only parts runs; a document number is found
whichever brackets somebody types.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from gongkai.lawbook.search import search_law

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_RUN = re.compile(rf"[0-9]+|[{_HAN}]+|[^\W\d_{_HAN}]+")
_OF_YEAR = re.compile(
    r"\W?(?:19|20)\d\d\W?(?=第?\d)"
)  # 〔2025〕 in whatever brackets, before the number itself
_IS_HAN = re.compile(f"[{_HAN}]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Something looked for, cut as the index is: its parts stand side by side. With `is_open` the last part only has to
    begin so. `pattern` is what a text as of `flat` holds somewhere."""

    parts: tuple[str, ...]
    is_open: bool
    pattern: str


def plain(text: str) -> str:
    """A text in one width, one case and simplified characters, for comparing only."""
    return _traditional().sub(_simplified, unicodedata.normalize("NFKC", text).lower())


def all_plain(texts: Sequence[str]) -> list[str]:
    """Many texts made plain at once, which takes far less time than one after the other."""
    joined = "\x1e".join(text.replace("\x1e", " ") for text in texts)
    return plain(joined).split("\x1e") if texts else []


@cache
def _traditional() -> re.Pattern[str]:
    return re.compile(f"[{''.join(search_law().simplified)}]")


def _simplified(found: re.Match[str]) -> str:
    return search_law().simplified[found[0]]


def runs(text: str) -> list[str]:
    """The unbroken runs of characters, digits and letters of a text."""
    return _RUN.findall(plain(text))


def grams(text: str) -> Iterator[str]:
    """What the index holds of a text, in its order."""
    for run in runs(text):
        if _IS_HAN.match(run):
            for place in range(len(run) - 1):
                yield run[place : place + 2]
            yield run[-1]
        else:
            yield run


def numbered(doc_no: str) -> str:
    """A document number as people look for it: whole, and without its year (枕政发3号), which is forgotten first."""
    short = _OF_YEAR.sub("", doc_no, count=1)
    return f"{doc_no} {short}" if short != doc_no else doc_no


def flat(text: str) -> str:
    """A text as its runs with a blank around each: a phrase stands in it just if its pattern does."""
    return f" {' '.join(runs(text))} "


def phrase(words: str, *, is_unfinished: bool = False) -> Phrase | None:
    """What somebody looks for as the index has it; None when there is nothing in it that one can look for.

    What is unfinished may go on: somebody still types.
    """
    found = runs(words)
    if not found:
        return None
    last, is_han = found[-1], bool(_IS_HAN.match(found[-1]))
    parts = [gram for run in found[:-1] for gram in grams(run)]
    parts += [last[place : place + 2] for place in range(len(last) - 1)] if is_han else []
    is_open = is_han and len(last) == 1
    if is_open or not is_han:
        parts.append(last)
    before = "" if _IS_HAN.match(found[0]) else " "
    after = "" if is_han or is_unfinished else " "
    return Phrase(tuple(parts), is_open or is_unfinished, f"{before}{' '.join(found)}{after}")
