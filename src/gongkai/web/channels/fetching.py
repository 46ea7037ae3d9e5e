"""Reading a page of another platform: only by HTTP, only from that host, only so much, and nothing inside our own walls.

An address that somebody typed in must not lead the server to machines that only it can reach. So the host is looked up
once, each of its addresses must be public, and the connection goes to the address that was looked at.
"""

import hashlib
import http.client
import ipaddress
import re
import socket
import ssl
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.conf import settings
from lxml import etree, html

from gongkai.engine.intake import decode
from gongkai.kernel.problems import Problem, Refused

from .comparing import Shown

_TIMEOUT = 10  # seconds for one answer of the other side
_LONGEST = 60  # seconds for all of one file
_MOST_HOPS = 3
_MOST_FILES = 40
_PIECE = 64 * 1024
_MOVED = (301, 302, 303, 307, 308)
_SAFE = "%/:=&?~#+!$,;'@()*[]"
_PORTS = (80, 443)
# Addresses of the new kind whose last 32 bits are one of the old kind: compatible ones, and translated ones.
_HOLDING_IPV4 = (ipaddress.IPv6Network("::/96"), ipaddress.IPv6Network("64:ff9b::/96"))
_ASK_ADMIN = "请登记公众能打开的网址；对方确在内部网络的，请管理员在 GONGKAI_PRIVATE_HOSTS 中写明它的域名。"
_UPLOAD_INSTEAD = "请核对网址；本机关的服务器不能访问该平台的，请把网页另存后上传核对。"


class Unreachable(Problem):
    """The page cannot be read now: the other side does not answer, or answers with something else."""

    code = "unreachable"


class TooMuch(Unreachable):
    """The other side answers with more than we take."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer: where it came from in the end, and its bytes."""

    address: str
    data: bytes


def look(address: str, *, endings: Sequence[str]) -> Shown:
    """The page at an address, and the hashes of the files with these endings to which it links. Raises Problem."""
    page = fetch(address)
    text = decode(page.data)
    return Shown(text, frozenset(_hashes(page.address, text, endings)))


def must_be_web(address: str) -> SplitResult:
    """The parts of an address of the web. Raises Refused for any other."""
    try:
        parts = urlsplit(address)
        is_web = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        is_web = False
    if not is_web or parts.username is not None or parts.password is not None:
        raise Refused("这不是网页的地址。", "请填写以 http:// 或 https:// 开头的完整网址，不带用户名和口令。")
    return parts


def fetch(address: str) -> Fetched:
    """What stands at an address, followed to another one on the same host only. Raises Problem."""
    host = must_be_web(address).hostname
    for _hop in range(_MOST_HOPS + 1):
        parts = must_be_web(address)
        if parts.hostname != host:
            raise Refused(f"网址转到了另一个网站（{parts.hostname}）。", "请登记信息实际所在的网址。")
        answer = _asked(parts)
        if isinstance(answer, bytes):
            return Fetched(address, answer)
        address = _joined(address, answer)
    raise Unreachable("网址转来转去，没有打开。", _UPLOAD_INSTEAD)


def _joined(address: str, link: str) -> str:
    """Where a link on a page leads. Raises Unreachable for one that is no address."""
    try:
        joined = urljoin(address, link)
        urlsplit(joined)
    except ValueError as error:
        raise Unreachable("网页上的链接不是网址，没有打开。", _UPLOAD_INSTEAD) from error
    return joined


def _asked(parts: SplitResult) -> bytes | str:
    """The bytes of a page, or the address to which it has moved. Raises Problem."""
    try:
        with closing(connection_to(parts)) as connection:
            target = quote(parts.path or "/", safe=_SAFE) + (
                f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
            )
            headers = {"Accept-Encoding": "identity", "User-Agent": "gongkai"}
            connection.request("GET", target, headers=headers)
            answer = connection.getresponse()
            if answer.status in _MOVED and (moved := answer.getheader("Location")):
                return moved
            if answer.status != http.client.OK:
                raise Unreachable(f"网页没有打开（对方回答 {answer.status}）。", _UPLOAD_INSTEAD)
            return b"".join(pieces(answer))
    except (OSError, http.client.HTTPException) as error:
        raise Unreachable("网页没有打开，连接不上。", _UPLOAD_INSTEAD) from error


