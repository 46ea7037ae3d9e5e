"""A file is redacted by clicking: drawn on with the mouse, gone through with the keyboard, made, and read back; on a phone and
on a desk, and for everybody."""

import re

import pypdfium2
import pytest
from playwright.sync_api import expect

from . import colleagues as at_work
from .axe import violations
from .clicks import follow
from .conftest import DESK, PHONE

pytestmark = pytest.mark.browser
PAGE = re.compile(r"/redactions/\d+/")
NUMBER, PHONE_NUMBER, NAME = "11010519491231002X", "13912345678", "李望山"
WORDS = f"领取人{NAME}，身份证号码{NUMBER}。\n联系电话{PHONE_NUMBER}。\n每亩补贴九十元。\n{NAME}领取九百元。"
SAVED = "已经保存。"


@pytest.fixture(scope="module")
def clerk(browser, site, home):
    """The county's clerk at his window."""
    people = at_work.Colleagues(browser, site, home)
    yield people["molu-clerk"]
    people.close()
    assert people.complaints == []


@pytest.fixture(scope="module")
def file(clerk):
    """The address of a file that was taken into a case with a draft."""
    clerk.goto("/office/applications/?state=drafted")
    follow(clerk.locator("#listing-results td.title a").first)
    follow(clerk.locator(".case-acts").get_by_role("link", name="区分处理"))
    clerk.get_by_label("文件的名称").fill("补贴发放情况")
    upload = {"name": "发放情况.txt", "mimeType": "text/plain", "buffer": WORDS.encode()}
    clerk.get_by_label("原件").set_input_files(upload)
    at_work.press(clerk, "上传并开始标记")
    assert PAGE.search(clerk.url)
    return clerk.url


def marked(page):
    return page.locator("[data-item^=mark]")


def saved(page):
    """The last change is kept, and the next one will say so anew."""
    expect(page.locator(".redact-saved")).to_have_text(SAVED)
    page.evaluate("document.querySelector('.redact-saved').remove()")


def draw(page, box):
    """Pull the mouse over a place of the sheet, in hundredths."""
    around = page.locator(".redact-sheet").bounding_box()
    left, top, right, bottom = box
    page.mouse.move(around["x"] + around["width"] * left, around["y"] + around["height"] * top)
    page.mouse.down()
    page.mouse.move(around["x"] + around["width"] * right, around["y"] + around["height"] * bottom)
    page.mouse.up()


def test_with_the_mouse_and_the_keyboard(clerk, file):
    clerk.goto(file)
    clerk.get_by_label("依据", exact=True).select_option("O08")
    clerk.get_by_label("理由", exact=True).fill("属于第三方的个人隐私")
    clerk.get_by_label("方框").check()
    clerk.locator(".redact-sheet").scroll_into_view_if_needed()
    draw(clerk, (0.1, 0.6, 0.3, 0.65))
    saved(clerk)
    expect(marked(clerk)).to_have_count(1)
    clerk.keyboard.press("j")
    clerk.keyboard.press("j")
    clerk.keyboard.press("m")
    saved(clerk)
    expect(marked(clerk)).to_have_count(2)
    clerk.keyboard.press("u")
    saved(clerk)
    expect(marked(clerk)).to_have_count(1)
    clerk.get_by_role("button", name="全部2处建议都遮盖").click()
    saved(clerk)
    expect(marked(clerk)).to_have_count(3)


def test_what_stands_elsewhere_is_told_and_covered(clerk, file):
    clerk.goto(file)
    name = clerk.locator(".redact-sheet")
    name.scroll_into_view_if_needed()
    clerk.get_by_label("要标记的文字").fill(NAME)
    clerk.keyboard.press("Enter")
    saved(clerk)
    expect(marked(clerk)).to_have_count(5)
    marked(clerk).last.scroll_into_view_if_needed()
    clerk.locator("[data-item=mark-4]").focus()
    clerk.keyboard.press("Delete")
    saved(clerk)
    follow(clerk.get_by_role("button", name="生成遮盖后的文件"))
    expect(clerk.get_by_role("alert")).to_contain_text("还有1处没有遮盖")
    follow(clerk.get_by_role("button", name="也遮盖这些地方"))
    follow(clerk.get_by_role("button", name="生成遮盖后的文件"))
    expect(clerk.locator("#redact-told")).to_contain_text("已经生成，随答复提供")
    made = clerk.locator("#redact-told a").first.get_attribute("href")
    with pypdfium2.PdfDocument(clerk.request.get(made).body()) as document:
        text = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    assert not [secret for secret in (NAME, NUMBER, PHONE_NUMBER) if secret in text]
    assert "每亩补贴九十元" in text


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_everybody_can_use_it(clerk, file, size):
    clerk.set_viewport_size(size)
    found = {}
    for path in (file, re.sub(r"redactions/\d+/.*", "redact/", file)):
        clerk.goto(path)
        wide = clerk.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        found |= {path: [*violations(clerk), *(["it is wider than the window"] if wide else [])]}
    assert {path: said for path, said in found.items() if said} == {}


def test_a_finger_moves_the_page_until_it_may_draw(browser, clerk, file):
    state = clerk.context.storage_state()
    phone = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, storage_state=state)
    page = phone.new_page()
    page.goto(file)
    expect(page.get_by_label("只看，不划")).to_be_checked()
    before = marked(page).count()
    page.get_by_label("方框").check()
    page.locator(".redact-sheet").scroll_into_view_if_needed()
    draw(page, (0.5, 0.7, 0.9, 0.75))
    saved(page)
    expect(marked(page)).to_have_count(before + 1)
    phone.close()


def test_without_script_it_can_be_marked_all_the_same(browser, clerk, file):
    plain = browser.new_context(java_script_enabled=False, storage_state=clerk.context.storage_state())
    page = plain.new_page()
    page.goto(file)
    before = marked(page).count()
    page.get_by_label("要标记的文字").fill("九十元")
    page.get_by_role("button", name="标记所有出现的地方").click()
    expect(marked(page)).to_have_count(before + 1)
    plain.close()
