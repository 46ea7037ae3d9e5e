"""A real server on a copy of the demo database, and a real browser; without the browser the journeys are skipped."""

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections import defaultdict
from pathlib import Path
from zlib import crc32

import pytest

from tests.web.demo_home import new_demo
from tests.web.free_port import free_port

from .pages import kinds_of
from .slow_line import slow_line

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-quic",
]
# The same engine; the first one draws no window of a desk around each page, which takes two thirds of the time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
# Between them they are shown every room of the office; none of them signs, so a password is enough.
DUTIES = ("admin", "security_admin", "auditor", "publisher")
PATIENCE = 90_000  # milliseconds: a busy machine is no fault of the code
SIZES = {"phone": PHONE, "desk": DESK}
HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """What is done on a phone and at a desk alike is done on one of them, drawn by its name; the soak does it on both.

    A test that is another one on each of them is marked `both_sizes`.
    """
    pairs = defaultdict(list)
    for item in items:
        if item.path.parent == HERE and not {"soak", "both_sizes"} & {
            mark.name for mark in item.iter_markers()
        }:
            pairs[re.sub(r"(?<=[\[-])(phone|desk)(?=[\]-])", "", item.nodeid, count=1)].append(item)
    for name, pair in pairs.items():
        if len(pair) == len(SIZES):
            pair[crc32(name.encode()) % len(SIZES)].add_marker(pytest.mark.soak)


@pytest.fixture(scope="package")
def browser():
    """Chromium, started once and closed before other tests: its event loop would keep Django from the database."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed: no browser journeys"
    )
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not chromium:
        pytest.skip("no Chromium on this machine: no browser journeys")
    with playwright.sync_playwright() as started:
        playwright.expect.set_options(timeout=PATIENCE)
        opened = started.chromium.launch(executable_path=chromium, args=FLAGS)
        opened.on("context", lambda window: window.set_default_timeout(PATIENCE))
        yield opened
        opened.close()


@pytest.fixture(scope="package")
def home(tmp_path_factory):
    """The folder of the site that the journeys go to: a copy of the demo, the whole invented county."""
    return new_demo(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="package")
def site(browser, home):
    """The address of a site that works on its own copy of the demo."""
    port = free_port()
    run = [sys.executable, "-m", "gongkai.web", "serve", "--port", str(port), "--workers", "1"]
    server = subprocess.Popen(
        run, env=environment(home), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address, server)
        yield f"http://127.0.0.1:{slow_line(port)}" if os.environ.get("SLOW_LINE") else address
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE / 1000)


@pytest.fixture(params=SIZES.values(), ids=SIZES)
def page(request, browser, site):
    """A fresh window, once as a phone and once as a desk; anything the browser complains of fails the journey."""
    context = browser.new_context(viewport=request.param, base_url=site, locale="zh-CN")
    opened = context.new_page()
    complaints = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda said: complaints.append(said.text) if is_complaint(said) else None)
    opened.on("response", lambda answer: complaints.append(answer.url) if is_broken(answer) else None)
    yield opened
    context.close()
    assert complaints == []


@pytest.fixture(scope="package")
def kinds(site, home):
    """Kind of public page → an address of that kind."""
    return kinds_of(site, home)


@pytest.fixture
def in_mode(page, site):
    """`in_mode("large-contrast")`: from now on the window shows the portal so."""

    def shown(mode):
        page.context.clear_cookies(name="display")
        if mode != "normal":
            page.context.add_cookies([{"name": "display", "value": mode, "url": site}])

    return shown


@pytest.fixture(scope="package")
def sessions(browser, site, home):
    """The cookies of colleagues of the county who have signed in, one for each duty."""
    password = (home / "demo_password").read_text("ascii").strip()
    return {duty: cookies_of(browser, site, duty, password=password) for duty in DUTIES}


def cookies_of(browser, site, duty, *, password):
    """What the browser keeps after the county's colleague with this duty has signed in."""
    context = browser.new_context(base_url=site, locale="zh-CN")
    opened = context.new_page()
    opened.goto("/office/login/")
    opened.locator("[name=username]").fill(f"molu-{duty.replace('_', '-')}")
    opened.locator("[name=password]").fill(password)
    opened.locator("[name=password]").press("Enter")
    opened.wait_for_url("**/office/")
    cookies = context.cookies()
    context.close()
    return cookies


@pytest.fixture
def sign_in(page, sessions):
    """`sign_in("auditor")`: the window of a colleague with this duty."""

    def signed_in(duty):
        page.context.clear_cookies()
        page.context.add_cookies(sessions[duty])
        return page

    return signed_in


@pytest.fixture
def signed_in(sign_in):
    """The window of a colleague who looks after organs and people."""
    return sign_in("admin")


def is_complaint(said):
    """An error in the console, e.g. a script that the policy refuses; pages that answer 4xx are told by `is_broken`."""
    return said.type == "error" and not said.text.startswith("Failed to load resource")


def is_broken(answer):
    """A style sheet, script or picture that is not there; a page itself may be a 404 or 422 on purpose."""
    return answer.status >= 400 and answer.request.resource_type != "document"


def environment(home):
    """The environment of a site in this folder, without whatever the tests around have set."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GONGKAI_", "DJANGO_"))}
    return kept | {"GONGKAI_HOME": str(home)}


def wait_for(address, server):
    """Until the site answers; a server that ended early is told at once."""
    for _ in range(3000):  # a busy machine starts slowly
        if server.poll() is not None:
            raise RuntimeError("the site ended before it answered")
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE / 1000):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the site did not answer within five minutes")
