"""Pages on a Redis server that several machines share: the same answers, gone with the next act, and no page less when the
server is away."""

import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.kernel.duties import SYSTEM
from gongkai.web.organs.actions import rename
from gongkai.web.settings import site
from gongkai.web.settings.stores import stores

from .conftest import NOW

pytest.importorskip("redis", reason="没有 redis 库（pip install gongkai[redis]）：跳过几台机器共用的页面存储")
SERVER = shutil.which("redis-server")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        SERVER is None, reason="没有 Redis（apt-get install redis-server）：跳过共用的页面存储"
    ),
]
ORGAN = "/organs/zhenxi/"
SECONDS = 60  # on a machine that has other things to do
ONCE = 1  # the question for the state of the record


class Server:
    """A Redis server of our own, which keeps nothing on disk and listens on a socket only."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "redis.sock"
        self.folder = folder
        self.begin()

    @property
    def address(self) -> str:
        """As GONGKAI_CACHE names it."""
        return f"unix://{self.socket}"

    def begin(self) -> None:
        """Start it, and wait until it answers."""
        options = ["--port", "0", "--unixsocket", str(self.socket), "--save", "", "--dir", str(self.folder)]
        self.process = subprocess.Popen([SERVER, *options], stdout=subprocess.DEVNULL)
        until = time.monotonic() + SECONDS
        while not self.socket.exists():
            assert self.process.poll() is None
            assert time.monotonic() < until, "redis-server did not start"
            time.sleep(0.01)

    def end(self) -> None:
        """Stop it."""
        self.process.kill()
        self.process.wait(SECONDS)
        self.socket.unlink(missing_ok=True)


@pytest.fixture(scope="module")
def server():
    """One for all tests here; the path of a socket is at most 107 bytes long."""
    with tempfile.TemporaryDirectory(prefix="gongkai-redis-") as folder:
        server = Server(Path(folder))
        yield server
        server.end()


@pytest.fixture(autouse=True)
def store(settings, server, tmp_path):
    """The site as it is served on several machines."""
    settings.MIDDLEWARE = site.MIDDLEWARE
    settings.CACHES = stores(tmp_path, address=server.address)
    caches["pages"].clear()
    yield caches["pages"]
    caches["pages"].close()


def asked(client, path=ORGAN):
    """An answer, and how many questions it took."""
    with CaptureQueriesContext(connection) as questions:
        answer = client.get(path)
    return answer, len(questions)


def names(store):
    """Under which names something is stored."""
    return [name.decode() for name in store._cache.get_client().scan_iter()]


def test_a_kept_page_is_what_the_first_visitor_got(client, organ, store):
    first, _ = asked(client)
    second, questions = asked(client)
    assert (second.content, dict(second.headers), questions) == (first.content, dict(first.headers), ONCE)
    (name,) = names(store)
    assert name.startswith("gongkai-pages:")
    assert 0 < store._cache.get_client().ttl(name) <= 3600


def test_another_machine_finds_it(client, organ, store):
    client.get(ORGAN)
    store.close()
    del caches["pages"]  # another process would open a connection of its own
    assert caches["pages"] is not store
    assert asked(client)[1] == ONCE


def test_an_act_ends_every_page(client, organ):
    client.get(ORGAN)
    how = {"on": NOW.date(), "document": "批复", "by": SYSTEM, "at": NOW}
    rename(organ, name="枕水镇人民政府", short_name="枕水镇", **how)
    answer, questions = asked(client)
    assert "枕水镇人民政府" in answer.text
    assert questions > ONCE


def test_what_else_is_stored_stands_apart_from_the_pages(client, organ, store):
    client.get(ORGAN)
    caches["default"].set("picture", b"png")
    assert caches["default"].get("picture") == b"png"
    assert store.get("picture") is None


def test_a_server_that_is_away_takes_no_page_with_it(client, organ, server, caplog):
    client.get(ORGAN)
    server.end()
    try:
        assert "枕溪镇人民政府" in client.get(ORGAN).text
    finally:
        server.begin()
    assert "cannot be read: ConnectionError" in caplog.text
    assert "cannot be written: ConnectionError" in caplog.text
    client.get(ORGAN)
    assert asked(client)[1] == ONCE
