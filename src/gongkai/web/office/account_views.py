"""Signing in, in one step or two, and looking after one's account."""

from typing import Any

import segno
from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView, LogoutView, RedirectURLMixin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Problem
from gongkai.lawbook.accounts import account_rules
from gongkai.web.accounts import actions, selectors
from gongkai.web.accounts.addresses import client_address
from gongkai.web.accounts.forms import CodeForm, FirstCodeForm, PasswordForm, SignInForm
from gongkai.web.accounts.middleware import owed_by
from gongkai.web.accounts.models import Sitting
from gongkai.web.foundations import clock
from gongkai.web.foundations.models import User
from gongkai.web.people.selectors import viewer_for

HOME = "wagtailadmin_home"
BACKEND = "gongkai.web.people.backend.DutyBackend"
# In the session between the two steps: who has shown his password, and when.
AWAITED = "awaited"
PATIENCE = 300  # seconds


class SignIn(LoginView):
    """The first step; for whoever has no second factor, the only one."""

    template_name = "office/account/sign_in.html"
    authentication_form = SignInForm
    next_page = HOME

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whoever is in already goes on."""
        if request.viewer.person is not None:
            return HttpResponseRedirect(_where(request.viewer, self.get_success_url()))
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Not from where too many have tried in vain."""
        if selectors.must_wait(client_address(request), timezone.now()):
            return locked(request, is_place=True)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: SignInForm) -> HttpResponse:
        """On to the code, or in."""
        person, to = form.get_user(), self.get_success_url()
        if not selectors.has_device(person):
            return _come_in(self.request, person, to=to)
        self.request.session[AWAITED] = {
            "person": person.pk,
            "at": timezone.now().timestamp(),
            "password": person.get_session_auth_hash(),
        }
        return redirect(f"{reverse('account:sign_in_code')}?{urlencode({'next': to})}")


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class Code(RedirectURLMixin, FormView):
    """The second step; also for whoever is in with a password alone and has come to a duty under which he signs."""

    template_name = "office/account/code.html"
    form_class = CodeForm
    next_page = HOME

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Only soon after the first step, or in its stead for whoever is in."""
        self.person = request.user if request.sitting else _awaited(request)
        if selectors.has_second_factor(request) or (
            request.sitting and not selectors.has_device(self.person)
        ):
            return redirect("account:second_factor")
        if self.person is None:
            messages.info(request, "请在五分钟内完成两步登录。现在请重新输入登录名和口令。")
            return redirect("account:sign_in")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: CodeForm) -> HttpResponse:
        """In, when the code is right."""
        if self.request.sitting:
            return self._go_on(form)
        shown = actions.show_code(self.person, form.cleaned_data["code"], at=timezone.now())
        if shown is None:
            return self._wrong(form)
        del self.request.session[AWAITED]
        self.request.second_factor_shown = shown
        return _come_in(self.request, self.person, to=self.get_success_url())

    def _go_on(self, form: CodeForm) -> HttpResponse:
        """He was in already: his sitting now counts as verified."""
        request = self.request
        code, at = form.cleaned_data["code"], timezone.now()
        is_right = actions.verify(request.sitting, code, by=request.viewer, at=at)
        return redirect(self.get_success_url()) if is_right else self._wrong(form)

    def _wrong(self, form: CodeForm) -> HttpResponse:
        form.add_error(
            "code", "验证码不正确。请稍等几秒，再输入手机上现在显示的六位数字，或者一个没有用过的备用码。"
        )
        return self.form_invalid(form)


class SignOut(LogoutView):
    """Out, and back to the sign-in."""

    next_page = reverse_lazy("account:sign_in")


@never_cache
@sensitive_post_parameters()
@login_required
def password(request: HttpRequest) -> HttpResponse:
    """Changing one's own password; it may be the first thing to do."""
    form = PasswordForm(request.user, request.POST or None)
    if form.is_valid():
        at, new = timezone.now(), form.cleaned_data["new"]
        person = actions.change_password(request.user, new, by=request.viewer, at=at, keep=request.sitting)
        update_session_auth_hash(request, person)
        messages.success(request, "口令已更改，在其他地方的登录已经结束。")
        return redirect(HOME)
    is_owed = owed_by(request) is selectors.Owed.PASSWORD
    return render(request, "office/account/password.html", {"form": form, "is_owed": is_owed})


