"""Public pages are kept as they were rendered until anything at all is recorded.

What a kept page is called begins with the state of the record, which one short question to the database tells on every
request. An act that is complete has changed it, so no page from before is found any more, on whatever machine; an act
that is taken back never changed it. Nothing has to be told which pages an act concerns.
"""

import gzip
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from gongkai.web.foundations import clock
from gongkai.web.foundations.handing import ASKED_AGAIN
from gongkai.web.foundations.program import program
from gongkai.web.foundations.sharing import is_shared
from gongkai.web.gate.routes import Access, name_of, rule_for
from gongkai.web.ledger.selectors import state
from gongkai.web.search.selectors import rewordings

from . import display

logger = logging.getLogger(__name__)

STORE = "pages"
NEVER = ("/office/", "/r/", "/api/")  # the interface counts who asks, and has marks of its own
LONGEST_QUERY = 300
LARGEST = 512 * 1024  # bytes, packed
# What keeps a page the same for everybody. An answer that says anything else to the browser is made anew each time.
_HEADERS = frozenset(
    "access-control-allow-origin cache-control content-language content-length content-security-policy content-type "
    "etag last-modified link vary x-robots-tag".split()
)
_VARY = frozenset({"accept-encoding", "cookie"})  # of cookies only `display` counts, and the name has it
_FINDS = "/search/"  # what is found there may grow without an act, when a long attachment has been read
_SEARCHING = frozenset({"portal:search", "portal:search-feed", "portal:search-suggest"})
_PACKED = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")
_WRITTEN = re.compile(r"text/|application/(?:[a-z.-]+\+)?(?:json|xml)\b")


@dataclass(frozen=True, slots=True)
class Kept:
    """A page: what goes before it, and its text as gzip packs it."""

    headers: Mapping[str, str]
    packed: bytes


class PageCache:
    """Middleware: answers with a kept page before session, gate and view are asked, and keeps what may be kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if settings.DEBUG:
            raise MiddlewareNotUsed("templates change while one works on them")
        self.get_response = get_response
        program()  # read once, before there are workers

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _may_be_asked_for(request):
            return self.get_response(request)
        # The state from before anything is read: a page that an act overtakes is kept under the name that has gone.
        era = _era()
        mark = _mark(request, era)
        if _is_known(request, mark):
            return _unchanged(mark)
        kept = _taken_out(era, mark)
        if kept is None:
            answer = self.get_response(request)
            if not _may_be_kept(request, answer):
                return answer
            kept = _packed(answer)
            _put_in(era, mark, kept)
        return _answer(request, kept, mark)


def _may_be_asked_for(request: HttpRequest) -> bool:
    """Whether there can be a kept page: nobody in particular looks at something public."""
    return (
        request.method in {"GET", "HEAD"}
        and not request.path.startswith(NEVER)
        and "Authorization" not in request.headers
        and len(request.META.get("QUERY_STRING", "")) <= LONGEST_QUERY
    )


def _era() -> str:
    """What all kept pages have in common: the record, the day, the program and its law data."""
    return sha256(f"{state()} {clock.today()} {program()}".encode()).hexdigest()[:32]


def _mark(request: HttpRequest, era: str) -> str:
    """The name of one page: all that a public page may depend on. Raises DisallowedHost."""
    shown = display.of(request).key
    worded = rewordings() if request.path.startswith(_FINDS) else 0
    said = (era, request.scheme, request.get_host(), request.get_full_path(), shown, worded)
    return sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _is_known(request: HttpRequest, mark: str) -> bool:
    """Whether the browser has this very page."""
    return any(mark in tag for tag in parse_etags(request.headers.get("If-None-Match", "")))


def _unchanged(mark: str) -> HttpResponse:
    headers = {"ETag": f'"{mark}"', "Cache-Control": ASKED_AGAIN, "Vary": "Accept-Encoding"}
    return HttpResponseNotModified(headers=headers)


def _may_be_kept(request: HttpRequest, answer: HttpResponse) -> bool:
    """Whether an answer is the same for everybody until the next act. The view has marked it so, and nothing that
    happened on the way may speak against it."""
    return (
        answer.status_code == 200
        and request.method == "GET"
        and not answer.streaming
        and is_shared(answer)
        and _WRITTEN.match(answer.headers.get("Content-Type", "")) is not None
        and not answer.cookies
        and {name.lower() for name in answer.headers} <= _HEADERS
        and _is_for_everybody(request, answer)
    )


def _is_for_everybody(request: HttpRequest, answer: HttpResponse) -> bool:
    """Whether no session was looked at, the record alone decides, and the gate calls the address public."""
    if (match := request.resolver_match) is None or (rule := rule_for(match)) is None:
        return False
    varies = {name.strip().lower() for name in answer.headers.get("Vary", "").split(",") if name.strip()}
    # A cluster learns of an act a moment later than everybody else.
    is_behind = bool(settings.SEARCH_CLUSTER) and name_of(match) in _SEARCHING
    is_alike = varies <= _VARY and not request.session.accessed
    return rule.access is Access.PUBLIC and is_alike and not is_behind


def _packed(answer: HttpResponse) -> Kept:
    headers = {name: said for name, said in answer.headers.items() if name not in ("Content-Length", "ETag")}
    return Kept(headers, gzip.compress(answer.content, compresslevel=6, mtime=0))


def _answer(request: HttpRequest, kept: Kept, mark: str) -> HttpResponse:
    is_packed = bool(_PACKED.search(request.headers.get("Accept-Encoding", "")))
    answer = HttpResponse(kept.packed if is_packed else gzip.decompress(kept.packed), headers=kept.headers)
    if is_packed:
        answer.headers["Content-Encoding"] = "gzip"
    # Two forms of one page are two things to a cache on the way.
    answer.headers["ETag"] = f'"{mark}-gzip"' if is_packed else f'"{mark}"'
    answer.headers["Content-Length"] = str(len(answer.content))
    patch_vary_headers(answer, ["Accept-Encoding"])
    return answer


def _taken_out(era: str, mark: str) -> Kept | None:
    try:
        return caches[STORE].get(mark, version=era)
    except Exception as error:  # noqa: BLE001 - whatever the store suffers from, the page can be rendered
        logger.warning("the store of pages cannot be read: %s", type(error).__name__)
        return None


def _put_in(era: str, mark: str, kept: Kept) -> None:
    if len(kept.packed) > LARGEST:
        return
    try:
        caches[STORE].set(mark, kept, version=era)
    except Exception as error:  # noqa: BLE001 - whatever the store suffers from, the page is here
        logger.warning("the store of pages cannot be written: %s", type(error).__name__)
