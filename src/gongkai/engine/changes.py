"""What changed between two wordings, word for word: over lines of plain text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# A figure or a foreign word changes as a whole, a Chinese character by itself.
_WORD = re.compile(r"[0-9A-Za-z.,%]+|\s+|.", re.DOTALL)
# Comparing costs the square of the length. A longer line, and every line of a longer text, is shown as a whole; and the
# line that one was made from is looked for among the next few only.
_LONGEST_LINE = 1000
_LONGEST_TEXT = 100_000
_NEXT = 3
# What stayed between two changes is too short to be read by itself.
_ISLAND = 2
# Where less than this share of a line stayed, in more pieces than these, nobody can read what became of it: it is shown as
# replaced.
_STAYED = 0.5
_CRUMBS = 3
# Unchanged lines beside a change, and how many must lie between before they are folded up.
_AROUND = 1
_FOLDED = 3


class Mark(StrEnum):
    """What became of some words."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a line with what became of them."""

    mark: Mark
    text: str


Line = tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some lines, all changed or all as they were; what was not changed may be folded up."""

    lines: tuple[Line, ...]
    is_folded: bool = False


def compared(old: str, new: str) -> tuple[Stretch, ...]:
    """The lines of both wordings in one order, with what was added and removed; empty when nothing was."""
    within = _LONGEST_LINE if len(old) + len(new) <= _LONGEST_TEXT else 0
    lines = list(_lines(old.splitlines(), new.splitlines(), within=within))
    return tuple(_stretches(lines)) if any(map(_is_changed, lines)) else ()


def words_of(old: str, new: str) -> Line:
    """One line, or a field, compared word by word."""
    if max(len(old), len(new)) > _LONGEST_LINE:
        return _whole(old, new)
    before, after = _WORD.findall(old), _WORD.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    pieces: list[Words] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Words(Mark.SAME, "".join(before[i1:i2])))
        else:
            pieces += _whole("".join(before[i1:i2]), "".join(after[j1:j2]))
    line = _joined(pieces)
    kept = [len(words.text) for words in line if words.mark is Mark.SAME]
    is_crumbled = len(kept) > _CRUMBS and sum(kept) < _STAYED * max(len(old), len(new))
    return _whole(old, new) if is_crumbled else line


def _lines(old: Sequence[str], new: Sequence[str], *, within: int) -> Iterator[Line]:
    matcher = SequenceMatcher(None, old, new)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield from (_same(text) for text in old[i1:i2])
        else:
            yield from _replaced(old[i1:i2], new[j1:j2], within=within)


def _replaced(old: Sequence[str], new: Sequence[str], *, within: int) -> Iterator[Line]:
    """Lines that gave way to others: those that are alike are compared, the rest stand by themselves."""
    left = list(old)
    for text in new:
        alike = next((one for one in left[:_NEXT] if _are_alike(one, text, within=within)), None)
        if alike is None:
            yield (Words(Mark.ADDED, text),)
            continue
        while (first := left.pop(0)) != alike:
            yield (Words(Mark.REMOVED, first),)
        yield words_of(alike, text)
    yield from ((Words(Mark.REMOVED, text),) for text in left)


def _are_alike(one: str, other: str, *, within: int) -> bool:
    if max(len(one), len(other)) > within:
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() > 0.5 and matcher.ratio() > 0.5


def _joined(pieces: Sequence[Words]) -> Line:
    """The same, with single characters that stayed by chance drawn into the change around them."""
    joined: list[Words] = []
    removed = added = ""
    for place, piece in enumerate(pieces):
        is_island = piece.mark is Mark.SAME and len(piece.text) < _ISLAND and 0 < place < len(pieces) - 1
        if piece.mark is Mark.SAME and not is_island:
            joined += [*_whole(removed, added), piece]
            removed = added = ""
            continue
        removed += piece.text if piece.mark is not Mark.ADDED else ""
        added += piece.text if piece.mark is not Mark.REMOVED else ""
    return (*joined, *_whole(removed, added))


def _whole(removed: str, added: str) -> Line:
    pair = (Words(Mark.REMOVED, removed), Words(Mark.ADDED, added))
    return tuple(words for words in pair if words.text)


def _same(text: str) -> Line:
    return (Words(Mark.SAME, text),)


def _is_changed(line: Line) -> bool:
    return any(words.mark is not Mark.SAME for words in line)


def _stretches(lines: Sequence[Line]) -> Iterator[Stretch]:
    """Lines near a change are shown, long runs between are folded up."""
    changed = [place for place, line in enumerate(lines) if _is_changed(line)]
    near = {place + step for place in changed for step in range(-_AROUND, _AROUND + 1)}
    run: list[Line] = []
    is_near = True
    for place, line in enumerate(lines):
        if (place in near) != is_near and run:
            yield _stretch(run, is_near=is_near)
            run = []
        is_near = place in near
        run.append(line)
    yield _stretch(run, is_near=is_near)


def _stretch(lines: Sequence[Line], *, is_near: bool) -> Stretch:
    return Stretch(tuple(lines), is_folded=not is_near and len(lines) >= _FOLDED)
