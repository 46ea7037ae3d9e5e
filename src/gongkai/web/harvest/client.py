"""Asks another instance for a page of its feed: guarded as every reading of a foreign address, and never led elsewhere."""

import http.client
import ipaddress
import json
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any, NoReturn
from urllib.parse import urlsplit

from django.conf import settings

from gongkai.kernel.problems import Problem, Refused
from gongkai.web.channels.fetching import TooMuch, Unreachable, connection_to, must_be_web, pieces

from .format import MOST_ENTRIES

CHANGES, INSTANCE = "/api/v1/changes", "/api/v1/instance"
# Fewer entries are asked for when so many would be more than we take at once.
FEWER = (50, 10, 1)
_PAUSE = 1.0  # seconds before the second try; longer before the next
_LONGEST_PAUSE = 60.0
_BUSY = (http.client.TOO_MANY_REQUESTS, http.client.SERVICE_UNAVAILABLE)
_AGAIN = "系统明天会自动再采集。"
_ASK_THEM = "请与对方的管理人员联系；对方可以用 gongkai harvest validate 检查它的变更接口。"


class NotAFeed(Problem):
    """The other side answers, but with something that is no feed."""

    code = "not_a_feed"

    def __init__(self, message: str) -> None:
        super().__init__(message, _ASK_THEM)


class Busy(Unreachable):
    """It asks us to come again, after so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__("对方网站正忙，请稍后再试。", _AGAIN)
        self.seconds = min(seconds, _LONGEST_PAUSE)


@dataclass(frozen=True, slots=True)
class Asking:
    """Whom we ask: the address of the site, our key there, if it gave us one; how often before we give up, and for how
    many entries at once.
    """

    address: str
    key: str = field(default="", repr=False)
    tries: int = 3
    at_once: int = MOST_ENTRIES
    sleep: Callable[[float], None] = time.sleep

    def page(self, after: int, *, most: int | None = None) -> Any:
        """The JSON of the page after a number, with at most so many entries. Raises TooMuch when one alone is more than
        we take, and other Problems.
        """
        most = most or self.at_once
        for amount in (most, *(fewer for fewer in FEWER if fewer < most)):
            try:
                return _read(self._patiently(after, amount))
            except TooMuch:
                if amount == 1:
                    raise
        raise AssertionError("one is the fewest")

    def newest(self) -> int | None:
        """The number at which the feed ends now, where the other side tells; only to show how far we are."""
        try:
            said = _read(self._asked(INSTANCE))
        except Problem:
            return None
        number = said.get("newest_number") if isinstance(said, dict) else None
        return number if isinstance(number, int) else None

    def _patiently(self, after: int, amount: int) -> bytes:
        """One page as bytes, asked for again when the other side was busy or away for a moment."""
        where = f"{CHANGES}?after={after}&limit={amount}"
        for attempt in range(1, self.tries):
            try:
                return self._asked(where)
            except TooMuch:
                raise
            except Unreachable as problem:
                self.sleep(problem.seconds if isinstance(problem, Busy) else _PAUSE * attempt)
        return self._asked(where)

    def _asked(self, where: str) -> bytes:
        parts = must_be_web(f"{self.address}{where}")
        headers = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "gongkai"}
        if self.key:
            must_not_be_overheard(self.address)
            headers["Authorization"] = f"Bearer {self.key}"
        try:
            with closing(connection_to(parts)) as connection:
                connection.request("GET", parts._replace(scheme="", netloc="").geturl(), headers=headers)
                return _body(connection.getresponse())
        except (OSError, http.client.HTTPException) as error:
            raise Unreachable("对方网站连接不上。", "请核对网址，或者稍后再试。") from error


def must_not_be_overheard(address: str) -> None:
    """Refuse to send a key where others could read it on the way: without TLS only to this machine, and to hosts that the
    operator has named. Raises Refused."""
    parts = must_be_web(address)
    host = parts.hostname or ""
    if parts.scheme == "https" or host in settings.PRIVATE_HOSTS or _is_this_machine(host):
        return
    raise Refused(
        "密钥不能经 http:// 的网址发送，途中谁都看得到。",
        "请改用 https:// 的网址，或者不用密钥；对方在内部网络的，请管理员在 GONGKAI_PRIVATE_HOSTS 中写明它的域名。",
    )


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _body(answer: http.client.HTTPResponse) -> bytes:
    """What a good answer says; what any other means is raised."""
    if answer.status == http.client.OK:
        said = b"".join(pieces(answer))
        if answer.length:  # it was cut off
            raise Unreachable("对方的回答没有收完。", _AGAIN)
        return said
    if answer.status in _BUSY:
        after = answer.getheader("Retry-After", "")
        raise Busy(float(after) if after.isdecimal() else _PAUSE)
    raise _refusal(answer)


def _refusal(answer: http.client.HTTPResponse) -> Problem:
    status = answer.status
    if status in (http.client.UNAUTHORIZED, http.client.FORBIDDEN):
        return NotAFeed(f"对方没有接受本站的密钥（回答 {status}）。")
    if status >= http.client.INTERNAL_SERVER_ERROR:
        return Unreachable(f"对方网站出了故障（回答 {status}）。", _AGAIN)
    if 300 <= status < 400:
        where = urlsplit(answer.getheader("Location", "")).hostname or "另一个网址"
        return NotAFeed(f"对方把本站引到别处（{where[:100]}），没有跟去。网址变了的，请登记新的网址。")
    return NotAFeed(f"这个网址没有变更接口（回答 {status}）。")


def _read(data: bytes) -> Any:
    """JSON, and nothing that only some take for JSON. Raises NotAFeed."""
    try:
        return json.loads(data, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise NotAFeed("对方的回答不是完整的 JSON。") from error


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")
