"""The web server: a check that hangs costs one worker for a while, never the site."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import call_command

from gongkai.web.demo.county import SOURCES
from gongkai.web.management.commands import serve
from tests.web.free_port import free_port
from tests.web.own_database import environment

PATIENCE = 120  # seconds, on a machine that has other things to do
# The site as it is served, but every examination hangs, and patience is short.
SCRIPT = """
import sys, time
from gongkai.web.management.commands import serve
serve.TIMEOUT = int(sys.argv[2])
import django
django.setup()
from gongkai.web.reports.actions import taking_in
def hang(*_args, **_options):
    print("hangs", flush=True)
    time.sleep(600)
taking_in.examine = hang
from django.core.management import call_command
call_command("serve", port=int(sys.argv[1]))
"""


def asking(address, body=None, boundary="b"):
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"} if body else {}
    return urllib.request.Request(address, data=body, headers=headers)


def answer(address):
    with urllib.request.urlopen(asking(address), timeout=PATIENCE) as page:
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
        with urllib.request.urlopen(sent, timeout=PATIENCE) as page:
            return page.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return "cut off"


@contextmanager
def serving(folder, *command):
    """The process of a site and the address of its check; `command` is given the port where it says PORT."""
    port = free_port()
    with environment(folder) as variables:
        command = [sys.executable, *(str(port) if word == "PORT" else word for word in command)]
        server = subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            assert "网站已在" in server.stdout.readline().decode()
            yield server, f"http://127.0.0.1:{port}/check/"
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE)


@pytest.fixture
def hanging_site(request, tmp_path):
    """Such a site: its process and the address of its check; the parameter is how long a request may take."""
    with serving(tmp_path, "-c", SCRIPT, "PORT", str(request.param)) as started:
        yield started


@pytest.fixture
def site(tmp_path):
    """A site as people start it: its process and the address of its check."""
    with serving(tmp_path, "-m", "gongkai.web", "serve", "--port", "PORT") as started:
        yield started


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("chosen", "said"),
    [("", "http://127.0.0.1:8123"), ("https://open.example", "http://127.0.0.1:8000")],
)
def test_the_address_that_is_printed_is_the_one_that_answers(monkeypatch, settings, chosen, said):
    settings.WAGTAILADMIN_BASE_URL = "http://127.0.0.1:8000"  # as the settings have it once they are loaded
    monkeypatch.setenv("GONGKAI_BASE_URL", chosen)
    monkeypatch.setattr(serve, "_must_be_free", lambda *_address: None)
    printed = []
    monkeypatch.setattr(
        serve, "keep_alive", lambda *_runs, **_say: printed.append(settings.WAGTAILADMIN_BASE_URL)
    )
    call_command("serve", port=8123)
    assert printed == [said]


# Seconds a request may take: more than the first one of a new worker needs on a busy machine.
@pytest.mark.parametrize("hanging_site", [20], indirect=True)
def test_two_checks_that_hang_leave_the_site_open_and_are_ended(hanging_site):
    server, address = hanging_site
    with ThreadPoolExecutor(2) as visitors:
        slow = [visitors.submit(upload, address) for _ in range(2)]
        assert [server.stdout.readline() for _ in slow] == [b"hangs\n"] * 2
        _, page = answer(address)
        assert "检查一份年报" in page
        assert not any(one.done() for one in slow), "both are still being checked"
        assert all(one.result(timeout=PATIENCE) in {500, "cut off"} for one in slow)
    for _ in range(3):  # the killed workers are replaced
        answer(address)


@pytest.mark.parametrize("hanging_site", [30], indirect=True)
def test_connections_on_which_nobody_asks_do_not_hold_the_site(hanging_site):
    _, address = hanging_site
    port = urllib.parse.urlsplit(address).port
    idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(3)]
    started = time.monotonic()
    _, page = answer(address)
    assert "检查一份年报" in page
    assert time.monotonic() - started < 25, "nobody waited until an idle connection was cut off"
    for connection in idle:
        connection.close()


def children(pid):
    """The processes that a process has started and that still live."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def all_three(web):
    """The processes that answer requests, once all of them are there."""
    end = time.monotonic() + PATIENCE
    while len(found := children(web)) < 3:
        assert time.monotonic() < end
        time.sleep(0.05)
    return found


def are_gone(pids, *, within=PATIENCE):
    """Whether processes end soon; one that nobody has waited for is gone as well."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        if all(state_of(pid) in "Z" for pid in pids):
            return True
        time.sleep(0.05)
    return False


def state_of(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return ""


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux shows and ends the children of a process"
)
def test_a_killed_site_is_opened_again_and_nobody_survives_the_supervisor(site):
    server, address = site
    web, worker = children(server.pid)
    serving_requests = all_three(web)
    os.kill(web, signal.SIGKILL)
    assert "网站意外结束（状态 -9），1 秒后重新启动。" in server.stdout.readline().decode()
    assert "网站已在" in server.stdout.readline().decode()
    assert are_gone(serving_requests), "they no longer hold the address"
    assert "检查一份年报" in answer(address)[1]
    (web,) = set(children(server.pid)) - {worker}
    everybody = [web, worker, *all_three(web)]
    server.kill()
    assert are_gone(everybody)
