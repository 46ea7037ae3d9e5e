"""Files handed to the browser: to be saved, and able to do nothing when they are opened."""

from hashlib import sha256
from typing import TypeVar
from urllib.parse import quote

from django.http import HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header

from . import files
from .models import KeptFile
from .parts import UNIT

HARMLESS = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
NOT_KEPT = "private, no-store"
# Anyone may keep a copy of what is public, but asks each time whether it is still the same.
ASKED_AGAIN = "public, no-cache"

Answer = TypeVar("Answer", bound=HttpResponseBase)


def handed_out(
    data: bytes | str, *, media_type: str, name: str, plain: str = "", is_public: bool = False
) -> HttpResponse:
    """Bytes under a name, all of them or in parts, with a mark that tells whether they are still the same."""
    answer = HttpResponse(data, content_type=media_type)
    answer.headers["Accept-Ranges"] = UNIT
    answer.headers["ETag"] = f'"{sha256(answer.content).hexdigest()[:32]}"'
    return to_be_saved(answer, name=name, plain=plain, is_public=is_public)


def kept_out(kept: KeptFile, *, name: str, plain: str = "", is_public: bool = False) -> HttpResponse:
    """A file that is kept, as it came. Raises Problem."""
    data = files.read(kept)
    return handed_out(data, media_type=kept.media_type, name=name, plain=plain, is_public=is_public)


def to_be_saved(answer: Answer, *, name: str, plain: str = "", is_public: bool = False) -> Answer:
    """An answer that holds a file, with what the browser has to know of it.

    Unless it is public, nobody on the way keeps a copy. `plain`, in letters of ASCII, is its name for very old programs.
    """
    answer.headers["Content-Disposition"] = _under(name, plain)
    answer.headers["Content-Security-Policy"] = HARMLESS
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = ASKED_AGAIN if is_public else NOT_KEPT
    return answer


def _under(name: str, plain: str) -> str:
    if plain:
        return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return content_disposition_header(as_attachment=True, filename=name)


def is_handed_out(response: HttpResponse) -> bool:
    """Whether an answer is a file to be saved rather than a page."""
    return "Content-Disposition" in response.headers
