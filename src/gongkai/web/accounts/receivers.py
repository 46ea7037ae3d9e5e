"""What Django tells when somebody comes in, goes out or fails to: here it becomes an act of ours."""

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from gongkai.web.foundations.models import User

from . import actions
from .addresses import client_address

# In the session: the id of the sitting, which outlives the changes of the session's own key.
SITTING = "sitting"


@receiver(user_logged_in, dispatch_uid="accounts.signed_in")
def signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    """However somebody came in, it is listed and told."""
    sitting = actions.sign_in(
        user,
        address=client_address(request),
        agent=request.META.get("HTTP_USER_AGENT", ""),
        at=timezone.now(),
        shown=getattr(request, "second_factor_shown", None),
    )
    request.session[SITTING] = sitting.pk
    request.sitting = sitting


@receiver(user_logged_out, dispatch_uid="accounts.signed_out")
def signed_out(request: HttpRequest, **_: Any) -> None:
    """By himself; a sitting that ended otherwise is told where it ends."""
    if sitting := getattr(request, "sitting", None):
        actions.sign_out(sitting, at=timezone.now())


@receiver(user_login_failed, dispatch_uid="accounts.failed")
def failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    """A wrong password; while the name is locked, further ones are not told one by one."""
    if request is not None and not getattr(request, "axes_locked_out", False):
        name = credentials.get("username") or ""
        actions.note_failure(name, address=client_address(request), at=timezone.now())


@receiver(user_locked_out, dispatch_uid="accounts.locked")
def locked(request: HttpRequest, username: str | None, **_: Any) -> None:
    """Told when the lock falls, not at each knock on the locked door."""
    if getattr(request, "axes_failures_since_start", 0):
        actions.note_lock(username or "", address=client_address(request), at=timezone.now())
