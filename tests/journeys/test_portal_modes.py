"""Large text, high contrast, and the terminal in a hall, as people use them."""

import pytest
from playwright.sync_api import expect

from .clicks import stop_the_clock
from .conftest import DESK

pytestmark = pytest.mark.browser
ORGAN = "/organs/zhenxi/"
SMALL = """() => [...document.querySelectorAll('a, button, summary, select, input:not([type=hidden], [type=radio])')]
  .filter((one) => one.checkVisibility() && !one.closest('svg, .skip'))
  .map((one) => [one.getBoundingClientRect().height, one.outerHTML.slice(0, 90)])
  .filter(([height]) => height < 47.5)"""


def look(page):
    """Size of the text, colour of the ground, what stands on the root."""
    return page.evaluate(
        "(([style, name]) => [style.fontSize, style.backgroundColor, name])"
        "([getComputedStyle(document.documentElement), document.documentElement.className])"
    )


def press(page, name):
    page.get_by_role("group", name="显示方式").get_by_role("button", name=name).click()


def test_a_mode_is_there_at_once_and_stays(page):
    page.goto(ORGAN)
    page.evaluate("window.isTheSame = true")
    press(page, "大字")
    assert look(page) == ["22px", "rgb(255, 255, 255)", "large"]
    press(page, "高对比")
    assert look(page) == ["22px", "rgb(0, 0, 0)", "large contrast"]
    assert page.evaluate("window.isTheSame"), "the page was asked for again"
    answer = page.goto("/organs/molu/")
    assert '<html lang="zh-Hans" class="large contrast">' in answer.text()
    assert page.get_by_role("button", name="大字").get_attribute("aria-pressed") == "true"
    page.go_back()
    press(page, "正常")
    assert look(page) == ["17px", "rgb(255, 255, 255)", ""]
    page.go_forward()
    assert look(page) == ["17px", "rgb(255, 255, 255)", ""]
    assert [cookie["name"] for cookie in page.context.cookies()] == []


@pytest.fixture
def terminal(browser, site):
    """A window in a hall, whose clock the test moves."""
    context = browser.new_context(viewport=DESK, base_url=site, locale="zh-CN")
    context.add_cookies([{"name": "display", "value": "kiosk-printer", "url": site}])
    page = context.new_page()
    stop_the_clock(page)
    yield page
    context.close()


def test_after_two_quiet_minutes_it_asks(terminal):
    terminal.goto(ORGAN)
    notice = terminal.get_by_role("dialog", name="还在看吗")
    terminal.clock.run_for(119_000)
    assert not notice.is_visible()
    terminal.clock.run_for(2_000)
    assert notice.is_visible()
    assert terminal.evaluate("document.activeElement.innerText") == "继续看"
    terminal.clock.run_for(10_000)
    assert notice.locator("[data-left]").inner_text() == "9"
    terminal.keyboard.press("Enter")
    assert not notice.is_visible()
    terminal.clock.run_for(100_000)
    terminal.keyboard.press("Tab")
    terminal.clock.run_for(100_000)
    assert terminal.url.endswith(ORGAN)


def test_then_it_forgets_whoever_was_there(terminal, site):
    terminal.goto(ORGAN)
    press(terminal, "大字")
    terminal.evaluate("localStorage.setItem('draft', '电话'); sessionStorage.setItem('draft', '电话')")
    terminal.context.add_cookies([{"name": "receipt", "value": "2026-1", "url": site, "httpOnly": True}])
    terminal.clock.run_for(119_000)
    terminal.clock.run_for(22_000)
    terminal.wait_for_url(f"{site}/")
    assert look(terminal)[2] == "kiosk printer"
    assert {cookie["name"]: cookie["value"] for cookie in terminal.context.cookies()} == {
        "display": "kiosk-printer"
    }
    assert terminal.evaluate("[localStorage.length, sessionStorage.getItem('draft')]") == [0, None]


def test_nobody_goes_back_to_what_another_read(terminal, site):
    terminal.goto("/organs/molu/")
    terminal.goto(ORGAN)
    terminal.get_by_role("link", name="带走这一页").click()
    terminal.clock.run_for(119_000)
    terminal.clock.run_for(22_000)
    terminal.wait_for_url(f"{site}/")
    for _ in range(2):
        terminal.go_back(wait_until="commit")
        terminal.wait_for_url(f"{site}/")


def test_the_start_page_alone_asks_nobody(terminal, site):
    terminal.goto("/")
    terminal.clock.run_for(300_000)
    assert not terminal.get_by_role("dialog").is_visible()
    assert terminal.url == f"{site}/"


def test_a_finger_finds_everything(terminal):
    for path in ("/", ORGAN, "/organs/zhenxi/2024/", "/organs/zhenxi/columns/statutory/", "/nowhere/"):
        terminal.goto(path)
        assert terminal.evaluate(SMALL) == [], path


def test_one_takes_along_what_cannot_be_opened_here(terminal):
    terminal.goto("/organs/dengxia/2025/")
    terminal.get_by_role("link", name="原文件（PDF）").click()
    terminal.wait_for_url("**/organs/dengxia/2025/#take")
    expect(terminal.get_by_role("img", name="本页网址的二维码")).to_be_visible()


def test_it_prints_where_there_is_a_printer(terminal):
    terminal.add_init_script("window.print = () => { window.printed = true; }")
    terminal.goto(ORGAN)
    terminal.get_by_role("button", name="打印这一页").click()
    assert terminal.evaluate("window.printed")
