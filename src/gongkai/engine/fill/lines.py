"""Fills the three tables from lines of text: a label is found wherever it stands, its values stand behind it.

Labels broken over lines, one character a line, or apart from their numbers are found in the text without white
space; values are whole words of the text with white space. Rows may come in any order.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from gongkai.engine.document import Line
from gongkai.engine.fill.heads import doubt_in_table4_text, doubt_in_text
from gongkai.engine.fill.labels import Labels, official_wording, wording
from gongkai.engine.fill.rows import Found, Word
from gongkai.engine.marks import is_page_mark
from gongkai.kernel.form import Row, Table

_GLUED = re.compile(r"([\u4e00-\u9fff)\"])(?=\d)")
_ENUMERATOR = re.compile(r"\(?\d{1,2}(?:[.、)]+|(?=$))$")
_LONGEST_ODDITY = 6
_TABLE4_HEAD = re.compile(r"维持|纠正|审结|复议")


class Zone:
    """A stretch of lines as words, with the compact text that labels are looked up in."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = [line for line in lines if not is_page_mark(line.text)]
        self.words: list[Word] = []
        unglued = _GLUED.sub(r"\1 ", "\n".join(line.text for line in self.lines))
        for index, text in enumerate(unglued.split("\n")):
            self.words.extend(_words(text, index))
        texts = [word.text for word in self.words]
        self.starts = list(accumulate(map(len, texts), initial=0))[:-1]
        self.text = "".join(texts)

    def word_at(self, offset: int) -> int:
        """Index of the word that holds this character of the compact text."""
        return bisect_right(self.starts, offset) - 1


def _words(text: str, index: int) -> list[Word]:
    """The words of one line; in a tabbed line every empty field is an empty word."""
    if "\t" in text:
        return [
            Word(part, index, column, False, column == 0)
            for column, field in enumerate(text.split("\t"))
            for part in (field.split() or [""])
        ]
    parts = text.split()
    if len(parts) == 1:
        return [Word(parts[0], index, is_alone=True, is_first=True)]
    return [Word(part, index, -1, False, order == 0) for order, part in enumerate(parts)]


def find_rows(lines: Sequence[Line], labels: Labels) -> list[Found]:
    """Every occurrence of a row label with the values behind it."""
    zone = Zone(lines)
    hits = [hit for hit in labels.find(zone.text) if _opens_a_cell(zone, hit[0], hit[2])]
    found = []
    is_one_head = labels.table.id == "table3"  # all its rows stand under the same heads
    doubt = doubt_in_text(zone.text[: hits[0][0]], hits[0][2]) if hits and is_one_head else ""
    for order, (start, stop, row) in enumerate(hits):
        next_start = hits[order + 1][0] if order + 1 < len(hits) else len(zone.text)
        if not is_one_head:
            doubt = doubt_in_text(zone.text[:start], row)
        item = _collect(zone, start, stop, next_start, row)
        found.append(item._replace(doubt=doubt) if doubt else item)
    return found


def _opens_a_cell(zone: Zone, start: int, row: Row) -> bool:
    """Whether the word of a label holds nothing before it but its number or the rest of the label."""
    index = zone.word_at(start)
    before = zone.text[zone.starts[index] : start].lstrip('"(')
    if not before or _ENUMERATOR.match(before):
        return True
    return before in row.label or (len(before) <= 12 and not any(mark in before for mark in ",。;:"))


def _collect(zone: Zone, start: int, stop: int, next_start: int, row: Row) -> Found:
    """The slots between a label and the next one; words of text before them belong to the label."""
    first = zone.word_at(start)
    after = zone.word_at(stop - 1) + 1
    words = zone.words[after : _end_of_row(zone, next_start)]
    label = zone.text[start : zone.starts[after] if after < len(zone.starts) else None]
    label_line = zone.words[after - 1].line
    slots: list[Word] = []
    is_clean = True
    for index, word in enumerate(words):
        if word.text.isdecimal() or word.is_value:
            if word.text or word.line == label_line:
                slots.append(word)
        elif not any(slot.text for slot in slots) or _is_page_number(slots, row, label):
            if wording(label) == official_wording(row):  # the label is whole: these words are no part of it
                if word.line == label_line and len(word.text) <= _LONGEST_ODDITY:
                    slots.append(word)
                    continue
                break
            label += word.text
            label_line = word.line
            slots.clear()
        elif _stands_among_values(words, index, slots):
            slots.append(word)
        else:
            is_clean = word.line != slots[-1].line
            break
    top = zone.words[first].line
    bottom = slots[-1].line if slots else label_line
    printed = tuple(line.raw for line in zone.lines[top : bottom + 1])
    places = (zone.lines[top].place,)
    return Found(row, tuple(slots), label, printed, places, _row_length(zone, slots), is_clean)


def _is_page_number(slots: Sequence[Word], row: Row, label: str) -> bool:
    """Whether what looks like values is a page number inside a label that goes on behind it."""
    return (
        len(slots) == 1 < len(row.columns) and slots[0].is_alone and wording(label) != official_wording(row)
    )


def _stands_among_values(words: Sequence[Word], index: int, slots: Sequence[Word]) -> bool:
    """Whether a word such as 待定 fills a cell: it stands on a line between figures."""
    word = words[index]
    behind = words[index + 1] if index + 1 < len(words) else None
    is_between = behind is not None and behind.is_value and bool(behind.text) and behind.line == word.line
    return is_between and slots[-1].line == word.line and len(word.text) <= _LONGEST_ODDITY


def _end_of_row(zone: Zone, next_start: int) -> int:
    """Index behind the last word of a row: the next label's own number (`2.`) is not a value."""
    if next_start >= len(zone.text):
        return len(zone.words)
    index = zone.word_at(next_start)
    before = index - 1
    word = zone.words[before]
    is_figure = word.text.isdecimal() and not word.is_first
    if before >= 0 and not is_figure and _ENUMERATOR.fullmatch(word.text):
        same_line = word.line == zone.words[index].line
        if not word.text[-1].isdigit() or (same_line and word.column < 0):
            return before
    return index


def _row_length(zone: Zone, slots: Sequence[Word]) -> int:
    """How many tab fields the line of the values has; -1 without tabs."""
    if not slots or slots[0].column < 0:
        return -1
    return zone.lines[slots[0].line].text.count("\t") + 1


def find_last_row(lines: Sequence[Line], row: Row, *, table: Table) -> Found | None:
    """The values of table 4: the longest run of values in its section. None when its heads are not there."""
    zone = Zone(lines)
    if not _TABLE4_HEAD.search(zone.text):
        return None
    runs: list[list[Word]] = [[]]
    for word in zone.words:
        if not word.is_value:
            runs.append([])
        elif word.text or not runs[-1] or runs[-1][-1].line == word.line:
            if runs[-1] and word.column >= 0 and runs[-1][-1].line != word.line:
                runs.append([])
            runs[-1].append(word)
    slots = max(runs, key=lambda run: sum(1 for slot in run if slot.text))
    if not any(slot.text for slot in slots):
        slots = []
    top, bottom = (slots[0].line, slots[-1].line) if slots else (0, 0)
    printed = tuple(line.raw for line in zone.lines[top : bottom + 1])
    doubt = doubt_in_table4_text(zone.text, table)
    return Found(
        row, tuple(slots), "", printed, (zone.lines[top].place,), _row_length(zone, slots), doubt=doubt
    )
