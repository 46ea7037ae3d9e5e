"""Looks over a file before people mark it: its pages, what may have to be withheld, every place where a text stands."""

from collections.abc import Collection, Iterator

from gongkai.engine.redaction.covering import lines_of, touched
from gongkai.engine.redaction.marks import Box, Overview, Suggestion
from gongkai.engine.redaction.sheets import Sheet, sheets
from gongkai.engine.redaction.strings import of_parts, plain
from gongkai.engine.screening.detect import Found, Text, find


def overview(data: bytes, *, published: Collection[str] = ()) -> Overview:
    """The pages of a file as people see them, and what the detectors find on them, in one go. Raises a Problem.

    `published` are the organ's own telephones, as digits.
    """
    sizes: list[tuple[float, float]] = []
    silent: list[int] = []
    found: list[Suggestion] = []
    for sheet in sheets(data):
        sizes.append(sheet.frame.shown)
        found += _suggested(sheet, published)
        if all(character.is_blank for character in sheet.characters):
            silent.append(sheet.number)
    return Overview(tuple(sizes), tuple(silent), tuple(found))


def suggest(data: bytes, *, published: Collection[str] = ()) -> tuple[Suggestion, ...]:
    """What the detectors find on the pages, with its places. `published` are the organ's own telephones, as digits.
    Pages that are only pictures have nothing to find: somebody has to look at them."""
    return tuple(one for sheet in sheets(data) for one in _suggested(sheet, published))


def find_text(data: bytes, sought: str) -> tuple[tuple[int, tuple[Box, ...]], ...]:
    """The pages and places where a text stands, however it is spaced or broken over lines."""
    wanted = plain(sought)
    return tuple(
        (sheet.number, lines_of(sheet, parts))
        for sheet in sheets(data)
        for parts in of_parts([character.text for character in sheet.characters]).find(wanted)
    )


def text_in(data: bytes, box: Box, *, page: int) -> tuple[Box, ...]:
    """The lines of text that somebody drew over, each around its characters; none where no character stands."""
    for sheet in sheets(data, only=page):
        taken = touched(sheet, (sheet.frame.placed(box),))
        return lines_of(sheet, (index for index in taken if not sheet.characters[index].is_blank))
    return ()


def _suggested(sheet: Sheet, published: Collection[str]) -> Iterator[Suggestion]:
    text = "".join(character.text[0] for character in sheet.characters)
    for found in find(Text(text, published=frozenset(published))):
        line = sum(1 for one in text[: found.start].split("\n") if one.strip())
        begins = not text[: found.start].rpartition("\n")[2].strip()
        yield _suggestion(sheet, found, line=line + begins)


def _suggestion(sheet: Sheet, found: Found, *, line: int) -> Suggestion:
    detector = found.detector
    first, last = detector.keep
    number = found.number
    shown = number[:first] + "*" * (len(number) - first - last) + number[len(number) - last :]
    return Suggestion(
        page=sheet.number,
        line=line,
        boxes=lines_of(sheet, found.at),
        code=detector.code,
        name=detector.name,
        why=detector.why if found.is_certain else detector.doubtful_why,
        found=shown,
    )
