"""Looks over a file for what may have to be withheld, and finds every place where a text stands."""

from collections.abc import Collection, Iterator

from gongkai.engine.redaction.covering import lines_of
from gongkai.engine.redaction.marks import Box, Suggestion
from gongkai.engine.redaction.sheets import Sheet, sheets
from gongkai.engine.redaction.strings import of_parts, plain
from gongkai.engine.screening.detect import Found, Text, find


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


def _suggested(sheet: Sheet, published: Collection[str]) -> Iterator[Suggestion]:
    text = "".join(character.text[0] for character in sheet.characters)
    for found in find(Text(text, published=frozenset(published))):
        yield _suggestion(sheet, found)


def _suggestion(sheet: Sheet, found: Found) -> Suggestion:
    detector = found.detector
    first, last = detector.keep
    number = found.number
    shown = number[:first] + "*" * (len(number) - first - last) + number[len(number) - last :]
    return Suggestion(
        page=sheet.number,
        boxes=lines_of(sheet, found.at),
        code=detector.code,
        name=detector.name,
        why=detector.why if found.is_certain else detector.doubtful_why,
        found=shown,
    )
