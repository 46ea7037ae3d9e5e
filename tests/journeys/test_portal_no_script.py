"""The whole portal in a browser that runs no scripts."""

import pytest

from .clicks import follow
from .conftest import DESK, PHONE

pytestmark = pytest.mark.browser
WORDS = "补贴"


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def plain(request, browser, site):
    """A window without scripts."""
    context = browser.new_context(
        viewport=request.param, base_url=site, locale="zh-CN", java_script_enabled=False
    )
    yield context.new_page()
    context.close()


def shown(page):
    """What the server wrote on the root of the page."""
    return page.locator("html").get_attribute("class") or ""


def unfold(page):
    """On a phone the filters are folded up."""
    if not page.locator(".search-filters nav").first.is_visible():
        page.locator(".search-filters summary").click()


def test_from_the_start_page_to_an_item_and_what_it_was_before(plain):
    plain.goto("/")
    plain.locator("main input[name=q]").fill(WORDS)
    follow(plain.get_by_role("button", name="查找"))
    results = plain.locator(".result")
    before = results.count()
    assert before
    unfold(plain)
    follow(plain.get_by_role("navigation", name="按机关筛选").get_by_role("link").first)
    assert "organ=" in plain.url
    assert 0 < results.count() <= before
    follow(plain.get_by_role("link", name="取消").first)
    assert "organ=" not in plain.url
    follow(results.first.get_by_role("link"))
    assert "现行有效" in plain.locator("main").inner_text() or plain.locator("dl.item-facts").is_visible()


def test_an_earlier_version(plain, kinds):
    version = kinds["/organs/*/items/N/versions/N/"]
    plain.goto(version)
    assert "这是旧版" in plain.locator("main").inner_text()
    follow(plain.get_by_role("link", name="现行版本", exact=True))
    assert plain.url.endswith(f"{version.partition('versions/')[0]}")


def test_a_mode_is_pressed_and_the_page_is_the_same(plain):
    plain.goto(f"/search/?q={WORDS}&order=newest")
    asked = plain.url
    for name, words in (("大字", "large"), ("高对比", "large contrast"), ("大字", "contrast"), ("正常", "")):
        follow(plain.get_by_role("button", name=name))
        assert shown(plain) == words
        assert plain.url == asked
    follow(plain.get_by_role("button", name="高对比"))
    plain.goto("/organs/molu/")
    assert shown(plain) == "contrast"


def test_the_way_back_on_a_terminal(plain, site):
    plain.context.add_cookies([{"name": "display", "value": "kiosk", "url": site}])
    plain.goto("/organs/zhenxi/2024/")
    follow(plain.get_by_role("navigation", name="终端操作").get_by_role("link", name="回到首页"))
    assert plain.url == f"{site}/"


def test_whoever_finds_a_fault_can_say_so(plain):
    plain.goto("/organs/zhenxi/")
    follow(plain.get_by_role("link", name="这一页有错"))
    assert "page=" in plain.url
    form = plain.locator("main form").first
    form.locator("textarea").first.fill("联系电话打不通，请核对。")
    if (kind := form.locator("select")).count():
        kind.first.select_option(index=1)
    elif (kind := form.locator("input[type=radio]")).count():
        kind.first.check()
    follow(form.get_by_role("button").first)
    assert plain.locator("[role=alert]").count() == 0
    assert "联系电话打不通" not in plain.url
