"""Nothing on the portal that a machine can tell keeps anybody out: every kind of page, in every mode, phone and desk."""

from itertools import cycle, product

import pytest

from .axe import violations
from .conftest import DESK, PHONE
from .pages import NOT_SHOWN, UNLINKED, written_kinds

pytestmark = pytest.mark.browser
MODES = ("normal", "large", "contrast", "large-contrast", "kiosk-printer")
SIZES = {"phone": PHONE, "desk": DESK}
# What the start page does not lead to, or not to this side of it.
BESIDE = [*UNLINKED, "/nowhere/", "/search/?q=补贴", "/search/?q=没有这样的词"]


@pytest.fixture
def pages(kinds):
    """An address of every kind of page."""
    return [*kinds.values(), *BESIDE]


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
