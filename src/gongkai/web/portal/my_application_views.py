"""我的申请: opened with number and code, read, acted upon, and left. Neither of the two ever stands in an address."""

from dataclasses import dataclass
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.lawbook.portal_limits import portal_limits
from gongkai.web.accounts.addresses import client_address, place_of
from gongkai.web.applications.models import Application
from gongkai.web.foundations import clock
from gongkai.web.foundations.handing import kept_out
from gongkai.web.uploads import limit

from . import my_application_door as door
from .display import of
from .my_application import moves_of, page_of, papers_of, told_of
from .my_application_forms import CorrectionForm, EntryForm, LostForm, ReasonsForm, WithdrawForm, carried_out
from .my_application_lost import Recovered, recovered
from .unshared import METHODS, unshared


@dataclass(frozen=True, slots=True)
class Deed:
    """One step of the applicant: its address, its form, what its page is called, and what is said when it was done."""

    move: str
    form: type[CorrectionForm | ReasonsForm | WithdrawForm]
    title: str
    button: str
    idle: str
    done: str


_DEEDS = {
    "correct": Deed(
        "correct", CorrectionForm, "补正申请", "提交补正", "这件申请现在不需要补正。", "已经收到您的补正。"
    ),
    "reasons": Deed(
        "give_reasons", ReasonsForm, "说明理由", "提交理由", "现在不需要说明理由。", "已经收到您说明的理由。"
    ),
    "withdraw": Deed(
        "withdraw",
        WithdrawForm,
        "撤回申请",
        "确认撤回",
        "这件申请已经办结或者已经撤回，不能再撤回。",
        "这件申请已经撤回。",
    ),
}


@unshared
@require_http_methods(METHODS)
def my_application(request: HttpRequest) -> HttpResponse:
    """The door, or for whoever has opened it the application."""
    if request.method == "POST":
        return _PRESSED.get(request.POST.get("do", ""), _entered)(request)
    application = door.opened(request)
    if application is None:
        return _entry(request, EntryForm())
    done = _DEEDS.get(request.GET.get("done", ""))
    context = {"page": page_of(application, on=clock.today()), "organ": application.organ, "done": done}
    return door.kept_open(render(request, "portal/my_application.html", context), application, request)


@unshared
@require_http_methods(METHODS)
def act(request: HttpRequest, do: str) -> HttpResponse:
    """One step that the applicant takes himself, on a page of its own."""
    deed, application = _DEEDS.get(do), door.opened(request)
    if deed is None:
        raise Http404(do)
    if application is None:
        return _entry(request, EntryForm(), status=403)
    form = deed.form(request.POST, request.FILES) if request.method == "POST" else deed.form()
    act_now = partial(form.carry_out, application, at=clock.now())
    if form.is_bound and form.is_valid() and carried_out(form, act_now):
        return redirect(f"{reverse('portal:my-application')}?done={do}")
    answer = render(request, "portal/my_application_act.html", _asked(request, application, deed, form))
    answer.status_code = 422 if form.errors else 200
    return door.kept_open(answer, application, request)


@unshared
@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """A paper that is the applicant's to have."""
    application = door.opened(request)
    if application is None:
        return _entry(request, EntryForm(), status=403)
    found = get_object_or_404(
        application.papers.filter(pk__in=[one.pk for one in papers_of(application)]), pk=pk
    )
    return kept_out(found.kept, name=found.name)


@unshared
@require_http_methods(METHODS)
def lost(request: HttpRequest) -> HttpResponse:
    """查询码丢了: at the counter with one's identity card, or by the telephone that was written into the application."""
    form = LostForm(request.POST if request.method == "POST" else None)
    found: Recovered | None = (
        recovered(form, sender=_sender(request), at=clock.now()) if form.is_valid() else None
    )
    status = 422 if form.errors else 200
    return render(request, "portal/my_application_lost.html", {"form": form, "found": found}, status=status)


def _entered(request: HttpRequest) -> HttpResponse:
    """Number and code were sent."""
    form = EntryForm(request.POST)
    application = form.opened(sender=_sender(request), at=clock.now()) if form.is_valid() else None
    if application is None:
        return _entry(request, form, status=422)
    return door.kept_open(redirect("portal:my-application"), application, request)


def _left(_request: HttpRequest) -> HttpResponse:
    return door.shut(redirect("portal:my-application"))


def _turned(request: HttpRequest) -> HttpResponse:
    """From an application that was split to one of its parts, or back: they have one code."""
    application = door.opened(request)
    if application is None:
        return _entry(request, EntryForm(), status=403)
    whole = application.parent_id or application.pk
    asked = request.POST.get("part", "")
    parts = Application.objects.filter(pk=int(asked) if asked.isascii() and asked.isdecimal() else 0)
    found = parts.filter(pk=whole).first() or get_object_or_404(parts, parent=whole)
    return door.kept_open(redirect("portal:my-application"), found, request)


_PRESSED = {"leave": _left, "turn": _turned}


def _entry(request: HttpRequest, form: EntryForm, *, status: int = 200) -> HttpResponse:
    """The door. Whoever was too slow finds what he had written, so that he can copy it."""
    context = {"form": form, "is_late": status == 403, "written": request.POST.get("text", "")}
    return render(request, "portal/my_application_entry.html", context, status=status)


def _asked(request: HttpRequest, application: Application, deed: Deed, form: object) -> dict[str, object]:
    today = clock.today()
    return {
        "application": application,
        "organ": application.organ,
        "deed": deed,
        "form": form,
        "is_open": deed.move in moves_of(application, on=today),
        "told": told_of(application, on=today),
        "confirm": case_lifecycle().moves[deed.move].confirm,
        "takes_files": hasattr(form, "said") and not of(request).is_kiosk,
        "most": portal_limits().files,
        "limit": limit(),
    }


def _sender(request: HttpRequest) -> str:
    return place_of(client_address(request))
