"""Nothing in the office that a machine can tell keeps a colleague out: every screen of the menu, and what it leads to."""

import re
from collections import deque
from itertools import islice
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from gongkai.web.office.wagtail_hooks import rooms

from .axe import Known, violations
from .conftest import DESK, DUTIES, PHONE

pytestmark = pytest.mark.browser
SOME = 12  # screens of the usual run; the soak takes all
# What is no screen: sending away, and files.
NOT_WALKED = re.compile(r"/office/(?:login|logout)/|export=")
ACCOUNT = ("/office/account/password/", "/office/account/second-factor/", "/office/account/sittings/")
# Violations inside Wagtail's own shell, each with the reason why it stays.
KNOWN: tuple[Known, ...] = ()
PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="


def kind_of(link):
    """Screens that differ in a number, or in what is chosen, are one screen."""
    return re.sub(r"\d+", "0", urlsplit(link).path)


def is_screen(page, path):
    """Whether the colleague gets a page there, and neither a file nor a refusal."""
    answer = page.request.head(path)
    return answer.status == 200 and "html" in answer.headers["content-type"]


def has_its_menu(page):
    """Wait until the menu stands there, which a script draws."""
    menu = page.locator("#wagtail-sidebar")
    if menu.count():
        expect(menu).not_to_be_empty()


def screens(page):
    """Each kind of screen that the colleague is shown, opened in the window, from the first page and the rooms on."""
    starts = ["/office/", *ACCOUNT, *(f"/office/{room.url_prefix}/" for room in rooms())]
    waiting, known = deque(starts), set(starts)
    while waiting:
        path = waiting.popleft()
        if not is_screen(page, path):
            continue
        page.goto(path)
        has_its_menu(page)
        yield path
        for link in page.locator("a[href]").evaluate_all("(links) => links.map((link) => link.href)"):
            parts = urlsplit(link)
            link = link.removeprefix(f"{parts.scheme}://{parts.netloc}").split("#")[0]
            if link.startswith("/office/") and not NOT_WALKED.search(link) and kind_of(link) not in known:
                known.add(kind_of(link))
                waiting.append(link)


@pytest.mark.parametrize("page", [PHONE], ids=["phone"], indirect=True)
def test_the_screens_of_a_publisher_can_be_used_by_everybody(sign_in):
    examine(sign_in, "publisher", most=SOME)


@pytest.mark.soak
@pytest.mark.parametrize("page", [PHONE, DESK], ids=["phone", "desk"], indirect=True)
def test_every_screen_can_be_used_by_everybody(sign_in):
    examine(sign_in, *DUTIES)


def examine(sign_in, *duties, most=None):
    """Every kind of screen that colleagues with these duties can reach, once; the first ones only where there is a most."""
    found, examined = {}, set()
    for duty in duties:
        page = sign_in(duty)
        for path in islice(screens(page), most):
            if kind_of(path) not in examined:
                examined.add(kind_of(path))
                found |= dict.fromkeys(violations(page, known=KNOWN), path)
    print(f"{len(examined)} screens of the office examined")
    assert len(examined) > 10
    assert not found, "\n".join(f"{path}\n  {said}" for said, path in found.items())


def test_everybody_can_sign_in(page):
    page.goto("/office/login/")
    found = violations(page, known=KNOWN)
    assert not found, "\n".join(found)


def test_a_screen_that_keeps_somebody_out_is_told(page):
    page.goto("/office/login/")
    page.locator("main").evaluate(
        "(main, pixel) => main.append(Object.assign(new Image(), {src: pixel}))", PIXEL
    )
    assert [said.split()[0] for said in violations(page, include="main")] == ["image-alt"]
