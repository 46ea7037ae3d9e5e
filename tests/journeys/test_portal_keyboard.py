"""Everything on the portal without a mouse: the way is always seen, leads everywhere and ends nowhere."""

import pytest
from playwright.sync_api import expect

from .clicks import enter, stop_the_clock
from .test_portal import press_until, skip

pytestmark = pytest.mark.browser
WORDS = "补贴"
# Of what has the focus: what it is, whether a line is drawn around it, whether it is in sight and nothing covers it.
FOCUSED = """() => {
  const one = document.activeElement;
  const style = getComputedStyle(one);
  const box = one.getClientRects()[0] ?? one.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + Math.min(box.width / 2, 40), box.y + box.height / 2);
  return {
    name: one.outerHTML.slice(0, 100),
    isBody: one === document.body,
    isDrawn: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    isSeen: one.matches('svg a') || (!!top && (top === one || one.contains(top) || top.contains(one))),
  };
}"""
REACHABLE = """() => [...document.querySelectorAll('a[href], button, summary, select, textarea, [tabindex="0"], input:not([type=hidden])')]
  .filter((one) => one.checkVisibility({ visibilityProperty: true })).length"""


def walk(page, *, most=400):
    """Tab through the page until the browser leaves it; what had the focus on the way."""
    seen = []
    for _ in range(most):
        page.keyboard.press("Tab")
        one = page.evaluate(FOCUSED)
        if one["isBody"]:
            return seen
        seen.append(one)
    raise AssertionError("the way through the page does not end")


@pytest.mark.parametrize("path", ["/", "/search/?q=补贴", "/organs/zhenxi/"])
@pytest.mark.parametrize(
    "mode", ["normal", "kiosk-printer", pytest.param("large-contrast", marks=pytest.mark.soak)]
)
def test_the_way_through_a_page_is_seen_and_ends(page, in_mode, path, mode):
    in_mode(mode)
    page.goto(path)
    seen = walk(page)
    assert [one["name"] for one in seen if not one["isDrawn"]] == []
    assert [one["name"] for one in seen if not one["isSeen"]] == []
    assert len(seen) >= page.evaluate(REACHABLE)


def test_from_the_start_page_to_a_file_and_back(page):
    page.goto("/")
    skip(page)
    press_until(page, "input[name=q]", most=3)
    page.keyboard.type(WORDS)
    page.keyboard.press("Escape")  # away with the suggestions
    enter(page)
    skip(page)
    if page.locator(".search-filters summary").is_visible():  # at a desk nothing is folded up
        press_until(page, ".search-filters summary", most=12)
        page.keyboard.press("Enter")
        expect(page.get_by_role("navigation", name="按机关筛选")).to_be_visible()
    press_until(page, ".result a")
    title = page.evaluate("document.activeElement.innerText")
    enter(page)
    assert page.get_by_role("heading", level=1).inner_text() == title
    press_until(page, ".downloads a")
    with page.expect_download() as begun:
        page.keyboard.press("Enter")
    assert begun.value.suggested_filename.endswith(".pdf")
    page.go_back()
    assert "/search/?" in page.url
    page.go_back()
    press_until(page, "input[name=q]", most=14)


def test_the_modes_are_changed_with_the_space_bar(page):
    page.goto("/organs/zhenxi/")
    for name, words in (("large", "large"), ("contrast", "large contrast"), ("normal", "")):
        press_until(page, f".modes [value={name}]", most=6)
        page.keyboard.press("Space")
        assert page.evaluate("document.documentElement.className") == words


def test_the_question_of_a_terminal_is_answered_with_a_key(page, in_mode):
    in_mode("kiosk")
    stop_the_clock(page)
    page.goto("/organs/zhenxi/")
    page.clock.run_for(121_000)
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog").is_visible()
    assert page.url.endswith("/organs/zhenxi/")
