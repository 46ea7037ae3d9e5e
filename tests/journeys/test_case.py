"""An application from the counter to its answer by clicking: registered, given out, searched for, its clock read; on a phone
and on a desk, with the keyboard, and for everybody."""

import re

import pytest
from playwright.sync_api import expect

from . import colleagues as at_work
from .axe import violations
from .clicks import enter, follow
from .conftest import DESK, PHONE

pytestmark = pytest.mark.browser
CASE = re.compile(r"/office/applications/\d+/$")
TITLE = "墨鹭县2025年耕地地力保护补贴发放明细"


@pytest.fixture(scope="module")
def clerk(browser, site, home):
    """The county's clerk at his window."""
    people = at_work.Colleagues(browser, site, home)
    yield people["molu-clerk"]
    people.close()
    assert people.complaints == []


@pytest.fixture(scope="module")
def case(clerk):
    """The address of a case that came to the counter today."""
    clerk.goto("/office/applications/")
    follow(clerk.get_by_role("link", name="登记申请").first)
    clerk.get_by_label("姓名或者名称").fill("周明远")
    clerk.get_by_label("电话", exact=True).fill("13900001234")
    clerk.get_by_label("所需信息的名称").fill(TITLE)
    clerk.get_by_label("所需信息的内容描述").fill("发放标准和分户面积。")
    at_work.press(clerk, "登记")
    assert re.search(r"[2-9A-HJ-NP-Z]{10}", clerk.locator(".case-code").inner_text())
    follow(clerk.get_by_role("link", name="打开案件"))
    assert CASE.search(clerk.url)
    return clerk.url


def test_a_case_is_given_out_and_worked_on(clerk, case):
    clerk.goto(case)
    follow(clerk.locator(".case-acts").get_by_role("link", name="分办", exact=True))
    at_work.choose(clerk, "承办科室", clerk.get_by_label("承办科室").locator("option").nth(1).inner_text())
    at_work.press(clerk, "分办")
    assert CASE.search(clerk.url)
    clerk.get_by_text("这个日期怎样算出来的").click()
    expect(clerk.locator(".case-steps li").first).to_be_visible()
    first = clerk.locator(".case-acts a.button").first
    assert first.inner_text() == "拟写答复"


def test_the_keyboard_is_enough(clerk, case):
    clerk.goto(case)
    clerk.locator(".case-more summary").first.focus()
    clerk.keyboard.press("Enter")
    expect(clerk.locator(".case-more[open]")).to_have_count(1)
    clerk.locator(".case-acts a.button").first.focus()
    enter(clerk)
    assert not CASE.search(clerk.url)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_everybody_can_use_it(clerk, case, size):
    clerk.set_viewport_size(size)
    found = {}
    for path in ("/office/applications/", "/office/applications/register/", case, f"{case}draft/"):
        clerk.goto(path)
        wide = clerk.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        found |= {path: [*violations(clerk), *(["it is wider than the window"] if wide else [])]}
    assert {path: said for path, said in found.items() if said} == {}
