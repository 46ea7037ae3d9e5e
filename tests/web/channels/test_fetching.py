"""What an address that somebody typed in may make the server read, and what not."""

import hashlib
import socket

import pytest

from gongkai.kernel.problems import Problem, Refused
from gongkai.web.channels import fetching


def test_a_page_is_read_and_followed_on_its_host(platform):
    platform.show("/new.html", "<p>到了</p>")
    moved = platform.show("/old.html", "", status=302, Location="/new.html")
    fetched = fetching.fetch(moved)
    assert (fetched.data.decode(), fetched.address) == ("<p>到了</p>", f"{platform.address}/new.html")


def test_chinese_addresses_are_read(platform):
    platform.show("/%E5%85%AC%E7%A4%BA.html?a=%E4%B8%80", "好")
    assert fetching.fetch(f"{platform.address}/公示.html?a=一").data.decode() == "好"


def test_another_host_is_not_followed(platform, settings):
    settings.PRIVATE_HOSTS = ["127.0.0.1", "localhost"]
    port = platform.address.rpartition(":")[2]
    moved = platform.show("/old.html", "", status=302, Location=f"http://localhost:{port}/new.html")
    with pytest.raises(Refused, match="转到了另一个网站"):
        fetching.fetch(moved)


def test_a_circle_ends(platform):
    address = platform.show("/a.html", "", status=302, Location="/a.html")
    with pytest.raises(fetching.Unreachable, match="转来转去"):
        fetching.fetch(address)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "10.0.0.5",
        "192.168.1.1",
        "169.254.169.254",
        "[::1]",
        "0.0.0.0",
        "[::ffff:10.0.0.5]",
        "[::10.0.0.5]",
        "[64:ff9b::a9fe:a9fe]",
        "[2002:c0a8:101::1]",
    ],
)
def test_nothing_inside_our_own_walls_is_read(host, settings, monkeypatch):
    settings.PRIVATE_HOSTS = []
    monkeypatch.setattr(socket, "create_connection", lambda *_said, **_named: pytest.fail("it connected"))
    with pytest.raises(Refused, match="指向内部网络"):
        fetching.fetch(f"http://{host}/")


@pytest.mark.parametrize("address", ["http://93.184.215.14:6379/", "https://93.184.215.14:8443/"])
def test_only_the_ports_of_the_web_are_asked(address, settings, monkeypatch):
    settings.PRIVATE_HOSTS = []
    monkeypatch.setattr(socket, "create_connection", lambda *_said, **_named: pytest.fail("it connected"))
    with pytest.raises(Refused, match="不是网页通常的端口"):
        fetching.fetch(address)


def test_a_name_with_one_inner_address_is_not_read(settings, monkeypatch):
    settings.PRIVATE_HOSTS = []
    found = [(2, 1, 6, "", ("93.184.215.14", 80)), (2, 1, 6, "", ("10.0.0.5", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_said, **_named: found)
    with pytest.raises(Refused, match="指向内部网络"):
        fetching.fetch("http://molu.example.cn/")


def test_the_address_that_was_looked_at_is_the_one_that_is_asked(settings, monkeypatch):
    settings.PRIVATE_HOSTS = []
    asked = []
    public = [(2, 1, 6, "", ("93.184.215.14", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_said, **_named: public)

    def connect(where, *_said):
        asked.append(where)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(fetching.Unreachable, match="连接不上"):
        fetching.fetch("http://molu.example.cn/")
    assert asked == [("93.184.215.14", 80)]


@pytest.mark.parametrize(
    "address",
    [
        "ftp://molu.example.cn/",
        "javascript:alert(1)",
        "molu.example.cn/1",
        "",
        "http://",
        "http://a:b@c.cn/",
        "http://a.cn:x/",
    ],
)
def test_only_the_web_is_read(address):
    with pytest.raises(Refused, match="这不是网页的地址"):
        fetching.fetch(address)


def test_too_much_is_not_read(platform, settings):
    settings.UPLOAD_LIMIT = 1000
    with pytest.raises(fetching.Unreachable, match="太大"):
        fetching.fetch(platform.show("/big.html", b"x" * 200_000))


@pytest.mark.parametrize("status", [403, 404, 500])
def test_a_refusal_is_told(platform, status):
    with pytest.raises(fetching.Unreachable, match=str(status)):
        fetching.fetch(platform.show("/1.html", "", status=status))


def test_a_silent_server_is_given_up(settings, monkeypatch):
    settings.PRIVATE_HOSTS = ["127.0.0.1"]
    monkeypatch.setattr(fetching, "_TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(Problem, match="连接不上"):
        fetching.fetch(f"http://127.0.0.1:{silent.getsockname()[1]}/")


def test_pages_in_the_old_encoding_are_read(platform):
    page = '<html><head><meta charset="gb2312"></head><body>公示</body></html>'.encode("gb2312")
    assert "公示" in fetching.look(platform.show("/1.html", page), endings=()).html


def test_files_of_other_hosts_are_left_alone(platform):
    links = '<a href="http://files.example.cn/1.pdf">附件.pdf</a><a href="/2.doc">别的</a>'
    assert not fetching.look(platform.show("/1.html", f"<body>{links}</body>"), endings=["pdf"]).files


NO_ADDRESSES = ["http://[x/", "//[::1", "http://a\u2100.cn/"]


@pytest.mark.parametrize("moved", ["http://[x/", "//[::1"])
def test_a_page_that_moved_to_no_address_is_told(platform, moved):
    with pytest.raises(fetching.Unreachable, match="不是网址"):
        fetching.fetch(platform.show("/old.html", "", status=302, Location=moved))


@pytest.mark.parametrize("link", NO_ADDRESSES)
def test_a_link_that_is_no_address_does_not_hide_the_others(platform, link):
    platform.show("/1.pdf", b"%PDF-1.4 one")
    links = f'<a href="{link}1.pdf">附件一.pdf</a><a href="/1.pdf">附件二.pdf</a>'
    seen = fetching.look(platform.show("/1.html", f"<body>{links}</body>"), endings=["pdf"])
    assert seen.files == {hashlib.sha256(b"%PDF-1.4 one").hexdigest()}


@pytest.mark.parametrize("host", ["a..cn", ".cn", f"{'a' * 64}.cn"])
def test_a_name_that_cannot_be_is_told(host):
    with pytest.raises(Refused, match="不合规定"):
        fetching.fetch(f"http://{host}/")


def test_what_nobody_knows_now_may_be_known_later(monkeypatch):
    def unknown(*_said, **_named):
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    fetching.must_be_outside("https://zhenxi.example.cn")
