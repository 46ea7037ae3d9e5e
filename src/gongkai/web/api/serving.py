"""What holds for every answer of the interface, whatever it says: who may ask, how often, and whether anything is new.

Anybody may read it from anywhere, also a script in a page of another site: it knows no cookie and no session, and shows
nothing that is not public. Pages are not kept here: whether something is new is asked on every request, before any work.
"""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from gongkai.web.accounts.addresses import client_address, place_of
from gongkai.web.foundations import clock
from gongkai.web.foundations.program import program
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.selectors import state
from gongkai.web.search.selectors import newest_number

from . import telling
from .actions import note_use
from .counting import A_MINUTE, counted
from .models import ApiKey
from .selectors import key_of

View = Callable[..., HttpResponse]

_BEARER = "Bearer "
_TO_ANYBODY = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Last-Modified, Link, Retry-After",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "Authorization, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
# Seconds after which no further act can have the same second.
_SETTLED = 2


def served(view: View) -> View:
    """A view of the interface: open to everybody, counted, and answered with 304 where nothing has changed."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = _with(_TO_ANYBODY, _answer(view, request, *args, **kwargs))
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer

    wrapped.csrf_exempt = True  # type: ignore[attr-defined] # nothing is ever accepted
    return wrapped


def limited(view: View) -> View:
    """A page about the interface: whoever asks for it is counted as for the interface itself."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return _refused(request, None, at=clock.now()) or view(request, *args, **kwargs)

    return wrapped


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=_PREFLIGHT)
    if request.method not in ("GET", "HEAD"):
        return telling.only_reading()
    sent, at = request.headers.get("Authorization", ""), clock.now()
    key = key_of(sent.removeprefix(_BEARER)) if sent.startswith(_BEARER) else None
    if refused := _refused(request, key, at=at):
        return refused
    if sent and key is None:
        return telling.unknown_key()
    if key:
        note_use(key, on=at.date())
    return _fresh(view, request, *args, at=at, **kwargs)


def _refused(request: HttpRequest, key: ApiKey | None, *, at: datetime) -> HttpResponse | None:
    """429 when somebody has asked too often within this minute. A wrong key counts with the address it comes from."""
    who = f"key {key.pk}" if key else f"from {place_of(client_address(request))}"
    most = settings.API_KEY_PER_MINUTE if key else settings.API_PER_MINUTE
    minute, second = divmod(int(at.timestamp()), A_MINUTE)
    if counted(who, minute=minute) <= most:
        return None
    return telling.too_many(most=most, wait=A_MINUTE - second, has_key=key is not None)


def _fresh(view: View, request: HttpRequest, *args: Any, at: datetime, **kwargs: Any) -> HttpResponse:
    """The answer with its mark, or 304 for whoever has it already. The mark is taken before anything is read: what an act
    changes meanwhile is told under a mark that has gone."""
    headers = {"ETag": _mark(request), "Cache-Control": "no-cache"}
    if known := get_conditional_response(request, etag=headers["ETag"]):
        return _with(headers, known)
    last = Event.objects.order_by("-pk").values_list("at", flat=True).first()
    request.method, asked = "GET", request.method
    answer = view(request, *args, **kwargs)
    request.method = asked
    if answer.status_code != 200:
        return answer
    if last and (at - last).total_seconds() >= _SETTLED:
        headers["Last-Modified"] = http_date(last.timestamp())
    return _with(headers, answer)


def _with(headers: Mapping[str, str], answer: HttpResponse) -> HttpResponse:
    for name, value in headers.items():
        answer.headers[name] = value
    return answer


def _mark(request: HttpRequest) -> str:
    """All that an answer may depend on: the record, the feed, the day, the program with its law data, what was asked."""
    asked = sorted(request.GET.lists())
    said = (state(), newest_number(), clock.today().isoformat(), program(), request.path, asked)
    return f'"{hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()[:32]}"'
