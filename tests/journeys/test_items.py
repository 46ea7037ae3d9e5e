"""What a citizen finds: from an organ to a document, to what it was before, on a phone, at a desk and on paper."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .axe import in_turn, violations
from .clicks import follow, still
from .conftest import environment
from .test_originals import no_wider_than_the_window
from .test_portal import press_until

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
ORGAN, COLUMN = "/organs/zhenxi/", "/organs/zhenxi/columns/statutory/"
NAMED = ("policy", "version", "changes", "answers", "repealed", "guide", "gone")


@pytest.fixture(scope="module")
def items(site, home):
    """Where the items stand that were published in this copy of the demo, by what they are."""
    run = [sys.executable, "-m", "tests.journeys.publishing"]
    done = subprocess.run(run, cwd=ROOT, env=environment(home), check=True, capture_output=True, timeout=300)
    return json.loads(done.stdout.splitlines()[-1]) | {"organ": ORGAN, "column": COLUMN}


@pytest.mark.parametrize("size", ["normal", pytest.param("large", marks=pytest.mark.soak)])
@in_turn(["organ", "column", *NAMED], "name")
def test_everybody_can_use_the_page(page, in_mode, items, name, size):
    in_mode(size)
    page.goto(items[name])
    assert no_wider_than_the_window(page)
    found = violations(page)
    assert not found, "\n".join(found)


def test_from_an_organ_to_a_document_and_what_it_was_before(page, items):
    page.goto(ORGAN)
    follow(page.get_by_role("link", name="政策文件和解读"))
    follow(page.get_by_role("link", name="枕溪镇2026年水稻种植补贴实施办法"))
    assert "现行有效" in page.locator(".verdict").inner_text()
    follow(page.get_by_role("link", name="水稻种植补贴问答"))
    follow(page.locator(".beside").get_by_role("link"))
    follow(page.get_by_role("link", name="与现行版本对照"))
    assert page.locator("div.change ins").first.inner_text().startswith("增")
    assert page.locator("div.change p", has=page.locator("ins")).first.is_visible()
    follow(page.get_by_role("link", name="枕溪镇2026年水稻种植补贴实施办法"))
    follow(page.get_by_role("link", name="公开的版本").first)
    assert "这是旧版" in page.locator("main").inner_text()
    follow(page.get_by_role("link", name="现行版本", exact=True))
    assert page.url.endswith(items["policy"])


def test_a_file_is_saved_under_its_name(page, items):
    page.goto(items["policy"])
    for link, name in (
        ("水稻种植补贴申领表.pdf", "水稻种植补贴申领表.pdf"),
        ("Word 文件", "实施办法》的通知.docx"),
    ):
        with page.expect_download() as begun:
            page.get_by_role("link", name=link).click()
        assert begun.value.suggested_filename.endswith(name)


def test_a_wide_table_moves_in_its_own_frame_by_keyboard(page, items):
    page.goto(items["policy"])
    press_until(page, ".item-text .scroll")
    frame = page.locator(".item-text .scroll")
    wide, window = frame.evaluate("(element) => [element.scrollWidth, element.clientWidth]")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    still(frame.locator("table"))
    assert (frame.evaluate("(element) => element.scrollLeft") > 0) == (wide > window)


def test_fifty_items_a_page(page, items):
    page.goto(COLUMN)
    assert page.locator(".item-list li").count() == 50
    follow(page.get_by_role("link", name="下一页"))
    assert "第 2 页" in page.locator(".turn").inner_text()
    assert 0 < page.locator(".item-list li").count() < 50


def test_what_is_gone_says_who_and_when(page, items):
    answer = page.goto(items["gone"])
    assert answer.status == 410
    assert page.get_by_role("heading", level=1).inner_text() == "这条信息已经撤回"
    assert "枕溪镇人民政府已于" in page.locator("main").inner_text()


def test_on_paper_there_is_the_document_alone(page, items):
    page.goto(items["policy"])
    page.emulate_media(media="print")
    hidden = (".top__nav", ".crumbs", ".tools", ".foot", ".item-older", ".item-beside")
    assert not any(page.locator(selector).first.is_visible() for selector in hidden)
    assert all(
        page.locator(selector).first.is_visible()
        for selector in ("h1", ".item-facts", ".item-text", "#files")
    )
