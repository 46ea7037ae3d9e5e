"""What the office hands out besides Wagtail's screens."""

from pathlib import PurePosixPath

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from django.views.static import serve

# Only these, whatever else lies in the folder: documents go through Wagtail's view, which asks who may see them.
PICTURES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}


@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponse:
    """A picture for the screens of the office; opened by itself it is saved, and nothing in it can run."""
    media_type = PICTURES.get(PurePosixPath(path).suffix.lower())
    if media_type is None:
        raise Http404("Not a picture")
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response.headers["Content-Type"] = media_type
    response.headers["Content-Disposition"] = "attachment"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
