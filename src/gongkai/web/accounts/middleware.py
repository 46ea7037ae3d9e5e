"""Who asks: his sitting and the duties under which he looks and acts."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from gongkai.kernel.duties import PUBLIC, Viewer
from gongkai.web.foundations import clock
from gongkai.web.people.selectors import viewer_for

from . import actions
from .models import End, Sitting
from .receivers import SITTING
from .selectors import Owed, has_second_factor, owed, without_signing

_PAGES = {
    Owed.PASSWORD: "account:password",
    Owed.SECOND_FACTOR: "account:second_factor",
    Owed.CODE: "account:sign_in_code",
}


class Sittings:
    """Middleware: `request.sitting` and `request.viewer`, asked of the database only by who wants to know.

    The viewer has the duties under which people sign only once the second factor was shown in this sitting: whenever
    somebody comes to such a duty, nobody signs with a password alone. `request.colleague` has them all: for asking what
    is owed, never for acting.

    In the office a sitting that is over is ended at once; on the portal it merely counts for nothing, so that public
    pages need no session. Without a sitting `request.sitting` is false, not None: it is asked only when looked at.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.sitting = SimpleLazyObject(lambda: _sitting(request))
        request.colleague = SimpleLazyObject(lambda: _colleague(request))
        request.viewer = SimpleLazyObject(lambda: _viewer(request))
        if request.path.startswith(settings.LOGIN_REDIRECT_URL) and request.user.is_authenticated:
            if not request.sitting:
                _put_out(request)
            elif answer := _led(request):
                return answer
        return self.get_response(request)


def _sitting(request: HttpRequest) -> Sitting | None:
    """The sitting that the session names, if it still counts."""
    pk = request.session.get(SITTING)
    if pk is None or not request.user.is_authenticated:
        return None
    at = timezone.now()
    sitting = Sitting.objects.open_at(at).filter(pk=pk, person=request.user.pk).first()
    if sitting is not None:
        actions.see(sitting, at=at)
    return sitting


def _colleague(request: HttpRequest) -> Viewer:
    """Whoever asks, with all the duties of today; nobody in particular without a sitting."""
    return viewer_for(request.user.pk, clock.today()) if request.sitting else PUBLIC


def _viewer(request: HttpRequest) -> Viewer:
    """Whoever asks, with the duties under which he may look and act now."""
    return request.colleague if has_second_factor(request) else without_signing(request.colleague)


def owed_by(request: HttpRequest) -> Owed | None:
    """What whoever asks must do about his account first. Mostly it costs no question that would not be asked anyway."""
    is_verified = has_second_factor(request)
    return owed(request.user, request.colleague, at=timezone.now(), is_verified=is_verified)


def _put_out(request: HttpRequest) -> None:
    """His sitting is over: he goes on as anybody, and is told why."""
    at = timezone.now()
    sitting = Sitting.objects.filter(pk=request.session.get(SITTING), person=request.user.pk).first()
    if sitting is not None:
        if sitting.ended_at is None:
            sitting = actions.expire(sitting, at=at)
        messages.info(request, f"您已退出登录，原因：{End(sitting.ended_because).label}。请重新登录。")
    request.session.flush()
    request.user = AnonymousUser()


def _led(request: HttpRequest) -> HttpResponse | None:
    """To what he owes, until he no longer does."""
    owes = owed_by(request)
    if owes is None:
        return None
    page = reverse(_PAGES[owes])
    return None if request.path in {page, reverse("account:sign_out")} else HttpResponseRedirect(page)
