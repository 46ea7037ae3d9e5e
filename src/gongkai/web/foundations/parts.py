"""A part of a file: whoever lost a download goes on where it broke off, whoever plays a recording goes where he likes.

After RFC 9110, section 14. Several parts at once are asked for by nobody whom we serve: such a request gets the whole file,
as every request does that cannot be made out.
"""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

UNIT = "bytes"
_ASKED = re.compile(rf"{UNIT}=\s*(\d*)-(\d*)\s*", re.ASCII)
_LONGEST = 18  # digits


class Unsatisfiable(Exception):
    """The part that is asked for lies behind the end of the file."""


class Parts:
    """Middleware: what says that it can be had in parts is handed out in the part that is asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        asked = request.headers.get("Range", "")
        is_whole = answer.status_code == 200 and answer.headers.get("Accept-Ranges") == UNIT
        if not asked or not is_whole or request.method != "GET" or not _is_still_so(request, answer):
            return answer
        return _cut(answer, asked)


def part(asked: str, size: int) -> range | None:
    """The bytes that a request means, e.g. `bytes=0-499`, `bytes=500-`, `bytes=-500`; None when all of them.

    Raises Unsatisfiable.
    """
    match = _ASKED.fullmatch(asked.strip())
    if match is None or not any(match.groups()) or max(map(len, match.groups())) > _LONGEST:
        return None
    first, last = match.groups()
    if not first:
        begin, end = max(size - int(last), 0), size
    else:
        begin, end = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < begin:
            return None
    if begin >= size or begin >= end:
        raise Unsatisfiable
    return range(begin, end)


def _is_still_so(request: HttpRequest, answer: HttpResponse) -> bool:
    """Whether the file is the one of which somebody has a part already. We give no days, so a day is never right."""
    known = request.headers.get("If-Range")
    return known is None or known.strip() == answer.headers.get("ETag")


def _cut(answer: HttpResponse, asked: str) -> HttpResponse:
    whole = answer.content
    try:
        wanted = part(asked, len(whole))
    except Unsatisfiable:
        answer.status_code, answer.content = 416, b""
        answer.headers["Content-Range"] = f"{UNIT} */{len(whole)}"
        return answer
    if wanted is not None:
        answer.status_code, answer.content = 206, whole[wanted.start : wanted.stop]
        answer.headers["Content-Range"] = f"{UNIT} {wanted.start}-{wanted.stop - 1}/{len(whole)}"
    return answer
