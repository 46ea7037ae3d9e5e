"""Nothing on the portal that a machine can tell keeps anybody out: every kind of page, in every mode, phone and desk."""

import subprocess
import sys
from itertools import cycle, product
from pathlib import Path

import pytest

from .axe import violations
from .clicks import follow
from .conftest import DESK, PHONE, environment
from .pages import NOT_SHOWN, UNLINKED, written_kinds

pytestmark = pytest.mark.browser
MODES = ("normal", "large", "contrast", "large-contrast", "kiosk-printer")
SIZES = {"phone": PHONE, "desk": DESK}
# What the start page does not lead to, or not to this side of it.
BESIDE = [*UNLINKED, "/nowhere/", "/search/?q=补贴", "/search/?q=没有这样的词", "/api/v1/docs",
          "/feedback/?page=/organs/zhenxi/", "/feedback/answer/"]  # fmt: skip
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def collected(site, home):
    """The address of something that was collected from another site."""
    run = [sys.executable, "-m", "tests.journeys.elsewhere"]
    said = subprocess.run(
        run, cwd=ROOT, env=environment(home), check=True, capture_output=True, text=True, timeout=300
    )
    return f"/collected/{said.stdout.strip()}/"


@pytest.fixture
def pages(kinds, collected):
    """An address of every kind of page."""
    return [*kinds.values(), *BESIDE, collected]


def shown(browser, site, *, mode, size):
    """A window in which the pages are shown in one mode."""
    context = browser.new_context(viewport=SIZES[size], base_url=site, locale="zh-CN")
    if mode != "normal":
        context.add_cookies([{"name": "display", "value": mode, "url": site}])
    return context.new_page()


def faults(page, path, *, mode):
    """What is wrong with one page as it is shown."""
    page.goto(path)
    wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    classes = page.evaluate("document.documentElement.className")
    found = violations(page)
    if found and mode.startswith("kiosk"):  # what the bar covers here, and not there, can be reached
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        again = violations(page)
        found = [one for one in found if one in again]
    found += [f"{wide} px wide in a window of {window}"] if wide > window else []
    found += (
        [f"shown as {classes}"] if classes != ("" if mode == "normal" else mode.replace("-", " ")) else []
    )
    return [f"{path} {mode}: {one}" for one in found]


def test_links_lead_to_every_page(kinds):
    assert written_kinds() - set(kinds) == UNLINKED | NOT_SHOWN


def test_everybody_can_use_every_page(browser, site, pages):
    """Each page in one of the modes and sizes, all of these in turn."""
    ways = list(product(MODES, SIZES))
    opened = {way: shown(browser, site, mode=way[0], size=way[1]) for way in ways}
    found = [
        fault for path, way in zip(pages, cycle(ways)) for fault in faults(opened[way], path, mode=way[0])
    ]
    for page in opened.values():
        page.context.close()
    assert not found, "\n".join(found)


@pytest.mark.soak
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("mode", MODES)
def test_everybody_can_use_every_page_in_every_mode(browser, site, pages, mode, size):
    page = shown(browser, site, mode=mode, size=size)
    found = [fault for path in pages for fault in faults(page, path, mode=mode)]
    page.context.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("asked", [{"contrast": "more"}, {"forced_colors": "active"}])
def test_what_somebody_told_the_system_is_heeded(page, asked):
    page.emulate_media(**asked)
    page.goto("/organs/zhenxi/2024/")
    found = violations(page)
    assert not found, "\n".join(found)


def test_everybody_can_use_what_comes_after_a_form(page):
    """Refused, taken, asked for in vain, and told: none of these has an address of its own."""
    for step in (send_nothing, send, ask_in_vain, ask):
        step(page)
        found = violations(page)
        assert not found, step.__name__ + "\n".join(found)


def send_nothing(page):
    page.goto("/feedback/?page=/organs/zhenxi/")
    page.get_by_label("内容过时").check()
    page.locator("[name=text]").fill(" ")
    follow(page.locator("form.upload button"))
    assert page.get_by_role("alert").is_visible()


def send(page):
    page.goto("/feedback/?page=/organs/zhenxi/")
    page.get_by_label("内容过时").check()
    page.locator("[name=text]").fill("值班电话已经换了。")
    follow(page.locator("form.upload button"))
    assert page.locator(".receipt").is_visible()


def ask_in_vain(page):
    page.receipt = page.locator(".receipt strong").all_inner_texts()
    page.goto("/feedback/answer/")
    page.locator("[name=number]").fill("F999999")
    page.locator("[name=code]").fill("AAAAAAAA")
    follow(page.locator("form.upload button"))
    assert page.get_by_role("alert").is_visible()


def ask(page):
    for name, said in zip(("number", "code"), page.receipt, strict=True):
        page.locator(f"[name={name}]").fill(said)
    follow(page.locator("form.upload button"))
    assert page.get_by_role("heading", name="您写的").is_visible()
