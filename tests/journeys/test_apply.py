"""Somebody applies: on a phone and on a desk, with and without scripts, by keyboard alone, and on a terminal in a hall."""

import io
import json

import pytest
from PIL import Image
from playwright.sync_api import expect

from .axe import violations
from .clicks import enter, follow
from .conftest import DESK, PHONE

pytestmark = pytest.mark.browser
FORM = "/organs/molu/apply/form/"
TITLE = "2025年种粮补贴发放明细"
NUMBER = "11010519491231002X"
DRAFT = "apply:/organs/molu/apply/form/"


def photo():
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "JPEG")
    return {"name": "证件.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def next_step(page):
    page.get_by_role("button", name="下一步", exact=True).click()


def name_oneself(page):
    """Who asks, and how he is reached: without that step one does not let him go on."""
    page.get_by_label("姓名或者单位名称").fill("周明远")
    page.get_by_label("电话").first.fill("13900001234")


def fill(page, *, steps=True):
    """Steps one to three."""
    page.get_by_label("姓名或者单位名称").fill("周明远")
    page.get_by_label("证件号码", exact=False).first.fill(NUMBER)
    page.get_by_label("电话").first.fill("13900001234")
    if steps:
        next_step(page)
    page.get_by_label("信息的名称").fill(TITLE)
    page.get_by_label("内容描述").fill("柳湾村2025年的补贴标准")
    if steps:
        next_step(page)
    page.get_by_label("纸质").check()
    page.get_by_label("网上查看").check()


def check(page):
    follow(page.get_by_role("button", name="下一步：核对"))


def shows(page, *buttons):
    """One step is shown, and under it these buttons."""
    expect(page.locator("[data-step]:visible")).to_have_count(1)
    expect(page.locator("form.apply > .apply-turn button:visible")).to_have_text(buttons)


def faults(page):
    """What a machine can tell of the page as it stands."""
    wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    return violations(page) + ([f"{wide} px wide in a window of {window}"] if wide > window else [])


def kept(page):
    return json.loads(page.evaluate(f"localStorage.getItem('{DRAFT}')") or "null")


@pytest.mark.parametrize("mode", ["normal", "large-contrast"])
def test_five_short_steps(page, in_mode, mode):
    in_mode(mode)
    page.goto("/organs/molu/apply/")
    follow(page.get_by_role("link", name="网上填写申请"))
    shows(page, "下一步")
    assert not page.get_by_text("上次没有写完").is_visible()
    assert faults(page) == []
    fill(page)
    shows(page, "上一步", "下一步：核对")
    assert faults(page) == []
    check(page)
    assert page.get_by_text(TITLE, exact=True).is_visible()
    assert faults(page) == []
    page.locator("input[name=identity]").set_input_files([photo()])
    follow(page.get_by_role("button", name="提交申请"))
    assert len(page.locator(".apply-code").inner_text()) == 10
    assert faults(page) == []
    assert "星期" in page.locator(".apply-receipt").inner_text()
    assert kept(page) is None
    with page.expect_download() as started:
        page.get_by_role("button", name="保存回执").click()
    assert started.value.suggested_filename.endswith(".pdf")
    assert page.url.endswith(FORM)


def test_the_draft_stays_on_the_device_and_goes_when_it_is_cleared(page):
    page.goto(FORM)
    fill(page)
    assert NUMBER not in json.dumps(kept(page))
    page.goto("/")
    page.goto(FORM)
    assert page.get_by_text("上次没有写完的内容已经填好").is_visible()
    assert page.get_by_label("姓名或者单位名称").input_value() == "周明远"
    assert page.locator("#id_who-0-id_number").input_value() == ""
    follow(page.get_by_role("button", name="清除草稿"))
    assert page.get_by_label("姓名或者单位名称").input_value() == ""
    assert kept(page) is None


def test_a_draft_of_several(page):
    page.goto(FORM)
    page.get_by_label("姓名或者单位名称").fill("周明远")
    follow(page.get_by_role("button", name="再加一位共同申请人"))
    page.locator("#id_who-1-name").fill("许知秋")
    page.goto("/")
    page.goto(FORM)
    page.locator("#id_who-1-name").wait_for()
    assert page.locator("#id_who-1-name").input_value() == "许知秋"
    assert page.locator("#id_who-0-name").input_value() == "周明远"
    page.evaluate("localStorage.clear()")


def test_what_is_public_already_appears_while_the_title_is_typed(page):
    page.goto(FORM)
    name_oneself(page)
    next_step(page)
    page.get_by_label("信息的名称").press_sequentially("补贴")
    links = page.locator("[data-beside-list] a")
    links.first.wait_for()
    assert "/search/?q=" in links.first.get_attribute("href")
    assert faults(page) == []
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label("信息的名称").fill(f"{NUMBER}的补贴")
    page.locator("[data-beside-list]").wait_for(state="hidden")
    assert asked == []


def test_back_and_forth(page):
    page.goto(FORM)
    next_step(page)
    assert page.locator("#id_who-0-name_error").inner_text()
    assert page.evaluate("document.activeElement.id") == "id_who-0-name"
    page.get_by_label("姓名或者单位名称").fill("周明远")
    page.get_by_label("姓名或者单位名称").press("Enter")
    assert "至少填写电话" in page.locator("#id_who-0-phone_error").inner_text()
    page.get_by_label("电话").first.fill("13900001234")
    page.get_by_label("姓名或者单位名称").press("Enter")
    expect(page.get_by_role("heading", name="二、要什么")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="一、谁申请")).to_be_visible()
    assert page.get_by_label("姓名或者单位名称").input_value() == "周明远"


