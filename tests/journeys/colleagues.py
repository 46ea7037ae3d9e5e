"""Colleagues of the invented county at their own windows: each signs in with password and telephone, and clicks."""

import re
import subprocess
import sys
import time
from pathlib import Path

from django_otp.oath import totp

from gongkai.kernel.review import Stage
from gongkai.lawbook.chains import review_law

from .clicks import enter, follow
from .conftest import DESK, environment, is_broken, is_complaint

ROOT = Path(__file__).parents[2]
DEVICES = "telephones-are-given"
KEY = "0123456789abcdef0123456789abcdef01234567"
SHEET = re.compile(r"/office/(?:items|reviews)/\d+/$")


class Colleagues:
    """Their windows by sign-in name, opened when they are needed, and whatever the browser complained of."""

    def __init__(self, browser, site, home):
        self.browser, self.site = browser, site
        self.password = (home / "demo_password").read_text("ascii").strip()
        self.windows, self.complaints = {}, []
        if not (home / DEVICES).exists():  # once for all journeys of a site
            run = [sys.executable, "-m", "tests.journeys.devices", KEY]
            subprocess.run(run, cwd=ROOT, env=environment(home), check=True, capture_output=True, timeout=300)
            (home / DEVICES).touch()

    def __getitem__(self, name):
        """The window of somebody, who signs in the first time."""
        if name not in self.windows:
            self.windows[name] = self.window(DESK)
            self.sign_in(self.windows[name], name)
        return self.windows[name]

    def window(self, size):
        """A window of nobody yet."""
        context = self.browser.new_context(viewport=size, base_url=self.site, locale="zh-CN")
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text) if is_complaint(said) else None)
        page.on("response", lambda answer: self.complaints.append(answer.url) if is_broken(answer) else None)
        return page

    def sign_in(self, page, name):
        """With the password and, whoever signs, with the figures of his telephone."""
        page.goto("/office/login/")
        page.locator("[name=username]").fill(name)
        page.locator("[name=password]").fill(self.password)
        page.locator("[name=password]").press("Enter")
        page.wait_for_url(lambda address: not address.endswith("/office/login/"))
        if "/login/code/" in page.url:
            for ahead in (0, 1):  # figures that were used in the last half minute count no more
                if "/login/code/" in page.url:
                    page.locator("[name=code]").fill(code(ahead=ahead))
                    page.locator("[name=code]").focus()
                    enter(page)
        page.wait_for_url("**/office/")

    def close(self):
        """Everybody goes home."""
        for page in self.windows.values():
            page.context.close()


def code(*, ahead=0):
    """The six figures that the telephones show now, or some half minutes later: none is taken twice."""
    return f"{totp(bytes.fromhex(KEY), t0=-30 * ahead):06d}"


def draft(page, title, *, body="值班时间为每日八时至次日八时。"):
    """起草信息: from the list to the sheet of the draft."""
    page.goto("/office/items/")
    follow(page.get_by_role("link", name="起草信息").first)
    page.get_by_label("名称").fill(title)
    page.get_by_label("内容概述").fill("公布值班的时间。")
    page.locator(".ProseMirror").click()
    page.keyboard.type(body)
    page.get_by_label("成文日期").fill(time.strftime("%Y-%m-%d"))
    page.get_by_role("button", name="保存草稿").click()
    page.wait_for_url(SHEET)


def act(page, title):
    """The form of an act, from the sheet."""
    page.get_by_role("navigation", name="可以办理的事项").get_by_role("link", name=title, exact=True).click()
    page.wait_for_url(lambda address: not SHEET.search(address))


def done(page, button):
    """Press the button of a form, and be back on the sheet."""
    press(page, button)
    page.wait_for_url(SHEET)


def press(page, button):
    """Send the form, and see what comes of it."""
    follow(page.locator("main form").get_by_role("button", name=button, exact=True))


def send_in(page, chain):
    """送审 through a chain."""
    act(page, "送审")
    page.get_by_label(chain).check()
    done(page, "送审")


def open_waiting(page, title):
    """From 我的工作 to the review that waits there."""
    page.goto("/office/")
    page.get_by_role("link", name=re.compile(re.escape(title))).click()
    page.wait_for_url(SHEET)


def choose(page, label, words):
    """The one of a list in which these words stand."""
    field = page.get_by_label(label)
    field.select_option(field.locator("option", has_text=words).get_attribute("value"))


def answer(page, stage: Stage):
    """Every question of a stage, so that it passes."""
    for question in stage.questions:
        page.locator(f"[name={question.code}][value={max(question.passes).value}]").check()


def review(page, title, *, stage, chain, kind="item"):
    """通过: what waits on the first page is read, its questions are answered, and it is passed."""
    open_waiting(page, title)
    assert page.get_by_role("heading", name=title).first.is_visible()
    act(page, "通过")
    answer(page, review_law().chain(chain, kind=kind).stage(stage))
    done(page, "通过")


def publish(page, title):
    """发布, from the list."""
    page.goto("/office/items/?status=approved")
    page.locator("#listing-results").get_by_role("link", name=title).click()
    page.wait_for_url(SHEET)
    act(page, "发布")
    done(page, "发布")
    page.get_by_role("link", name="在公开网站上查看").click()
    page.wait_for_url("**/organs/*/items/*/")
