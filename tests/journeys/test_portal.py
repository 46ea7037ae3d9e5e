"""What people do on the portal, in a real browser, on a phone and at a desk."""

from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from gongkai.web.demo.county import SOURCES

from .clicks import enter, follow, still
from .conftest import PATIENCE

pytestmark = pytest.mark.browser
# The widest ones; `test_portal_axe` looks at a page of every kind.
WIDE_PAGES = ["/organs/shisui/2025/", "/organs/dengxia/2025/pages/4/", "/check/"]
IN_VIEW = """(element) => {
  const box = element.getBoundingClientRect();
  const middle = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return element === middle || element.contains(middle);
}"""


def press_until(page, selector, *, key="Tab", most=80):
    """Press a key until something is focused; how often it took."""
    for times in range(1, most + 1):
        page.keyboard.press(key)
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return times
    raise AssertionError(f"{selector} is not reached with {key}")


def skip(page):
    """With the first link of a page past its head."""
    press_until(page, "a.skip", most=1)
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.hash !== ''")


def test_from_home_to_the_cell_that_is_wrong_and_back(page):
    page.goto("/")
    page.get_by_label("找机关").fill("枕溪")
    follow(page.get_by_role("button", name="查找"))
    follow(page.get_by_role("link", name="枕溪镇人民政府", exact=True))
    follow(page.get_by_role("link", name="2024 年度报告"))
    assert "不成立" in page.locator(".verdict").inner_text()
    page.locator("#finding-1").get_by_role("link", name="表三“（七）总计”的“自然人”").click()
    cell = page.locator("[id='table3.result_total.natural_person']")
    page.wait_for_function("() => location.hash === '#table3.result_total.natural_person'")
    assert still(cell).evaluate(IN_VIEW), "the cell is hidden, perhaps behind the fixed row heads"
    cell.get_by_role("link").first.click()
    page.wait_for_function("() => location.hash === '#finding-1'")
    assert page.locator("#finding-1").is_visible()


def test_a_cell_far_to_the_right_comes_into_view(page):
    page.goto("/organs/shisui/2025/#table3.other_misc.total")
    assert still(page.locator("[id='table3.other_misc.total']")).evaluate(IN_VIEW)


@pytest.mark.parametrize("row", ["new_received", "refused_repeat", "other_misc", "carried_out"])
def test_the_heads_of_the_columns_are_seen_above_a_cell(page, row):
    page.goto(f"/organs/shisui/2025/#table3.{row}.natural_person")
    assert still(page.locator(f"[id='table3.{row}.natural_person']")).evaluate(IN_VIEW)
    assert page.locator(".sheet--table3 thead th", has_text="自然人").evaluate(IN_VIEW)


@pytest.mark.parametrize("size", ["normal", "large"])
def test_no_table_is_cut_off_at_a_desk(page, in_mode, size):
    in_mode(size)
    page.goto("/organs/dengxia/2025/")
    for region in page.locator(".scroll").all():
        width, shown = region.evaluate("(element) => [element.scrollWidth, element.clientWidth]")
        cue = region.evaluate("(element) => getComputedStyle(element, '::before').content")
        assert width <= shown or "可左右滑动" in cue


def test_somebody_checks_a_file(page):
    page.goto("/")
    follow(page.get_by_role("link", name="检查一份年报"))
    page.get_by_label("年度报告文件").set_input_files(SOURCES / "dengxia-2025.pdf")
    follow(page.get_by_role("button", name="开始检查"))
    assert page.get_by_role("heading", level=1).inner_text() == "灯下镇人民政府2025年政府信息公开工作年度报告"
    assert "正文写 9" in page.locator("#findings").locator("..").inner_text()
    assert "没有保存" in page.locator("main").inner_text()


def test_a_file_that_is_no_report_is_explained(page, tmp_path):
    novel = tmp_path / "小说.txt"
    novel.write_text("从前有一座山，山里有一条河。\n" * 200, "utf-8")
    page.goto("/check/")
    page.get_by_label("年度报告文件").set_input_files(novel)
    follow(page.get_by_role("button", name="开始检查"))
    assert "请确认文件是否选对" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("年度报告文件").is_visible()


