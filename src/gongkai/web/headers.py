"""What every answer tells the browser: which scripts and frames are allowed, and what not to pass on."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

PORTAL_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# The rich-text editor writes inline styles and has no nonces. What Wagtail starts with inline scripts
# is started by office/static/office/start.js instead: no script in a page runs, here neither.
OFFICE_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; object-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
COMMON = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class SecurityHeaders:
    """Middleware: strict on the portal; in the office only styles are looser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_office = request.path.startswith("/office/")
        # A view may be stricter still: a picture or a document of the office is let do nothing at all.
        response.headers.setdefault("Content-Security-Policy", OFFICE_POLICY if is_office else PORTAL_POLICY)
        response.headers["X-Frame-Options"] = "SAMEORIGIN" if is_office else "DENY"
        for name, value in COMMON.items():
            response.headers.setdefault(name, value)
        if request.method == "HEAD" and not response.streaming:
            # Its length is told already; servers complain of a body that nobody may send.
            response.content = b""
        return response
