"""Files of many kinds with marks at random: nothing that is marked survives, nearly all of the rest does."""

import random
from collections.abc import Iterator
from difflib import SequenceMatcher

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat

from gongkai.engine.redaction import Box, Ground, Mark, Redacted, proven, redact
from gongkai.engine.redaction.covering import covers, hidden, lines_of
from gongkai.engine.redaction.marks import in_order
from gongkai.engine.redaction.sheets import Sheet, sheets
from gongkai.engine.redaction.strings import of_parts, plain
from tests.engine.redaction.files import SECRET, everything, made

GROUNDS = (
    Ground("privacy", "条例第十五条", "涉及个人隐私"),
    Ground("trade", "条例第十五条", "涉及商业秘密"),
    Ground("internal", "条例第十六条", "内部事务信息"),
)
KEPT = 0.995
SHARP = 2.0  # pixels a point, before pictures are compared eight times smaller
UNSEEN = ("hidden97531", "covered86420", "white75319")  # drawn where nobody sees it
MOST_APART = 6.0  # of 255, of a page drawn small, on average


def _marks(data: bytes, chance: random.Random) -> tuple[Mark, ...]:
    found = []
    for sheet in sheets(data):
        inked = [index for index, character in enumerate(sheet.characters) if not character.is_blank]
        for _ in range(chance.randint(0, 4) if inked else 0):
            start = chance.randrange(len(inked))
            boxes = lines_of(sheet, inked[start : start + chance.randint(1, 14)])
            width, height = sheet.frame.shown
            if all(_is_on(box, width, height) for box in boxes):
                found.append(Mark(sheet.number, boxes, chance.choice(GROUNDS)))
        width, height = sheet.frame.shown
        if chance.random() < 0.3:
            left, top = chance.uniform(0, width - 90), chance.uniform(0, height - 50)
            box = Box(left, top, left + chance.uniform(20, 90), top + chance.uniform(10, 50))
            found.append(Mark(sheet.number, (box,), chance.choice(GROUNDS)))
    return tuple(found)


def _is_on(box: Box, width: float, height: float) -> bool:
    is_large = box.right - box.left > 2 and box.bottom - box.top > 2
    return is_large and box.left >= 0 and box.top >= 0 and box.right <= width and box.bottom <= height


def _hold(seed: int) -> float:
    """Assert everything of one file; gives how many times larger it became."""
    source = made(seed)
    marks = _marks(source.data, random.Random(seed))
    result = redact(source.data, marks)
    assert len(result.withheld) == len(marks)
    proven(result.data, marks, source=source.data)
    _hold_secrets(result)
    old, new = list(_seen(source.data)), list(_seen(result.data))
    assert len(old) == len(new), source.called
    numbered = in_order(marks)
    wanted = said = 0
    for (sheet, picture), (after, redone) in zip(old, new, strict=True):
        found = covers(sheet, numbered)
        gone = hidden(found).keys() | set(_unseen(sheet))
        kept = [one.text for index, one in enumerate(sheet.characters) if index not in gone]
        count, same = _same(plain("".join(kept)), plain("".join(one.text for one in after.characters)))
        wanted, said = wanted + count, said + same
        assert after.frame.turned == sheet.frame.turned
        assert after.frame.size == pytest.approx(sheet.frame.size, abs=0.01)
        boxes = [box for _, mark in numbered if mark.page == sheet.number for box in mark.boxes]
        assert _apart(picture, redone, boxes=boxes, width=sheet.frame.shown[0]) < MOST_APART, source.called
    assert said >= KEPT * wanted, (source.called, said / wanted)
    return len(result.data) / len(source.data)


def _hold_secrets(result: Redacted) -> None:
    told = plain(everything(result.data))
    assert plain(SECRET) not in told
    assert not [unseen for unseen in UNSEEN if unseen in told]


def _seen(data: bytes) -> list[tuple[Sheet, Image.Image]]:
    with pypdfium2.PdfDocument(data) as document:
        document.init_forms()
        pictures = [page.render(scale=SHARP).to_pil().convert("L").reduce(8) for page in document]
    return list(zip(sheets(data), pictures, strict=True))


def _unseen(sheet: Sheet) -> Iterator[int]:
    """The characters that nobody sees on the page, also where a mark takes some of them."""
    words = of_parts([character.text for character in sheet.characters])
    for unseen in UNSEEN:
        for parts in words.find(unseen):
            yield from parts


def _same(wanted: str, said: str) -> tuple[int, int]:
    """How many characters there were, and how many came back in their order."""
    if wanted in said:
        return len(wanted), len(wanted)
    matcher = SequenceMatcher(None, wanted, said, autojunk=False)
    return len(wanted), sum(block.size for block in matcher.get_matching_blocks())


def _apart(one: Image.Image, two: Image.Image, *, boxes: list[Box], width: float) -> float:
    """How different two pictures of a page are outside of the boxes."""
    scale = one.width / width
    for picture in (one, two):
        pen = ImageDraw.Draw(picture)
        for box in boxes:
            pen.rectangle([side * scale for side in (box.left, box.top, box.right, box.bottom)], fill=0)
    return float(ImageStat.Stat(ImageChops.difference(one, two)).mean[0])


@pytest.mark.parametrize("seed", range(6))
def test_nothing_marked_survives_and_the_rest_does(seed: int) -> None:
    _hold(seed)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(6, 306))
def test_nothing_marked_survives_in_300_files(seed: int) -> None:
    _hold(seed)


def test_the_same_marks_give_the_same_bytes() -> None:
    source = made(4)
    marks = _marks(source.data, random.Random(4))
    assert redact(source.data, marks).data == redact(source.data, marks[::-1]).data
