"""Reads what was made and refuses it when anything that was marked can still be had from it."""

import io
import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import cast

import pikepdf
from PIL import Image, ImageChops

from gongkai.engine.redaction.anatomy import foreign
from gongkai.engine.redaction.burning import BLACK, pixels, stamp
from gongkai.engine.redaction.covering import Cover, covers, hidden, lines_of
from gongkai.engine.redaction.marks import Again, Mark, Rect, in_order
from gongkai.engine.redaction.redact import GAP, LABEL
from gongkai.engine.redaction.sheets import Sheet, sheets
from gongkai.engine.redaction.strings import LEAST, Plain, of_parts, plain
from gongkai.kernel.problems import Problem

_NEAR = 96  # of 255: by how much a colour may come back otherwise after a photograph was made small
_EDGE = 0.1  # points: places are written with two digits
# A line that runs to the left, on a page that stands on its head, is read from its end: 〕14〔依法不公开.
_OPENING, _CLOSING = LABEL.split("{number}")
_LABEL = re.compile(rf"{_OPENING}\d+{_CLOSING}|{_CLOSING}\d+{_OPENING}|{GAP}")
_ALIKE = 0.5  # points by which pages may differ


class StillReadable(Problem):
    """A file from which something that was marked could still be read, or might be."""

    code = "still_readable"


def proven(made: bytes, marks: tuple[Mark, ...], *, source: bytes) -> tuple[Again, ...]:
    """Raises StillReadable unless the file made of `source` keeps to itself what is marked: it consists of nothing but
    pictures and the characters of its pages, the boxes show nothing but their numbers, no character stands in them,
    and no marked text stands anywhere more often than it stood unmarked in the source. Where it did, that is told."""
    if part := foreign(made):
        raise _refused(f"文件里有不该有的部分（{part}）。")
    numbered = in_order(marks)
    before: list[tuple[Sheet, tuple[Cover, ...]]] = []
    after: list[Sheet] = []
    for old, new, picture in zip_longest(sheets(source), sheets(made), _pictures(made)):
        if old is None or new is None or picture is None or not _is_alike(old, new):
            raise _refused("遮盖前后的页数或页面大小不一样。")
        found = covers(old, numbered)
        _require_empty(new, found)
        _require_black(picture, old, found=found)
        before.append((old, found))
        after.append(new)
    return tuple(_again(before, after))


def _refused(message: str) -> StillReadable:
    return StillReadable(message, "这份文件不能发出。请重新遮盖；仍不行的，请打印后用扫描件遮盖。")


def _is_alike(old: Sheet, new: Sheet) -> bool:
    sides = zip((*old.frame.size, *old.frame.shown), (*new.frame.size, *new.frame.shown), strict=True)
    return old.frame.turned == new.frame.turned and all(abs(one - two) <= _ALIKE for one, two in sides)


def _require_empty(new: Sheet, found: Sequence[Cover]) -> None:
    """No character stands in a box but those of what stands for it."""
    for cover in found:
        allowed = {*LABEL, *GAP, *"0123456789"}
        for character in new.characters:
            is_other = not character.is_blank and character.text not in allowed
            if is_other and any(_is_inside(character.room, rect) for rect in cover.rects):
                raise _refused(f"第 {new.number} 页第 {cover.number} 处下面还有文字。")


def _is_inside(room: Rect, rect: Rect) -> bool:
    x, y = (room[0] + room[2]) / 2, (room[1] + room[3]) / 2
    return rect[0] + _EDGE < x < rect[2] - _EDGE and rect[1] + _EDGE < y < rect[3] - _EDGE


def _require_black(picture: Image.Image, old: Sheet, *, found: Sequence[Cover]) -> None:
    """What the new picture shows in a box is what a box shows that knows nothing of the source."""
    wanted = Image.new("RGB", picture.size, BLACK)
    shown = [(cover, pixels(old.frame, rect, size=picture.size)) for cover in found for rect in cover.rects]
    for cover, place in shown:
        wanted.paste(stamp(cover, place, turned=old.frame.turned), place[:2])
    edges = [
        (cover, pixels(old.frame, rect, size=picture.size)) for cover in found for rect in cover.edges(old)
    ]
    for cover, place in [*shown, *edges]:
        difference = ImageChops.difference(picture.crop(place), wanted.crop(place))
        if max(difference.tobytes(), default=0) > _NEAR:
            raise _refused(f"第 {old.number} 页第 {cover.number} 处没有盖严。")


def _pictures(made: bytes) -> Iterator[Image.Image]:
    """The pictures that lie in the new file, as they lie there."""
    with pikepdf.Pdf.open(io.BytesIO(made)) as pdf:
        for page in pdf.pages:
            drawn = cast("pikepdf.Stream", page.obj.Resources.XObject.P)
            yield pikepdf.PdfImage(drawn).as_pil_image().convert("RGB")


def _again(before: Sequence[tuple[Sheet, tuple[Cover, ...]]], after: Sequence[Sheet]) -> Iterator[Again]:
    """Where marked texts still stand unmarked; refuses when the new file says one more often than that."""
    old = [(sheet, hidden(found), _plain(sheet)) for sheet, found in before]
    # The numbers of what stands for marks are no part of what the file says.
    new = [_LABEL.sub("\n", _plain(sheet).text) for sheet in after]
    for sought, number in _marked(before).items():
        unmarked = 0
        for sheet, taken, text in old:
            free = [parts for parts in text.find(sought) if taken.keys().isdisjoint(parts)]
            unmarked += len(free)
            for parts in free:
                yield Again(number, sheet.number, lines_of(sheet, parts))
        if sum(_count(text, sought) for text in new) > unmarked:
            raise _refused(f"第 {number} 处遮盖的内容在文件里还能读到。")


def _count(text: str, sought: str) -> int:
    """How often a text stands in another, also where it shares characters with itself."""
    return sum(text.startswith(sought, at) for at in range(len(text)))


def _marked(before: Sequence[tuple[Sheet, tuple[Cover, ...]]]) -> dict[str, int]:
    """The plain texts that marks cover, whole and line by line, and the first mark that covers each."""
    texts: dict[str, int] = {}
    for sheet, found in before:
        for cover in found:
            whole = "".join(_text_of(sheet, cover))
            for text in (whole, *whole.split("\n")):
                if len(sought := plain(text)) >= LEAST:
                    texts.setdefault(sought, cover.number)
    return texts


def _text_of(sheet: Sheet, cover: Cover) -> Iterator[str]:
    last = None
    for index in cover.hidden:
        yield from ("\n",) if last is not None and index != last + 1 else ()
        yield sheet.characters[index].text
        last = index


def _plain(sheet: Sheet) -> Plain:
    return of_parts([character.text for character in sheet.characters])
