"""My application in a browser: the door, the page, a correction, leaving; the link of somebody who is asked."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from .axe import in_turn, violations
from .clicks import enter as press_enter
from .clicks import follow
from .conftest import DESK, PHONE, environment

pytestmark = pytest.mark.browser
ASKED = Path(__file__).with_name("applicants.py")


@pytest.fixture(scope="module")
def mine(home, site):
    """Receipts, codes and a link of invented people, in the copy of the demo that the site works on."""
    run = [sys.executable, str(ASKED)]
    told = subprocess.run(run, env=environment(home), capture_output=True, text=True, check=True)
    return dict(line.split("=", 1) for line in told.stdout.split())


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def plain(request, browser, site):
    """A window without scripts."""
    context = browser.new_context(
        viewport=request.param, base_url=site, locale="zh-CN", java_script_enabled=False
    )
    yield context.new_page()
    context.close()


def enter(page, mine, name):
    page.context.clear_cookies()  # whoever has just looked at one is shown that one
    page.goto("/my-application/")
    page.get_by_label("回执号").fill(mine[f"{name}_receipt"])
    page.get_by_label("查询码").fill(mine[f"{name}_code"])
    follow(page.get_by_role("button", name="查看"))
    assert page.get_by_role("heading", name="我的申请").is_visible()


def fits(page):
    """Nothing has to be moved sideways."""
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_every_page_of_it_is_for_everybody(page, mine):
    found = {}
    for address in ("/my-application/", "/my-application/lost/"):
        page.goto(address)
        found[address] = violations(page)
        assert fits(page)
    page.goto("/my-application/")
    page.get_by_label("回执号").fill("S999999")
    page.get_by_label("查询码").fill("AAAAAAAAAA")
    follow(page.get_by_role("button", name="查看"))
    assert page.get_by_role("alert").is_visible()
    found["not found"] = violations(page)
    for name in ("waiting", "overdue", "answered"):
        enter(page, mine, name)
        page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
        found[name] = violations(page)
        assert fits(page)
    enter(page, mine, "waiting")
    for address in ("/my-application/correct/", "/my-application/withdraw/", "/my-application/reasons/"):
        page.goto(address)
        found[address] = violations(page)
        assert fits(page)
    for token in (mine["link"], "wrong"):
        page.goto(f"/opinion/{token}/")
        found[token] = violations(page)
        assert fits(page)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@in_turn(["large", "contrast", "kiosk"], "mode")
def test_in_every_mode(page, in_mode, mine, mode):
    enter(page, mine, "overdue")
    in_mode(mode)
    page.reload()
    assert violations(page) == []


def test_with_the_keyboard_alone(page, mine):
    page.goto("/my-application/")
    page.get_by_label("回执号").focus()
    page.keyboard.type(mine["waiting_receipt"])
    page.keyboard.press("Tab")
    page.keyboard.type(mine["waiting_code"].lower())
    press_enter(page)
    assert page.get_by_role("heading", name="我的申请").is_visible()
    assert re.search(r"/my-application/$", page.url)
    page.get_by_role("link", name="补正申请").focus()
    press_enter(page)
    assert page.get_by_label("补正的内容").is_visible()


def test_without_scripts_from_the_door_to_a_correction_and_out(plain, mine):
    name = "phone" if plain.viewport_size["width"] == PHONE["width"] else "desk"
    enter(plain, mine, name)
    assert mine[f"{name}_code"] not in plain.url
    follow(plain.get_by_role("link", name="补正申请"))
    plain.get_by_role("button", name="提交补正").click()  # the browser itself asks for the words
    plain.get_by_label("补正的内容").fill("要2025年柳湾村的明细。")
    follow(plain.get_by_role("button", name="提交补正"))
    assert "已经收到您的补正" in plain.get_by_role("status").inner_text()
    follow(plain.get_by_role("button", name="结束查看"))
    assert plain.get_by_label("查询码").is_visible()


def test_a_third_party_answers_once(plain, mine):
    name = "phone" if plain.viewport_size["width"] == PHONE["width"] else "desk"
    plain.goto(f"/opinion/{mine[f'{name}_link']}/")
    plain.get_by_label("不同意公开").check()
    plain.get_by_label("理由").fill("涉及我家的收入。")
    follow(plain.get_by_role("button", name="提交意见"))
    assert "您的意见已经收到" in plain.locator("h1").inner_text()
    plain.reload()
    assert "您的意见已经收到" in plain.locator("h1").inner_text()
