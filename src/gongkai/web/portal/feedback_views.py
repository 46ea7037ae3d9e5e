"""报错和意见: a form of its own page, its receipt, and the answer for whoever has the receipt."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from gongkai.kernel.problems import Problem
from gongkai.web.accounts.addresses import client_address, place_of
from gongkai.web.feedback import actions
from gongkai.web.foundations import clock

from .addresses import address, at_home
from .feedback_pages import FeedbackForm, ReceiptForm, owner_of
from .kiosk import Taken
from .unshared import METHODS, unshared


@unshared
@require_http_methods(METHODS)
def feedback(request: HttpRequest) -> HttpResponse:
    """What is wrong with a page, told to those who answer for it."""
    owner = owner_of(request.POST.get("page", "") or request.GET.get("page", ""))
    if owner is None:
        return render(request, "portal/feedback.html", {"owner": None})
    form = FeedbackForm(request.POST if request.method == "POST" else None, owner=owner)
    if not form.is_valid():
        return _form(request, form)
    try:
        row, code = actions.receive(form.said(), sender=_sender(request), at=clock.now())
    except Problem as problem:
        form.add_error(None, str(problem))
        return _form(request, form)
    context = {"row": row, "code": code, "owner": owner, "taken": _taken()}
    return render(request, "portal/feedback_taken.html", context)


def _form(request: HttpRequest, form: FeedbackForm) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "portal/feedback.html", {"form": form, "owner": form.owner}, status=status)


@unshared
@require_http_methods(METHODS)
def receipt(request: HttpRequest) -> HttpResponse:
    """The answer, for whoever has number and code; both are sent, never written into an address."""
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    row = form.opened(sender=_sender(request), at=clock.now()) if form.is_valid() else None
    status = 422 if form.errors else 200
    return render(request, "portal/feedback_receipt.html", {"form": form, "row": row}, status=status)


def _sender(request: HttpRequest) -> str:
    return place_of(client_address(request))


def _taken() -> Taken:
    """What one takes along from a terminal: the page of a receipt cannot be asked for again."""
    return Taken(at_home(address("feedback-receipt")), "查看答复")
