"""Files of the office handed to the browser: to be saved, and able to do nothing when they are opened."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from gongkai.web.foundations import files
from gongkai.web.foundations.models import KeptFile

HARMLESS = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def handed_out(data: bytes, *, media_type: str, name: str) -> HttpResponse:
    """Bytes under a name. Nobody on the way keeps a copy."""
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=name),
        "Content-Security-Policy": HARMLESS,
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(data, content_type=media_type, headers=headers)


def kept_out(kept: KeptFile, *, name: str) -> HttpResponse:
    """A file that is kept, as it came; `name` is without its ending. Raises Problem."""
    return handed_out(files.read(kept), media_type=kept.media_type, name=f"{name}.{kept.ending}")