def test_what_is_wrong_is_found_at_once(page):
    page.goto(FORM)
    name_oneself(page)
    next_step(page)
    page.get_by_label("信息的名称").fill(TITLE)
    next_step(page)
    check(page)
    assert page.evaluate("document.activeElement.id") == "errors"
    assert faults(page) == []
    page.locator("#errors").get_by_role("link", name="希望得到的形式").click()
    expect(page.get_by_role("heading", name="三、怎样得到")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "id_how-supply_form"


def test_by_keyboard_alone(page):
    page.goto(FORM)
    page.locator("#id_who-0-name").focus()
    page.keyboard.type("周明远")
    for words in (None, NUMBER, "13900001234"):  # the kind of paper, its number, the telephone
        page.keyboard.press("Tab")
        if words:
            page.keyboard.type(words)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "step-what"
    page.keyboard.press("Tab")
    page.keyboard.type(TITLE)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "step-how"
    for key in ("Space", "ArrowDown"):  # on paper; to be fetched
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press(key)
    enter(page)
    assert page.get_by_role("button", name="提交申请").is_visible()


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def plain(request, browser, site):
    """A window without scripts."""
    context = browser.new_context(
        viewport=request.param, base_url=site, locale="zh-CN", java_script_enabled=False
    )
    yield context.new_page()
    context.close()


def test_without_scripts(plain):
    plain.goto(FORM)
    assert plain.locator("[data-step]:visible").count() == 3
    check(plain)
    assert plain.locator("#errors").is_visible()
    fill(plain, steps=False)
    check(plain)
    follow(plain.get_by_role("button", name="返回修改"))
    assert plain.locator("#id_who-0-id_number").input_value() == NUMBER
    check(plain)
    follow(plain.get_by_role("button", name="提交申请"))
    assert plain.locator(".apply-code").is_visible()


def test_on_a_terminal(page, in_mode):
    in_mode("kiosk-printer")
    page.goto(FORM)
    fill(page)
    assert kept(page) is None
    small = page.evaluate(
        "[...document.querySelectorAll('main :is(button, select, input:not([type=hidden], [type=radio]))')]"
        ".filter((one) => one.checkVisibility() && !one.closest('.unseen, .not-for-people') && !one.matches('.unseen'))"
        ".filter((one) => one.getBoundingClientRect().height < 47.5).map((one) => one.outerHTML)"
    )
    assert small == []
    check(page)
    assert faults(page) == []
    follow(page.get_by_role("button", name="提交申请"))
    assert page.locator(".apply-code").is_visible()
    assert faults(page) == []
    assert page.get_by_role("button", name="保存回执").count() == 0


def test_an_organ_without_the_channel(page):
    page.goto("/organs/jieshan/apply/form/")
    assert "没有开通网上申请" in page.locator("h1").inner_text()
    assert faults(page) == []
