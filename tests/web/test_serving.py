"""The web server: a check that hangs costs one worker for a while, never the site."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

from gongkai.web.demo.county import SOURCES

# The site as it is served, but every examination hangs, and patience is short.
SCRIPT = """
import sys, time
from gongkai.web.management.commands import serve
serve.TIMEOUT = int(sys.argv[2])
import django
django.setup()
from gongkai.web.reports import actions
actions.examine = lambda *_args, **_options: time.sleep(600)
from django.core.management import call_command
call_command("serve", port=int(sys.argv[1]))
"""


def asking(address, body=None, boundary="b"):
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"} if body else {}
    return urllib.request.Request(address, data=body, headers=headers)


def answer(address):
    with urllib.request.urlopen(asking(address), timeout=5) as page:
        return page.headers.get("Set-Cookie", ""), page.read().decode()


def upload(address):
    """Send a report with the form's one-time mark; what the server did in the end."""
    cookie, page = answer(address)
    mark = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    body = (
        f'--b\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{mark}\r\n'
        '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    ).encode() + (SOURCES / "zhenxi-2024.txt").read_bytes()
    sent = asking(address, body + b"\r\n--b--\r\n")
    sent.add_header("Cookie", cookie.partition(";")[0])
    try:
        with urllib.request.urlopen(sent, timeout=60) as page:
            return page.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return "cut off"


@pytest.fixture
def hanging_site(request, tmp_path):
    """The address of the check on such a site; the parameter is how long a request may take."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    environment |= {"GONGKAI_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "gongkai.web.settings.site"}
    server = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(port), str(request.param)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert "网站已在" in server.stdout.readline().decode()
        yield f"http://127.0.0.1:{port}/check/"
    finally:
        server.terminate()
        server.wait(timeout=10)


@pytest.mark.parametrize("hanging_site", [2], indirect=True)
def test_two_checks_that_hang_leave_the_site_open_and_are_ended(hanging_site):
    with ThreadPoolExecutor(2) as visitors:
        started = time.monotonic()
        slow = [visitors.submit(upload, hanging_site) for _ in range(2)]
        time.sleep(1)
        _, page = answer(hanging_site)
        assert "检查一份年报" in page
        assert not any(one.done() for one in slow), "both are still being checked"
        assert all(one.result(timeout=30) in {500, "cut off"} for one in slow)
        assert time.monotonic() - started < 15
    for _ in range(3):  # the killed workers are replaced
        answer(hanging_site)


@pytest.mark.parametrize("hanging_site", [30], indirect=True)
def test_connections_on_which_nobody_asks_do_not_hold_the_site(hanging_site):
    port = urllib.parse.urlsplit(hanging_site).port
    idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(3)]
    started = time.monotonic()
    _, page = answer(hanging_site)
    assert "检查一份年报" in page
    assert time.monotonic() - started < 5
    for connection in idle:
        connection.close()
