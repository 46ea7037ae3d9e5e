"""Text as it reads on: lines that a printed page broke are joined, and every character keeps its place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.、．]|第[一二三四五六七八九十百]{1,4}[章条]"
)
_SAID = re.compile(r"[\S\t]+")
_ENDS = "。！？；：!?;:”）"
_SHARE = 0.8  # of a full line: what is shorter ends a paragraph
_LEAST = 16  # characters of a line that may have been broken
_FULL = 0.8  # so many of the lines are no longer than a full one


@dataclass(frozen=True, slots=True)
class Flow:
    """A paragraph as it reads, and where each of its characters stood."""

    text: str
    at: Sequence[int]


def flows(text: str) -> list[Flow]:
    """The paragraphs of a text, of printed pages too."""
    lines, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            lines.append((start, line))
        start += len(line) + 1
    lengths = sorted(len(line.strip()) for _, line in lines)
    full = lengths[int(len(lengths) * _FULL)] if lengths else 0
    found: list[Flow] = []
    joined: list[str] = []
    at: list[int] = []
    for index, (begin, line) in enumerate(lines):
        for word in _SAID.finditer(line):
            joined.append(word[0])
            at += range(begin + word.start(), begin + word.end())
        behind = lines[index + 1][1].strip() if index + 1 < len(lines) else ""
        if not (behind and _goes_on(line.strip(), behind, full)):
            found.append(Flow("".join(joined), tuple(at)))
            joined, at = [], []
    return found


def _goes_on(line: str, behind: str, full: int) -> bool:
    """Whether a line only ends because the page did."""
    is_full = len(line) >= max(_LEAST, _SHARE * full)
    return is_full and line[-1] not in _ENDS and not _HEADING.match(behind) and "\t" not in line + behind