@never_cache
@sensitive_post_parameters()
@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Setting up a device, in place of an older one if there is one."""
    form = FirstCodeForm(request.POST or None)
    if form.is_valid():
        code, at = form.cleaned_data["code"], timezone.now()
        try:
            codes = actions.confirm_second_factor(
                request.user, code, by=request.viewer, at=at, sitting=request.sitting
            )
            return render(request, "office/account/codes.html", {"codes": codes})
        except Problem as problem:
            form.add_error("code", str(problem))
    return render(request, "office/account/second_factor.html", _device(request) | {"form": form})


@never_cache
@require_POST
@login_required
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes in place of the old ones."""
    try:
        codes = actions.renew_codes(
            request.user, by=request.viewer, at=timezone.now(), sitting=request.sitting
        )
    except Problem as problem:
        messages.error(request, str(problem))
        return redirect("account:second_factor")
    return render(request, "office/account/codes.html", {"codes": codes})


@never_cache
@login_required
def sittings(request: HttpRequest) -> HttpResponse:
    """Where one is signed in."""
    listed = selectors.sittings_of(request.user, viewer=request.viewer, at=timezone.now())
    return render(request, "office/account/sittings.html", {"sittings": listed, "rules": account_rules()})


@require_POST
@login_required
def end_sitting(request: HttpRequest, pk: int) -> HttpResponse:
    """One of the places no longer counts."""
    sitting = get_object_or_404(
        Sitting.objects.visible_to(request.viewer).filter(person=request.user.pk), pk=pk
    )
    actions.end_sitting(sitting, by=request.viewer, at=timezone.now())
    messages.success(request, "这处登录已经结束。")
    return redirect("account:sittings")


def locked(request: HttpRequest, *_: Any, is_place: bool = False) -> HttpResponse:
    """What whoever has failed too often sees instead of the form; also others who come from where he did."""
    minutes = int(account_rules().lockout.total_seconds() // 60)
    context = {"minutes": minutes, "is_place": is_place}
    return render(request, "office/account/locked.html", context, status=429)


def _come_in(request: HttpRequest, person: User, *, to: str) -> HttpResponse:
    """Signed in; whoever owes something about his account is led there as soon as he goes on."""
    login(request, person, backend=BACKEND)
    viewer = viewer_for(person.pk, clock.today())
    if not viewer.held:
        messages.info(request, "您目前没有担任职责，不能办理事项。请联系安全管理员授予职责。")
    return HttpResponseRedirect(_where(viewer, to))


def _where(viewer: Viewer, to: str) -> str:
    """Without a duty the office is closed: then to one's own account."""
    return to if viewer.held else reverse("account:sittings")


def _awaited(request: HttpRequest) -> User | None:
    """Who has shown his password a moment ago."""
    awaited = request.session.get(AWAITED, {})
    if timezone.now().timestamp() - awaited.get("at", 0) > PATIENCE:
        return None
    person = User.objects.filter(pk=awaited["person"], is_active=True).first()
    # A password that was changed or reset in between lets nobody in who has shown the old one.
    if person is None or not constant_time_compare(person.get_session_auth_hash(), awaited["password"]):
        return None
    return person


def _device(request: HttpRequest) -> dict[str, Any]:
    """The new device's key, as a picture and in words. Whoever has a device is not shown another key without his code."""
    has_one = selectors.has_device(request.user)
    may_set = not has_one or selectors.has_second_factor(request)
    context = {"has_one": has_one, "may_set": may_set, "codes_left": selectors.codes_left(request.user)}
    if may_set:
        device = actions.begin_second_factor(request.user)
        picture = segno.make(device.config_url).svg_inline(
            scale=5, border=4, title="用手机验证器扫描的二维码"
        )
        key = actions.key_in_words(device)
        # Drawn by ourselves: it holds no markup of others.
        context |= {"picture": mark_safe(picture), "key": key}
    return context | {"is_owed": owed_by(request) is selectors.Owed.SECOND_FACTOR}