def pieces(answer: http.client.HTTPResponse) -> Iterator[bytes]:
    """The body, no more and no longer than allowed. Raises Unreachable."""
    until, size = time.monotonic() + _LONGEST, 0
    while piece := answer.read1(_PIECE):
        size += len(piece)
        if size > settings.UPLOAD_LIMIT:
            raise TooMuch("网页或者附件太大，没有读完。", _UPLOAD_INSTEAD)
        if time.monotonic() > until:
            raise Unreachable("网页打开得太慢，没有读完。", _UPLOAD_INSTEAD)
        yield piece


def connection_to(parts: SplitResult) -> http.client.HTTPConnection:
    """A connection to the address that was looked at, whatever the name says a moment later. Raises Refused, OSError."""
    port, where = _outside(parts)
    if parts.scheme == "https":
        return _Safe(parts.hostname, port, where)
    return _Plain(parts.hostname, port, where)


def must_be_outside(address: str) -> None:
    """Refuse what would be refused whenever it is asked: an address inside our own walls, or not at a port of the web.

    A host that nobody knows now may be known later. Raises Refused.
    """
    with suppress(OSError):
        _outside(must_be_web(address))


def _outside(parts: SplitResult) -> tuple[int, str]:
    """Port and address of a host, as everybody can reach them. Raises Refused, OSError."""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    where = _public(parts.hostname, port)
    if port not in _PORTS and parts.hostname not in settings.PRIVATE_HOSTS:
        raise Refused(f"网址的端口（{port}）不是网页通常的端口。", _ASK_ADMIN)
    return port, where


def _public(host: str, port: int) -> str:
    """The first address of a host, all of which are public. Raises Refused, OSError."""
    try:
        found = [entry[4][0] for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except UnicodeError as error:
        raise Refused(f"网址中的域名（{host[:100]}）不合规定。", "请核对网址。") from error
    is_ours = host in settings.PRIVATE_HOSTS
    if not is_ours and not all(map(_is_public, found)):
        raise Refused(f"网址（{host}）指向内部网络。", _ASK_ADMIN)
    return found[0]


def _is_public(address: str) -> bool:
    """Whether everybody can reach an address, also where it is one of the old kind written as one of the new."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv4Address):
        return found.is_global
    inner = found.ipv4_mapped or found.sixtofour
    if any(found in network for network in _HOLDING_IPV4):
        inner = ipaddress.IPv4Address(int(found) & 0xFFFF_FFFF)
    return inner.is_global if inner else found.is_global


class _Plain(http.client.HTTPConnection):
    """Goes to one address, and asks for the host by its name."""

    def __init__(self, host: str, port: int, where: str) -> None:
        super().__init__(host, port, timeout=_TIMEOUT)
        self._where = where

    def connect(self) -> None:
        """Without another look-up."""
        self.sock = socket.create_connection((self._where, self.port), _TIMEOUT)


class _Safe(_Plain):
    """The same over TLS, with the certificate of the name."""

    def connect(self) -> None:
        """The certificate is checked against the name, not the address."""
        super().connect()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def _hashes(address: str, text: str, endings: Sequence[str]) -> Iterator[str]:
    """The hashes of the files on the same host to which a page links; one that cannot be read is none."""
    if not endings:
        return
    host = urlsplit(address).hostname
    near = [link for link in _targets(address, text, endings) if urlsplit(link).hostname == host]
    for link in near[:_MOST_FILES]:
        try:
            yield hashlib.sha256(fetch(link).data).hexdigest()
        except Problem:
            continue  # what cannot be read is missed by name


def _targets(address: str, text: str, endings: Sequence[str]) -> dict[str, None]:
    """Where those links lead, each once."""
    targets = {}
    for link in _links(text, endings):
        with suppress(Unreachable):
            targets[_joined(address, link)] = None
    return targets


def _links(text: str, endings: Sequence[str]) -> Iterator[str]:
    """Where the links lead whose address or words end like one of the files."""
    try:
        root = html.document_fromstring(
            text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8")
        )
    except (etree.ParserError, ValueError):
        return
    for link in root.iter("a"):
        where, words = link.get("href", ""), link.text_content().strip()
        path = re.split("[?#]", where, maxsplit=1)[0]
        if any(said.lower().endswith(f".{ending}") for ending in endings for said in (path, words)):
            yield where
