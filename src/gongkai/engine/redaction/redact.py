"""Makes the file that may be handed out: every page drawn anew, marks burned in, the other characters put back."""

from collections.abc import Iterator, Sequence
from typing import cast

from PIL import Image

from gongkai.engine.redaction.burning import burn, pixels
from gongkai.engine.redaction.characters import NOWHERE, Character
from gongkai.engine.redaction.covering import Cover, covers, hidden
from gongkai.engine.redaction.lines import Placed
from gongkai.engine.redaction.marks import Mark, Rect, Redacted, Withheld, in_order
from gongkai.engine.redaction.picturing import packed
from gongkai.engine.redaction.sheets import Sheet, sheets
from gongkai.engine.redaction.writing import Writer
from gongkai.kernel.problems import Refused

LABEL = "〔依法不公开{number}〕"
GAP = "■"  # what was withheld goes on in another line
_INK = 24  # of 255: what differs less from what is around it cannot be read


def redact(data: bytes, marks: tuple[Mark, ...]) -> Redacted:
    """The file without what is marked, and what was withheld and why. The same file and marks give the same bytes.

    A character that cannot be seen on its page, white or under something black or in a layer that is not shown, is not
    put back either: nobody has looked at it. Raises a Problem for a file that cannot be taken, and Refused for marks
    that are not on its pages.
    """
    numbered = in_order(marks)
    writer = Writer()
    withheld: list[Withheld] = []
    last = 0
    for sheet in sheets(data):
        found = covers(sheet, numbered)
        picture = sheet.draw()
        burn(picture, sheet, covers=found)
        kept = _kept(sheet, picture, taken=hidden(found))  # what is burned over is not seen either
        writer.page(sheet.frame, packed(picture), text=[*kept, *_unsaid(sheet, found)])
        withheld += [_told(sheet, cover) for cover in found]
        last = sheet.number
    if any(not 1 <= mark.page <= last for mark in marks):
        raise Refused(f"有标记不在文件的 {last} 页之内。", "请重新划出要遮盖的地方。")
    return Redacted(writer.finished(), tuple(withheld))


def _told(sheet: Sheet, cover: Cover) -> Withheld:
    characters = sum(not sheet.characters[index].is_blank for index in cover.hidden)
    return Withheld(cover.number, sheet.number, cover.mark.ground, characters)


def _kept(sheet: Sheet, picture: Image.Image, *, taken: dict[int, int]) -> Iterator[Placed]:
    """The characters that are seen, in their order; where some were taken, what stands for them."""
    grey = picture.convert("L")
    labelled: set[int] = set()
    before = 0
    for index, character in enumerate(sheet.characters):
        number = taken.get(index, 0)
        if number and number != before:
            text = GAP if number in labelled else LABEL.format(number=number)
            yield from _spread(text, character.room, quarters=character.quarters)
            labelled.add(number)
        before = number if character.text != "\n" else 0
        if not number and _is_seen(sheet, grey, character):
            yield Placed(character.text, character.room, character.quarters)


def _is_seen(sheet: Sheet, grey: Image.Image, character: Character) -> bool:
    """Whether there is ink where it stands; a blank has none and needs none."""
    if character.is_blank:
        return character.room != NOWHERE
    place = pixels(sheet.frame, character.room, size=grey.size)
    if place[2] <= place[0] or place[3] <= place[1]:
        return False
    least, most = cast("tuple[int, int]", grey.crop(place).getextrema())
    return most - least >= _INK


def _unsaid(sheet: Sheet, found: Sequence[Cover]) -> Iterator[Placed]:
    """What stands for marks that cover no character: part of a picture, a signature, a stamp."""
    for cover in found:
        if not cover.hidden:
            text = LABEL.format(number=cover.number)
            yield from _spread(text, cover.rects[0], quarters=(sheet.frame.turned // 90) % 4)


def _spread(text: str, room: Rect, *, quarters: int) -> Iterator[Placed]:
    """A text in a room, one character beside the other the way its line runs."""
    left, bottom, right, top = room
    count = len(text)
    for index, character in enumerate(text):
        start, stop = index / count, (index + 1) / count
        if quarters in (2, 3):
            start, stop = 1 - stop, 1 - start
        if quarters % 2:
            part = left, bottom + (top - bottom) * start, right, bottom + (top - bottom) * stop
        else:
            part = left + (right - left) * start, bottom, left + (right - left) * stop, top
        yield Placed(character, part, quarters)
