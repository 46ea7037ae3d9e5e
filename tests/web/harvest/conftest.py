"""A township's instance as far as a harvester sees it: a web server that speaks the format, and whatever else one wants."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from gongkai.kernel.duties import SYSTEM
from gongkai.web.harvest import actions
from gongkai.web.harvest.models import Source
from tests.web import sample
from tests.web.conftest import NOW

TOWN = "11111111-1111-4111-8111-111111111111"
OTHER = "22222222-2222-4222-8222-222222222222"
ORGAN = {"code": "", "name": "枕溪镇人民政府", "level": "township", "path": "molu/zhenxi/"}
HASH = "a" * 64


def item(title: str = "枕溪镇防汛值班安排", **more: Any) -> dict[str, Any]:
    """The record of an item."""
    said = {
        "title": title,
        "href": "https://zhenxi.example.cn/organs/zhenxi/items/1/",
        "published_on": "2026-01-20",
    }
    return said | {"body": "<p>值班时间为每日八时至次日八时。</p>", "validity": "valid"} | more


def report(year: int = 2024, **more: Any) -> dict[str, Any]:
    """The record of an annual report."""
    href = f"https://zhenxi.example.cn/organs/zhenxi/{year}/"
    return {
        "title": f"枕溪镇{year}年报告",
        "year": year,
        "href": href,
        "data": sample.report(),
        "sha256": HASH,
    } | more


@dataclass(slots=True)
class Feed:
    """What an instance has published, by uid; each change takes the next number. `answer` may say something else instead."""

    address: str = ""
    instance: str = TOWN
    entries: dict[str, dict[str, Any]] = field(default_factory=dict)
    number: int = 0
    asked: list[tuple[int, int]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    answer: Callable[["Feed", int, int], Any] | None = None

    def put(self, pk: int, record: Any = "", *, instance: str = "", **more: Any) -> str:
        """Publish or change something; its uid."""
        record = item() if record == "" else record
        kind, label = (
            ("annual_report", "reports.report") if "data" in (record or {}) else ("notice", "disclosure.item")
        )
        return self._next(f"{instance or self.instance}/{label}/{pk}", "put", kind, record, more)

    def remove(self, uid: str, **more: Any) -> None:
        """Take something down."""
        self._next(uid, "removed", self.entries[uid]["kind"], None, more)

    def _next(self, uid: str, verb: str, kind: str, record: Any, more: dict[str, Any]) -> str:
        self.number += 1
        at = "2026-02-01T09:30:00+08:00"
        said = {"uid": uid, "number": self.number, "verb": verb, "kind": kind, "organ": ORGAN, "at": at}
        self.entries[uid] = said | {"record": record} | more
        return uid

    def page(self, after: int, limit: int) -> dict[str, Any]:
        """One page, as the format wants it."""
        later = sorted(
            (one for one in self.entries.values() if one["number"] > after), key=lambda one: one["number"]
        )
        shown = later[:limit]
        return {
            "instance": {"id": self.instance, "name": "枕溪镇", "address": self.address},
            "after": after,
            "next": shown[-1]["number"] if shown else after,
            "more": len(later) > len(shown),
            "entries": shown,
        }


@pytest.fixture
def feed(settings) -> Iterator[Feed]:
    """A real server on this machine; the site may read it because the operator said so."""
    settings.PRIVATE_HOSTS = ["127.0.0.1"]
    made = Feed()

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = parse_qs(urlsplit(self.path).query)
            after, limit = int(asked["after"][0]), int(asked["limit"][0])
            made.asked.append((after, limit))
            made.headers = dict(self.headers)
            said = made.answer(made, after, limit) if made.answer else made.page(after, limit)
            status, headers, data = said if isinstance(said, tuple) else (200, {}, said)
            data = data if isinstance(data, bytes) else json.dumps(data).encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            with suppress(ConnectionError):  # whoever asked has had enough
                self.wfile.write(data)

        def log_message(self, *_said: object) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    made.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def source(county, feed) -> Source:
    """The county collects from the township."""
    return add(county, feed.address)


def add(county, address: str, *, name: str = "枕溪镇", **said: Any) -> Source:
    """Another source of the county."""
    return actions.add(Source(organ=county, name=name, address=address), by=SYSTEM, at=NOW, **said)
