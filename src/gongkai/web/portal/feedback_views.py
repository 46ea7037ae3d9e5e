"""报错和意见: a form of its own page, its receipt, and the answer for whoever has the receipt."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from gongkai.kernel.problems import Problem
from gongkai.web.accounts.addresses import client_address, place_of
from gongkai.web.feedback import actions
from gongkai.web.foundations import clock

from .feedback_pages import FeedbackForm, ReceiptForm, owner_of

_METHODS = ["GET", "HEAD", "POST"]


@never_cache
@csrf_protect
@require_http_methods(_METHODS)
def feedback(request: HttpRequest) -> HttpResponse:
    """What is wrong with a page, told to those who answer for it."""
    owner = owner_of(request.POST.get("page", "") or request.GET.get("page", ""))
    if owner is None:
        return render(request, "portal/feedback.html", {"owner": None})
    form = FeedbackForm(request.POST if request.method == "POST" else None, owner=owner)
    if not form.is_valid():
        return _form(request, form)
    try:
        row, code = actions.receive(form.said(), sender=place_of(client_address(request)), at=clock.now())
    except Problem as problem:
        form.add_error(None, f"{problem.message}{problem.advice}")
        return _form(request, form)
    return render(request, "portal/feedback_taken.html", {"row": row, "code": code, "owner": owner})


def _form(request: HttpRequest, form: FeedbackForm) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "portal/feedback.html", {"form": form, "owner": form.owner}, status=status)


@never_cache
@csrf_protect
@require_http_methods(_METHODS)
def receipt(request: HttpRequest) -> HttpResponse:
    """The answer, for whoever has number and code; both are sent, never written into an address."""
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    row = actions.opened_with(**form.cleaned_data) if form.is_valid() else None
    if form.is_bound and row is None and not form.errors:
        form.add_error(None, "没有找到这张回执。请核对回执号和查询码：每一张回执的查询码都不同。")
    status = 422 if form.errors else 200
    return render(request, "portal/feedback_receipt.html", {"form": form, "row": row}, status=status)
