"""Pages for one person alone: kept by nobody on the way, found by no search engine, and with forms that only this site sends."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

METHODS = ["GET", "HEAD", "POST"]


def unshared(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view whose answers are for one person; nothing that he sends stands in a report of a fault."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer

    return never_cache(csrf_protect(sensitive_post_parameters()(wrapped)))
