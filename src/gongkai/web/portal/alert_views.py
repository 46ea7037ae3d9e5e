"""邮件订阅: asked for on a page, confirmed, renewed and ended by a link that only the reader of the mails has."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from gongkai.kernel.problems import Problem
from gongkai.lawbook.alerts import alert_rules
from gongkai.web.accounts.addresses import client_address, place_of
from gongkai.web.alerts import actions
from gongkai.web.alerts.actions import Wish
from gongkai.web.foundations import clock
from gongkai.web.outbox.messages import can_mail

from .alert_pages import page_of
from .alert_sources import asked_in, told_of
from .trap import Trap
from .unshared import METHODS, unshared


class AlertForm(Trap):
    """Where one wants to be told."""

    email = forms.EmailField(
        label="您的电子邮箱",
        max_length=200,
        error_messages={"required": "还没有写邮箱。", "invalid": "邮箱的写法不对，例如 name@example.org。"},
    )


@unshared
@require_http_methods(METHODS)
def alerts(request: HttpRequest) -> HttpResponse:
    """The form, for one list; whatever is subscribed to already, the answer is the same."""
    code = request.GET.get("list", "")
    asked = asked_in(code, request.GET)
    form = AlertForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "told": told_of(code, asked), "is_open": can_mail(), "rules": alert_rules()}
    if not (context["told"] and context["is_open"] and form.is_valid()):
        return render(request, "portal/alerts.html", context, status=422 if form.is_bound else 200)
    try:
        wish = Wish(code, asked, form.cleaned_data["email"])
        actions.subscribe(wish, sender=place_of(client_address(request)), at=clock.now())
    except Problem as problem:
        form.add_error(None, str(problem))
        return render(request, "portal/alerts.html", context, status=422)
    return render(request, "portal/alerts_asked.html", context)


@unshared
@require_http_methods(METHODS)
def alert(request: HttpRequest, token: str) -> HttpResponse:
    """What the link in a mail opens; nothing happens before a button is pressed, as programs open links too."""
    found = actions.opened_with(token)
    if found is None:
        raise Http404("No such alert")
    page = page_of(found, request.POST.get("do", ""), at=clock.now())
    return render(request, "portal/alert.html", {"page": page}, status=422 if page.problem else 200)
