"""Administrators look after the accounts of others: passwords; and for security also locks, second factors, sign-ins."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongkai.kernel.problems import Problem, Refused
from gongkai.web.accounts import actions, selectors
from gongkai.web.foundations.ground import on_ground
from gongkai.web.foundations.models import User


@never_cache
@require_http_methods(["GET", "POST"])
def care(request: HttpRequest, pk: int) -> HttpResponse:
    """How somebody's account stands, and what can be done for him; never for oneself."""
    mine = on_ground(request.viewer.ground("admin", "security_admin"))
    person = get_object_or_404(User.objects.filter(mine).exclude(pk=request.user.pk), pk=pk)
    context = {"person": person}
    if request.method == "POST":
        context["password"] = _done(request, person)
        if context["password"] is None:
            return redirect("account:care", pk=pk)
        person.refresh_from_db()
    return render(request, "office/account/care.html", context | _state(request, person))


def _done(request: HttpRequest, person: User) -> str | None:
    """Carry out what was asked for; a new password is what has to be shown."""
    act = _ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise Http404("No such act")
    try:
        return act(request, person)
    except Problem as problem:
        messages.error(request, str(problem))
        return None


def _reset_password(request: HttpRequest, person: User) -> str:
    """A page sent a second time, as when it is loaded again, must not make the password void that it has shown."""
    if request.POST.get("seen", _set_at(person)) != _set_at(person):
        raise Refused("口令刚才已经重设，没有再次重设。", "上次显示的口令仍然有效；没有记下的，请再点一次。")
    return actions.reset_password(person, by=request.viewer, at=timezone.now())


def _unlock(request: HttpRequest, person: User) -> None:
    actions.unlock(person, by=request.viewer, at=timezone.now())
    messages.success(request, "锁定已经解除，现在可以登录。")


def _reset_second_factor(request: HttpRequest, person: User) -> None:
    actions.reset_second_factor(person, by=request.viewer, at=timezone.now())
    messages.success(request, "第二道验证已经重置，下次登录时重新设置。")


def _end_sittings(request: HttpRequest, person: User) -> None:
    at = timezone.now()
    for sitting in selectors.sittings_of(person, viewer=request.viewer, at=at):
        actions.end_sitting(sitting, by=request.viewer, at=at)
    messages.success(request, "他在各处的登录已经结束。")


_ACTS: Mapping[str, Callable[[HttpRequest, User], str | None]] = {
    "reset_password": _reset_password,
    "unlock": _unlock,
    "reset_second_factor": _reset_second_factor,
    "end_sittings": _end_sittings,
}


def _set_at(person: User) -> str:
    return person.password_set_at.isoformat() if person.password_set_at else ""


def _state(request: HttpRequest, person: User) -> dict[str, object]:
    at = timezone.now()
    path = person.organ.path if person.organ else ""
    return {
        "is_security": request.viewer.holds("security_admin", path=path) is not None,
        "is_locked": selectors.is_locked(person, at),
        "has_device": selectors.has_device(person),
        "seen": _set_at(person),
        "has_password": person.has_usable_password(),
        "sittings": selectors.sittings_of(person, viewer=request.viewer, at=at),
    }
