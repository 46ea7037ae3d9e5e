"""What people see before they mark: pages as pictures the right way up, what stands where they draw, what to look at."""

import io
import random

import pikepdf
import pytest
from PIL import Image, ImageChops

from gongkai.engine.redaction import Box, find_text, overview, printed, shown_page, text_in
from gongkai.kernel.problems import Refused

from .files import SPECIMENS, _turned

NUMBER = "11010519491231002X"
LETTER = f"枕溪镇人民政府\n身份证号码为{NUMBER}。\n现予答复。"
WIDTH = 300


@pytest.fixture(scope="module")
def letter() -> bytes:
    return printed(LETTER.encode(), "letter.txt").data


def picture(data: bytes, number: int = 1) -> Image.Image:
    return Image.open(io.BytesIO(shown_page(data, number, width=WIDTH)))


def test_turned_pages_are_shown_as_people_see_them() -> None:
    with pikepdf.open(SPECIMENS[0]) as pdf:
        _turned(pdf, random.Random(3))
        stored = io.BytesIO()
        pdf.save(stored)
        turns = {page.obj.get("/Rotate", 0) for page in pdf.pages}
    assert turns & {90, 180, 270}
    source, turned = SPECIMENS[0].read_bytes(), stored.getvalue()
    for number in range(1, len(overview(turned).sizes) + 1):
        one, two = picture(source, number).convert("L"), picture(turned, number).convert("L")
        assert abs(one.height - two.height) <= 1
        difference = ImageChops.difference(one, two.resize(one.size))
        assert sum(difference.tobytes()) / (255 * one.width * one.height) < 0.01


def test_a_picture_is_no_wider_than_was_asked(letter) -> None:
    assert picture(letter).width == WIDTH
    assert Image.open(io.BytesIO(shown_page(letter, 1))).width == 1240


def test_there_is_no_such_page(letter) -> None:
    with pytest.raises(Refused, match="没有第 2 页"):
        shown_page(letter, 2)


def test_what_is_drawn_over_text_holds_its_characters_whole(letter) -> None:
    [(page, [found])] = find_text(letter, NUMBER)
    inner = Box(found.left + 2, found.top + 3, found.right - 2, found.bottom - 3)
    assert text_in(letter, inner, page=page) == (found,)
    assert text_in(letter, Box(5, 5, 40, 40), page=page) == ()


def test_an_overview_tells_sizes_suggestions_and_where_nothing_is_read(letter) -> None:
    seen = overview(letter)
    [(width, height)] = seen.sizes
    assert (round(width), round(height)) == (595, 842)
    assert (seen.silent, [one.code for one in seen.suggestions]) == ((), ["id18"])
    stored = io.BytesIO()
    Image.new("L", (200, 100), "white").save(stored, "PNG")
    scan = overview(stored.getvalue())
    assert (scan.silent, scan.suggestions) == ((1,), ())
