"""Answers that are the same for everybody: anyone may keep a copy, but asks each time whether it is still the same, so
that a page shows at once what was corrected or withdrawn."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from .handing import ASKED_AGAIN

View = Callable[..., HttpResponse]
_MARK = "shared_as"


def public(view: View) -> View:
    """A view whose answers are shared, but for those of which it says otherwise itself."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        return answer if "Cache-Control" in answer.headers else shared(answer)

    return wrapped


def shared(answer: HttpResponse) -> HttpResponse:
    """An answer, marked as the same for everybody."""
    answer.headers["Cache-Control"] = ASKED_AGAIN
    setattr(answer, _MARK, ASKED_AGAIN)
    return answer


def is_shared(answer: HttpResponse) -> bool:
    """Whether an answer was marked so, and nobody on its way has said otherwise to the browser since."""
    return getattr(answer, _MARK, None) == answer.headers.get("Cache-Control", "")
