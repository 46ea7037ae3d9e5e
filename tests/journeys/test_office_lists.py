"""The lists of the office on a desk and on a telephone: days on one line, nothing beside the window, and still sorted."""

import pytest

pytestmark = pytest.mark.browser
LISTS = ("/office/items/", "/office/normative/", "/office/register/", "/office/reviews/")
# How many lines each cell takes that tells a day.
LINES = """(cells) => cells.map((cell) => {
  const words = document.createRange();
  words.selectNodeContents(cell);
  return new Set([...words.getClientRects()].map((box) => Math.round(box.top))).size;
})"""
BESIDE = """(cells) => cells.filter((cell) => cell.getBoundingClientRect().right > innerWidth + 1).length"""


def opened(sign_in, path):
    """The list in the window of somebody to whom it shows rows."""
    window = sign_in("publisher")
    window.goto(path)
    return window


@pytest.mark.parametrize("path", LISTS)
def test_days_stand_on_one_line_inside_the_window(sign_in, path):
    window = opened(sign_in, path)
    days = window.locator("#listing-results td.cell-day")
    assert days.count() > 0
    assert set(days.evaluate_all(LINES)) <= {1}
    assert window.locator("#listing-results td").evaluate_all(BESIDE) == 0


@pytest.mark.both_sizes
def test_on_a_telephone_each_cell_says_what_it_is_and_the_heads_still_sort(sign_in):
    window = opened(sign_in, "/office/items/")
    said = window.locator("#listing-results tbody td.cell-day").first.evaluate(
        "(cell) => getComputedStyle(cell, '::before').content"
    )
    is_phone = window.viewport_size["width"] < 800
    assert ("公开期限" in said or "发布日期" in said) is is_phone
    window.locator("#listing-results thead a", has_text="公开期限").click()
    window.wait_for_url("**ordering=due_on**")
