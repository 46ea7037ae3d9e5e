"""Findings on the pages of a PDF file, and files to take away, in a real browser on a phone and at a desk."""

import pytest

from gongkai.engine.intake import take_bytes
from gongkai.web.demo.county import SOURCES

from .clicks import follow, still
from .test_portal import IN_VIEW, press_until

pytestmark = pytest.mark.browser
REPORT = "/organs/dengxia/2025/"
# Of what a drawing shows: whether there is black writing in the middle, as far as the page lets us look at its picture.
IS_DRAWN = """(svg) => {
  const use = svg.querySelector('use');
  const image = document.querySelector(use.getAttribute('href'));
  const box = use.getBBox();
  return image.tagName === 'image' && box.width > 500 && box.height > 500;
}"""


def no_wider_than_the_window(page):
    wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    return wide <= window


def has_ink(page, locator):
    """Whether the picture behind a drawing has come: its own pixels are neither all white nor all one colour."""
    from io import BytesIO

    from PIL import Image

    shot = Image.open(BytesIO(locator.screenshot())).convert("L")
    return sum(shot.histogram()[:100]) > 50


def test_from_a_finding_to_its_page_and_back(page):
    page.goto(REPORT)
    cut = page.locator("#finding-1 a.cut").first
    cut.scroll_into_view_if_needed()
    assert cut.locator("svg").evaluate(IS_DRAWN)
    assert has_ink(page, cut.locator("svg"))
    assert no_wider_than_the_window(page)
    cut.click()
    page.wait_for_url("**/pages/4/#spot-4-1")
    spot = page.locator("[id='spot-4-1']")
    assert still(spot.locator(".spot__box")).evaluate(IN_VIEW)
    assert no_wider_than_the_window(page)
    spot.locator(".spot__box").click()
    page.wait_for_function("() => location.hash === '#finding-1'")
    page.locator("#finding-1").get_by_role("link", name="规则和怎么办").click()
    page.wait_for_url(f"**{REPORT}#finding-1")


def test_pages_are_turned(page):
    page.goto(f"{REPORT}pages/1/")
    follow(page.get_by_role("link", name="下一页"))
    assert page.url.endswith("/pages/2/")
    assert page.get_by_role("link", name="上一页").is_visible()
    assert "这一页上的发现" in page.locator(".original__list").inner_text()


def test_the_marks_are_reached_from_the_keyboard(page):
    page.goto(f"{REPORT}pages/4/")
    press_until(page, "a.spot")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.hash === '#finding-1'")


def test_somebody_checks_a_pdf_and_sees_where(page):
    page.goto("/check/")
    page.get_by_label("年度报告文件").set_input_files(SOURCES / "dengxia-2025.pdf")
    follow(page.get_by_role("button", name="开始检查"))
    cut = page.locator("#finding-1 a.cut").first
    cut.scroll_into_view_if_needed()
    assert has_ink(page, cut.locator("svg"))
    cut.click()
    page.wait_for_function("() => location.hash === '#spot-4-1'")
    assert page.locator("[id='spot-4-1'] .spot__box").first.is_visible()
    assert no_wider_than_the_window(page)


def test_somebody_checks_a_spreadsheet(page):
    page.goto("/check/")
    page.get_by_label("年度报告文件").set_input_files(SOURCES / "molu-water-2025.xlsx")
    follow(page.get_by_role("button", name="开始检查"))
    assert "全部成立" in page.locator(".verdict").inner_text()
    assert page.locator("#originals").count() == 0


@pytest.mark.parametrize("name", ["PDF", "Word", "Excel", "网页", "JSON", "原文件（PDF）"])
def test_a_report_is_taken_away(page, name):
    page.goto(REPORT)
    with page.expect_download() as started:
        page.get_by_role("navigation", name="下载").get_by_role("link", name=name, exact=True).click()
    saved = started.value
    assert saved.suggested_filename.startswith("灯下镇人民政府2025年政府信息公开工作年度报告")
    content = saved.path().read_bytes()
    assert content
    if name in ("PDF", "Word", "Excel"):
        assert (
            take_bytes(content, saved.suggested_filename).kind == saved.suggested_filename.rpartition(".")[2]
        )


def test_originals_are_seen_without_scripts(browser, site):
    context = browser.new_context(java_script_enabled=False, base_url=site)
    page = context.new_page()
    page.goto(REPORT)
    follow(page.locator("#finding-1 a.cut").first)
    assert page.url.endswith("/pages/4/#spot-4-1")
    assert page.locator("svg.original__page a").count() > 0
    context.close()
