"""Two real instances, and a third behind them: killed while it collects, told twice, told of removals, each ends equal."""

import json
import random
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.web.free_port import free_port
from tests.web.harvest.author import SHOWN
from tests.web.own_database import environment

ROOT = Path(__file__).parents[3]
SITE = [sys.executable, "-m", "gongkai.web"]
AT_ONCE = "5"
PATIENCE = 120  # seconds, on a machine that has other things to do
OWN = {"slug"}  # what an organ is called in the addresses of its own site


class Instance:
    """One installation: its folder and database, its web server, and the commands that are run on it."""

    def __init__(self, environ: dict[str, str]) -> None:
        self.environ = environ | {"GONGKAI_PRIVATE_HOSTS": "127.0.0.1", "GONGKAI_API_PER_MINUTE": "1000000"}
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"

    @contextmanager
    def serving(self) -> Iterator[subprocess.Popen]:
        """Its site is open."""
        run = [*SITE, "serve", "--port", str(self.port), "--workers", "1", "--no-worker"]
        server = subprocess.Popen(run, env=self.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield server
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE)

    @contextmanager
    def author(self) -> Iterator["Author"]:
        """Its people, in a process of their own."""
        run = [sys.executable, "-m", "tests.web.harvest.author", "1"]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        with subprocess.Popen(run, env=self.environ, cwd=ROOT, **pipes) as process:
            yield Author(process)
            process.stdin.close()

    def run(self, *arguments: str) -> str:
        """A command of the site, to its end."""
        done = subprocess.run([*SITE, *arguments], env=self.environ, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def harvesting(self) -> subprocess.Popen:
        """The command that collects, some entries at a time, running."""
        run = [*SITE, "harvest", "--at-once", AT_ONCE]
        return subprocess.Popen(run, env=self.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def public(self) -> dict[str, dict]:
        """What its feed lists as public: by uid, all that it says of it."""
        said, after, more = {}, 0, True
        while more:
            with urllib.request.urlopen(f"{self.address}/api/v1/changes?after={after}") as answer:
                page = json.load(answer)
            said |= {one["uid"]: one for one in page["entries"]}
            after, more = page["next"], page["more"]
        return {uid: _told(one) for uid, one in said.items() if one["verb"] == "put"}


class Author:
    """Lines to a process, each answered when it is done."""

    def __init__(self, process: subprocess.Popen) -> None:
        self.process = process

    def tell(self, line: str) -> str:
        """One thing to do; what is said before it is done."""
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        said = []
        while (answer := self.process.stdout.readline()) != "done\n":
            assert answer, f"the author has ended at {line!r}"
            said.append(answer)
        return "".join(said)


class Line:
    """A line between two instances, on which one can count; after so many questions it tells, and is silent for a while."""

    def __init__(self, to: str) -> None:
        self.to, self.count, self.bell = to, 0, 0
        self.reached, self.is_open = threading.Event(), threading.Event()
        self.is_open.set()
        line = self

        class Passing(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                line.is_open.wait(PATIENCE)
                with urllib.request.urlopen(f"{line.to}{self.path}") as answer:
                    data = answer.read()
                line.count += 1
                if line.count == line.bell:
                    line.is_open.clear()
                    line.reached.set()
                self.send_response(200)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_said: object) -> None:
                """Silent."""

            def handle(self) -> None:
                try:
                    super().handle()
                except ConnectionError:  # whoever asked was killed
                    self.close_connection = True

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Passing)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def ring_after(self, questions: int) -> None:
        """Tell when so many more have gone over; who asks still more waits until the line is open again."""
        self.reached.clear()
        self.bell = self.count + questions

    def open(self) -> None:
        """Let everybody through; a bell that has not rung will not ring any more."""
        self.bell = 0
        self.is_open.set()


def _told(entry: dict) -> dict:
    """What an entry says of itself, wherever it is read."""
    organ = {name: said for name, said in entry["organ"].items() if name not in OWN}
    return {"kind": entry["kind"], "organ": organ, "record": entry["record"]}


def _wait_for(address: str, server: subprocess.Popen) -> None:
    while server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{address} ended before it answered")


def _killed(harvester: Instance, line: Line, chance: random.Random) -> None:
    """Kill it with -9 while it collects: after some question, a moment earlier or later."""
    line.ring_after(chance.randrange(3, 6))
    process = harvester.harvesting()
    while not line.reached.wait(0.05) and process.poll() is None:
        pass
    time.sleep(chance.random() * 0.08)
    process.kill()
    process.wait()
    line.open()


def _shown(feed: dict[str, dict]) -> dict[str, dict]:
    """Of a feed's entries what stands in columns of ours."""
    told = {}
    for uid, one in feed.items():
        record = one["record"] | {"kind": one["kind"], "organ_name": one["organ"]["name"]}
        told[uid] = {name: record.get(name, "") for name in SHOWN}
    return told


def ends_equal(folder: Path, *, items: int, kills: int, rounds: int, seed: int = 711) -> dict[str, int]:
    """Let three instances live for some rounds, and compare them; what happened, counted."""
    chance, cut = random.Random(seed), 0
    with ExitStack() as stack:
        town, county, province = (
            Instance(stack.enter_context(environment(folder / name)))
            for name in ("town", "county", "province")
        )
        served = {one: stack.enter_context(one.serving()) for one in (town, county)}
        writer, middle, last = [stack.enter_context(one.author()) for one in (town, county, province)]
        line = Line(town.address)
        writer.tell("begin zhenxi")
        writer.tell(f"publish {items}")
        writer.tell("report")
        middle.tell("begin molu")
        middle.tell(f"follow 枕溪镇 {line.address}")
        last.tell("begin sheng")
        last.tell(f"follow 墨鹭县 {county.address}")
        for one, server in served.items():
            _wait_for(f"{one.address}/api/v1/instance", server)
        for round_ in range(rounds):
            for _ in range(kills):
                _killed(county, line, chance)
                cut += 0 < len(_kept(middle)) < items
            for what in ("change", "withdraw", "publish"):
                writer.tell(f"{what} {items // 8}")
            if round_ % 3 == 1:
                county.run("harvest", "--anew")
                last.tell("collect")
        county.run("harvest")
        middle.tell("collect")
        last.tell("collect")
        there = town.public()
        assert county.public() == there
        assert _kept(middle) == _kept(last) == _shown(there)
        if rounds > 1:
            assert "没有发现改动" in county.run("verify")
    return {"entries": len(there), "questions": line.count, "kills": kills * rounds, "in the middle": cut}


def _kept(author: Author) -> dict[str, dict]:
    """What an instance has collected."""
    return json.loads(author.tell("kept"))


def test_a_killed_harvester_ends_equal(tmp_path, capsys):
    told = ends_equal(tmp_path, items=24, kills=2, rounds=1)
    with capsys.disabled():
        print(f" {told} ", end="")
    assert told["in the middle"]


@pytest.mark.soak
def test_a_harvester_that_is_killed_often_ends_equal(tmp_path, capsys):
    told = ends_equal(tmp_path, items=80, kills=6, rounds=8)
    with capsys.disabled():
        print(f" {told} ", end="")
    assert told["in the middle"] >= 6
