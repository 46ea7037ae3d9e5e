"""The door to one's own application: opened with receipt number and code, it stays open for half an hour of reading.

What the browser keeps is a signed word that names the application and leads nowhere once the code is another one. On a
terminal it falls shut sooner, and at the start page at the latest (`kiosk.Kiosk`).
"""

from datetime import timedelta
from hmac import compare_digest
from typing import TypeVar

from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

from gongkai.lawbook.portal_limits import portal_limits
from gongkai.web.applications.models import Application

from .display import of

COOKIE = "my-application"
_SALT = "portal.my-application"

Answer = TypeVar("Answer", bound=HttpResponseBase)


def opened(request: HttpRequest) -> Application | None:
    """The application that this browser has opened and not left; None when it has to say the code (again)."""
    try:
        pk, mark = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_open_for(request))
    except signing.BadSignature:
        return None
    application = Application.objects.select_related("organ").filter(pk=pk).first()
    return application if application and compare_digest(mark, _mark(application)) else None


def kept_open(answer: Answer, application: Application, request: HttpRequest) -> Answer:
    """The answer, with the word that opens the door for the next half hour."""
    answer.set_cookie(
        COOKIE,
        signing.dumps([application.pk, _mark(application)], salt=_SALT),
        max_age=_open_for(request),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return answer


def shut(answer: Answer) -> Answer:
    """The answer, after which the code is asked for again."""
    answer.delete_cookie(COOKIE, samesite="Lax")
    return answer


def _open_for(request: HttpRequest) -> timedelta:
    limits = portal_limits()
    return limits.on_terminal if of(request).is_kiosk else limits.quiet


def _mark(application: Application) -> str:
    """The same as long as the code is."""
    return salted_hmac(_SALT, application.code_digest, algorithm="sha256").hexdigest()[:32]