def test_everything_can_be_done_from_the_keyboard(page):
    page.goto("/")
    skip(page)
    press_until(page, "#q", most=2)
    page.keyboard.type("拾穗")
    enter(page)
    press_until(page, ".search-organs a")
    enter(page)
    press_until(page, "a[href='/organs/shisui/2025/']")
    enter(page)
    assert page.url.endswith("/organs/shisui/2025/")
    press_until(page, "#finding-1 a")
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.hash.startsWith('#table3.')")
    press_until(page, "a.mark", most=3)
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_a_wide_table_is_scrolled_from_the_keyboard(page):
    page.goto("/organs/zhenxi/2024/")
    region = page.get_by_role("region", name="表三")
    region.focus()
    width, shown = region.evaluate("(element) => [element.scrollWidth, element.clientWidth]")
    page.keyboard.press("ArrowRight")
    still(region.locator("table"))
    assert (region.evaluate("(element) => element.scrollLeft") > 0) == (width > shown)


def test_row_heads_stay_while_the_figures_move(page):
    page.goto("/organs/zhenxi/2024/")
    region = page.get_by_role("region", name="表三")
    head = region.get_by_role("rowheader", name="1.属于国家秘密")
    before = head.bounding_box()["x"]
    moved = region.evaluate("(element) => { element.scrollLeft = 500; return element.scrollLeft; }")
    after = head.bounding_box()["x"]
    assert (moved > 0) == (page.viewport_size["width"] < 500)
    assert after == pytest.approx(before, abs=1) if moved else after == before


@pytest.mark.parametrize("path", WIDE_PAGES)
@pytest.mark.parametrize("size", ["normal", "large"])
def test_no_page_is_wider_than_the_window(page, in_mode, path, size):
    in_mode(size)
    page.goto(path)
    wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= window


@pytest.mark.parametrize("path", WIDE_PAGES)
def test_a_page_can_be_used_by_everybody(page, path):
    page.goto(path)
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    for element in page.locator("a, button, input:not([type=hidden])").all():
        if element.is_visible():
            name = element.evaluate(
                "(e) => (e.innerText || '').trim() || e.getAttribute('aria-label') || e.labels?.length"
            )
            assert name, element.evaluate("(e) => e.outerHTML")
    small = page.locator("nav a:visible, button:visible, .button:visible, .tiles a:visible, .mark:visible")
    heights = [element.bounding_box()["height"] for element in small.all()]
    assert min(heights) >= 24


def test_everything_is_there_without_scripts(browser, site):
    context = browser.new_context(java_script_enabled=False, base_url=site)
    page = context.new_page()
    page.goto("/organs/zhenxi/2024/")
    page.locator("#finding-1").get_by_role("link").first.click()
    page.wait_for_url("**#table3.result_total.natural_person")
    context.close()


def test_table_three_is_printed_on_one_page(browser, site):
    """A4 less its margins, in pixels of CSS; a group of 22 rows cannot be broken, so it all has to fit."""
    context = browser.new_context(viewport={"width": 680, "height": 986}, base_url=site)
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto("/organs/shisui/2025/")
    assert page.locator(".part:has(.sheet--table3)").bounding_box()["height"] <= 986
    assert not page.get_by_role("navigation").first.is_visible()
    context.close()


@pytest.mark.parametrize("name", ["secret_key", "ledger_key", "demo_password", "gongkai.sqlite3"])
def test_no_path_leads_out_of_the_site(site, home, name):
    """Sent as it stands: a browser would tidy it up before it asks."""
    secret = (home / name).read_bytes()[:40]
    for path in (
        f"/static/../{name}",
        f"/static/{'%2e%2e/' * 9}{home}/{name}",
        f"//{home}/{name}",
        f"/../{name}",
    ):
        connection = HTTPConnection(urlsplit(site).netloc, timeout=PATIENCE / 1000)
        connection.putrequest("GET", path)
        connection.endheaders()
        answer = connection.getresponse()
        assert answer.status in {301, 400, 404}, path
        assert secret not in answer.read()
        connection.close()
