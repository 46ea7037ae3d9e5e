"""A terminal in a hall: nobody leaves the site on it, nothing is saved on it, nothing of anybody stays on it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from html import escape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from gongkai.engine.render.qr import svg
from gongkai.kernel.paper import QrMark
from gongkai.web.foundations.handing import is_handed_out

from .display import COOKIE, kept, of

# Where the page shows its address as a mark for telephones.
TAKE = "take"
_NOT_HERE = ("/office/", "/api/", "/r/")
_NO_FILES = "这台终端不能上传文件。请扫本页的二维码，在自己的手机或者电脑上办理。"


class Leads(Enum):
    """Where a link goes, as a terminal sees it."""

    TO_A_PAGE = auto()  # of this site; pages end with a stroke
    AWAY = auto()  # to a file, or to somebody else's site: one opens it on one's own telephone
    NOWHERE = auto()  # a telephone number, say: it is read as it stands


@dataclass(frozen=True, slots=True)
class Taken:
    """What somebody takes along on his telephone: where it stands, and what opens there where that is not this page."""

    address: str
    words: str = ""

    @property
    def mark(self) -> SafeString:
        """The address as a mark that telephones read."""
        return mark_safe(svg(QrMark(self.address, self.address)))


class Kiosk:
    """Middleware: public pages as a terminal shows them; at the start page it forgets whoever was there before."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not of(request).is_kiosk or request.path.startswith(_NOT_HERE) or not _is_page(response):
            return response
        response.content = on_terminal(response.text, request.path)
        # Nor does the browser show it again from what it remembers.
        response.headers["Cache-Control"] = "no-store"
        if request.path == reverse("portal:home"):
            for name in request.COOKIES.keys() - {COOKIE}:
                response.delete_cookie(name)
        if COOKIE not in response.cookies:  # in use: its days begin anew
            kept(response, of(request), is_secure=request.is_secure())
        return response


def _is_page(response: HttpResponse) -> bool:
    is_html = response.headers.get("Content-Type", "").startswith("text/html")
    return is_html and not response.streaming and not is_handed_out(response)


def on_terminal(page: str, path: str) -> str:
    """A page of the site with links to pages of the site only; whatever else it leads to, one takes along."""
    kept = _Kept(path)
    kept.feed(page)
    kept.close()
    return "".join(kept.parts)


class _Kept(HTMLParser):
    """Copies a page piece by piece; only links and forms are written anew."""

    def __init__(self, path: str) -> None:
        super().__init__(convert_charrefs=False)
        self.path = path
        self.parts: list[str] = []
        self._end = "</a>"
        self._is_in_upload = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "a" and "href" in said:
            self._put(self._link(said))
        elif tag == "form" and said.get("enctype") == "multipart/form-data":
            self._put(f'<p class="empty">{_NO_FILES}</p>')
            self._is_in_upload = True
        elif tag == "form":
            # Or the browser would fill in once more what the visitor before had typed.
            self._put(self._as_it_was().replace("<form", '<form autocomplete="off"', 1))
        else:
            self._put(self._as_it_was())

    def _link(self, said: dict[str, str | None]) -> str:
        leads = _leads(said["href"] or "", self.path)
        self._end = "</span>" if leads is Leads.NOWHERE else "</a>"
        if leads is Leads.TO_A_PAGE:
            return _tag(
                "a", {name: value for name, value in said.items() if name not in ("target", "download")}
            )
        kept = {name: value for name, value in said.items() if name == "class"}
        return _tag("span", kept) if leads is Leads.NOWHERE else _tag("a", {"href": f"#{TAKE}"} | kept)

    def _as_it_was(self) -> str:
        return self.get_starttag_text() or ""

    def _put(self, piece: str) -> None:
        if not self._is_in_upload:
            self.parts.append(piece)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._put(self._as_it_was())

    def handle_endtag(self, tag: str) -> None:
        self._put(self._end if tag == "a" else f"</{tag}>")
        if tag == "form":
            self._is_in_upload = False

    def handle_data(self, data: str) -> None:
        self._put(data)

    def handle_entityref(self, name: str) -> None:
        self._put(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._put(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self._put(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self._put(f"<!{decl}>")


def _leads(href: str, path: str) -> Leads:
    try:
        to = urlsplit(urljoin(path, href))
    except ValueError:  # no address at all
        return Leads.NOWHERE
    if to.scheme not in ("", "http", "https"):
        return Leads.NOWHERE
    is_here = not to.netloc and not to.path.startswith(_NOT_HERE)
    is_page = to.path == path or to.path.endswith("/")
    return Leads.TO_A_PAGE if is_here and is_page else Leads.AWAY


def _tag(name: str, attributes: dict[str, str | None]) -> str:
    """The beginning of an element; an attribute without a value stands alone."""
    written = (
        f" {key}" if value is None else f' {key}="{escape(value)}"' for key, value in attributes.items()
    )
    return f"<{name}{''.join(written)}>"
