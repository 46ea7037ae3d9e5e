"""How many visitors a second the portal serves, kept pages and new ones, beside the first page of a fresh Wagtail project.

Both run in turn on this machine under the same server with as many workers, and are asked over new connections, as by
visitors who come for one page.
"""

import os
import re
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.ledger import environment
from benchmarks.measure import Measure

WORKERS = 2
VISITORS = 4  # at once
ROUNDS, SECONDS = 3, 1.5
KEPT, ANEW = 5.0, 0.5  # times the baseline
WORDS = "%E8%A1%A5%E8%B4%B4"  # 补贴
LOCAL = """
SECRET_KEY = "only-to-measure-with"
ALLOWED_HOSTS = ["127.0.0.1"]
"""


def measures() -> Iterator[Measure]:
    """For each kind of page two lines: kept, and rendered anew."""
    with (
        TemporaryDirectory() as folder,
        _wagtail(Path(folder, "w")) as other,
        _portal(Path(folder, "g")) as ours,
    ):
        for name, path in _pages(ours).items():
            yield _measured(f"{name}, kept", ours, other, partial(str, path), least=KEPT)
            yield _measured(f"{name}, rendered", ours, other, partial(_new, path, count()), least=ANEW)


def _new(path: str, numbers: Iterator[int]) -> str:
    """The same page under an address that nobody has asked for."""
    return f"{path}{'&' if '?' in path else '?'}n={next(numbers)}"


def _measured(name: str, ours: int, other: int, path: Callable[[], str], *, least: float) -> Measure:
    """Requests a second of both, taken in turn."""
    _ask(ours, path())
    pairs = [(_rate(ours, path), _rate(other, lambda: "/")) for _ in range(ROUNDS)]
    times = statistics.median(one / another for one, another in pairs)
    figure, baseline = (statistics.median(rates) for rates in zip(*pairs, strict=True))
    return Measure(
        f"portal: {name}",
        f"{figure:.0f} /s",
        f"wagtail start {baseline:.0f} /s",
        times,
        None,
        times >= least,
        f"≥ {least:g}",
    )


def _rate(port: int, path: Callable[[], str]) -> float:
    """Requests a second with several visitors at once."""
    end = time.monotonic() + SECONDS

    def visit() -> int:
        for number in count():
            if time.monotonic() > end:
                return number
            _ask(port, path())
        raise AssertionError("never reached")

    started = time.monotonic()
    with ThreadPoolExecutor(VISITORS) as visitors:
        asked = sum(visitor.result() for visitor in [visitors.submit(visit) for _ in range(VISITORS)])
    return asked / (time.monotonic() - started)


def _ask(port: int, path: str) -> bytes:
    """One page over a connection of its own; a plain socket takes least from what the server could use."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.sendall(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip\r\n"
            "Connection: close\r\n\r\n".encode()
        )
        parts = []
        while part := line.recv(65536):
            parts.append(part)
    answer = b"".join(parts)
    if not answer.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(f"{path} was answered with {answer[:60]!r}")
    return answer


def _pages(port: int) -> dict[str, str]:
    """A page of each kind, as a visitor comes to it from the first one."""
    item = _first(port, "/", r"/organs/[\w-]+/items/\d+/")
    organ = item.partition("items/")[0]
    return {
        "home": "/",
        "organ": organ,
        "item": item,
        "search": f"/search/?q={WORDS}",
        "column": _first(port, organ, rf"{organ}columns/[\w-]+/(?!\w)"),
    }


def _first(port: int, path: str, pattern: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as page:
        found = re.search(f'href="({pattern})["?]', page.read().decode())
    if found is None:
        raise RuntimeError(f"{path} leads to no {pattern}")
    return found[1]


@contextmanager
def _portal(home: Path) -> Iterator[int]:
    """The demo county as people start it."""
    home.mkdir()
    environ, port = environment(home), _free_port()
    command = [sys.executable, "-m", "gongkai.web"]
    _run([*command, "demo"], home, environ)
    arguments = ["serve", "--port", str(port), "--workers", str(WORKERS), "--no-worker"]
    with _serving([*command, *arguments], home, environ, port):
        yield port


@contextmanager
def _wagtail(folder: Path) -> Iterator[int]:
    """What `wagtail start` makes, with its own settings for production."""
    folder.mkdir()
    plain = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    environ = plain | {"DJANGO_SETTINGS_MODULE": "mysite.settings.production", "PYTHONPATH": str(folder)}
    start = (
        "import sys; from wagtail.bin.wagtail import main; sys.argv[1:] = ['start', 'mysite', '.']; main()"
    )
    _run([sys.executable, "-c", start], folder, plain)
    Path(folder, "mysite", "settings", "local.py").write_text(LOCAL, encoding="utf-8")
    _run([sys.executable, "manage.py", "migrate", "--verbosity=0"], folder, environ)
    _run([sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"], folder, environ)
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "mysite.wsgi", "--preload", "--log-level=warning"]
    with _serving([*command, f"--bind=127.0.0.1:{port}", f"--workers={WORKERS}"], folder, environ, port):
        yield port


def _run(command: list[str], folder: Path, environ: dict[str, str]) -> None:
    subprocess.run(command, cwd=folder, env=environ, stdout=subprocess.DEVNULL, check=True)


@contextmanager
def _serving(command: list[str], folder: Path, environ: dict[str, str], port: int) -> Iterator[None]:
    """The server, once it answers."""
    server = subprocess.Popen(command, cwd=folder, env=environ, stdout=subprocess.DEVNULL)
    try:
        _wait(server, port)
        yield
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < end:
        try:
            _ask(port, "/")
        except ConnectionRefusedError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the server does not answer")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
