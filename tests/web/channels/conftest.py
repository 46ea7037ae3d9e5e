"""A township with a notice that is public, a board to post it on, and a web server that stands for somebody else's."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from gongkai.web.channels import actions
from gongkai.web.channels.models import PublicPlace
from gongkai.web.disclosure.models import Item, Target
from tests.web.disclosure.conftest import CONTENT, NOW, Town

NOTICE = replace(
    CONTENT,
    title="柳湾村2026年1月农村低保对象公示",
    summary="公示拟享受农村低保的家庭。",
    body=(
        "<p>经村民代表会议评议、镇人民政府审核，现将拟享受低保的2户家庭予以公示。</p>"
        "<table><thead><tr><th>户主</th><th>人口</th><th>月保障金额</th></tr></thead>"
        "<tbody><tr><td>陆望舒</td><td>2</td><td>1,234.50元</td></tr>"
        "<tr><td>秦小满</td><td>3</td><td>680元</td></tr></tbody></table>"
    ),
    doc_no="枕政公〔2026〕3号",
    notice_until_on=date(2026, 2, 9),
)


@pytest.fixture
def town(organ, viewer_of) -> Town:
    """枕溪镇 with a clerk, a reviewer, a leader and a publisher."""
    return Town(
        clerk=viewer_of("clerk", organ),
        reviewer=viewer_of("secrecy_reviewer", organ),
        leader=viewer_of("chief_leader", organ),
        publisher=viewer_of("publisher", organ),
    )


@pytest.fixture
def notice(organ, town) -> Item:
    """A notice that everybody may read until 9 February."""
    return Item.objects.get(pk=town.publish(town.draft(organ, NOTICE, kind="notice")).pk)


@pytest.fixture
def place(organ, town):
    """`place("notice_board")`: a place of this kind in 柳湾村."""

    def added(kind: str, name: str = "") -> PublicPlace:
        place = PublicPlace(
            organ=organ,
            kind=kind,
            name=name or f"柳湾村{kind}",
            village="柳湾村",
            location="村委会门前",
            keeper="许知秋",
            opened_on=date(2025, 1, 1),
        )
        return actions.add_place(place, by=town.clerk, at=NOW)

    return added


@dataclass(slots=True)
class Platform:
    """Somebody else's web server: what it answers under which path."""

    address: str
    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)

    def show(self, path: str, content: str | bytes, *, status: int = 200, **headers: str) -> str:
        """Let something stand at a path; its address."""
        data = content.encode() if isinstance(content, str) else content
        self.pages[path] = (status, {name.replace("_", "-"): said for name, said in headers.items()}, data)
        return f"{self.address}{path}"


@pytest.fixture
def platform(settings) -> Iterator[Platform]:
    """A real server on this machine; the site may read it because the operator said so."""
    settings.PRIVATE_HOSTS = ["127.0.0.1"]

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, data = platform.pages.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, said in headers.items():
                self.send_header(name, said)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_said: object) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    platform = Platform(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield platform
    server.shutdown()
    server.server_close()


@pytest.fixture
def target(organ) -> Target:
    """The organ publishes on the site of the county."""
    return Target.objects.create(
        organ=organ, name="墨鹭县人民政府门户网站", address="https://molu.example.cn/"
    )
