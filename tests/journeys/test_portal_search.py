"""Searching with a browser: suggestions from the keyboard, filters on a phone, and nothing that keeps anybody out."""

import pytest

from .axe import in_turn, violations
from .clicks import enter, follow, stop_the_clock
from .conftest import PHONE

pytestmark = pytest.mark.browser
FIELD = "form[role=search] input[name=q]"
OPTION = "[role=option]"


def type_in(page, words):
    """Somebody types in the search box, all at once, and titles appear below it."""
    page.goto("/search/")
    page.focus(FIELD)
    page.keyboard.insert_text(words)
    page.wait_for_selector(OPTION)


def state(page, name):
    """An attribute of the search box."""
    return page.get_attribute(FIELD, name)


def unfold(page):
    """On a phone the filters are folded up."""
    if page.viewport_size == PHONE:
        page.get_by_text("筛选", exact=True).click()


@in_turn(["/search/", "/search/?q=补贴", "/search/?q=补贴&organ=molu", "/search/?q=火星移民局"], "path")
def test_everybody_can_use_the_pages(page, path):
    page.goto(path)
    found = violations(page)
    assert not found, "\n".join(found)


def test_everybody_can_use_the_filters_and_the_suggestions(page):
    page.goto("/search/?q=补贴")
    unfold(page)
    assert page.get_by_role("navigation", name="按年份筛选").is_visible()
    found = violations(page)
    type_in(page, "补贴")
    page.keyboard.press("ArrowDown")
    found += violations(page)
    assert not found, "\n".join(found)


def test_a_suggestion_is_taken_with_the_keyboard(page):
    type_in(page, "补贴")
    count = page.locator(OPTION).count()
    assert count > 1
    assert (state(page, "role"), state(page, "aria-expanded")) == ("combobox", "true")
    assert state(page, "aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = page.locator(OPTION).nth(1)
    assert state(page, "aria-activedescendant") == second.get_attribute("id")
    assert second.get_attribute("aria-selected") == "true"
    assert page.input_value(FIELD) == "补贴", "what was typed stays until something is taken"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert state(page, "aria-activedescendant") is None, "above the first one are the words themselves"
    page.keyboard.press("ArrowUp")
    last = page.locator(OPTION).nth(count - 1)
    assert state(page, "aria-activedescendant") == last.get_attribute("id")
    title = last.inner_text()
    enter(page)
    assert page.input_value(FIELD) == title
    assert page.locator(".result h3 a").first.inner_text() == title


def test_escape_leaves_the_words_and_enter_looks_for_them(page):
    type_in(page, "补贴")
    page.keyboard.press("Escape")
    assert not page.locator(OPTION).count()
    assert (state(page, "aria-expanded"), page.input_value(FIELD)) == ("false", "补贴")
    page.keyboard.press("ArrowDown")
    page.wait_for_selector(OPTION)
    page.keyboard.press("Tab")
    assert not page.locator(OPTION).count()
    page.focus(FIELD)
    enter(page)
    assert page.locator("mark").first.inner_text() == "补贴"


def test_a_suggestion_is_taken_with_the_finger(page):
    type_in(page, "补贴")
    first = page.locator(OPTION).first
    title = first.inner_text()
    follow(first)
    assert page.input_value(FIELD) == title


def test_while_an_input_method_composes_nothing_is_asked(page):
    asked = []
    page.on(
        "request", lambda request: asked.append(request.url) if "/search/suggest" in request.url else None
    )
    stop_the_clock(page)
    page.goto("/search/")
    page.focus(FIELD)
    keys = page.context.new_cdp_session(page)
    for typed in ("b", "bu", "but"):
        keys.send(
            "Input.imeSetComposition",
            {"text": typed, "selectionStart": len(typed), "selectionEnd": len(typed)},
        )
    page.clock.run_for(500)
    assert asked == []
    keys.send("Input.insertText", {"text": "补贴"})
    page.clock.run_for(500)
    page.wait_for_selector(OPTION)
    assert len(asked) == 1


def test_quick_typing_asks_once_and_the_same_words_are_not_asked_for_again(page):
    asked = []
    page.on(
        "request", lambda request: asked.append(request.url) if "/search/suggest" in request.url else None
    )
    stop_the_clock(page)
    page.goto("/search/")
    page.focus(FIELD)
    page.keyboard.type("农机购置")
    page.clock.run_for(500)
    page.wait_for_selector(OPTION)
    page.keyboard.press("Backspace")
    page.keyboard.type("置")
    page.clock.run_for(500)
    assert len(asked) == 1


def test_a_filter_is_set_and_taken_off_again(page):
    page.goto("/search/?q=补贴")
    all_ = page.locator(".search-told > p").first.inner_text()
    unfold(page)
    follow(page.get_by_role("navigation", name="按年份筛选").get_by_role("link", name="2025 年"))
    assert page.url.endswith("&year=2025")
    assert page.locator(".search-told > p").first.inner_text() != all_
    follow(page.get_by_role("list", name="现在的筛选").get_by_role("link", name="2025 年"))
    assert page.locator(".search-told > p").first.inner_text() == all_
