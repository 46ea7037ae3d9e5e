"""网上申请: filled in, read over, handed in, and the receipt; and the form on paper for whoever would rather write by hand."""

from collections.abc import Callable, Mapping

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.engine.render.formats import MEDIA_TYPES, render_paper
from gongkai.kernel.duties import PUBLIC
from gongkai.kernel.problems import Problem, Refused
from gongkai.lawbook.portal_limits import portal_limits
from gongkai.web.accounts.addresses import client_address, place_of
from gongkai.web.applications.actions.intake import apply
from gongkai.web.foundations import clock
from gongkai.web.foundations.handing import handed_out
from gongkai.web.foundations.sealed import seal, unseal
from gongkai.web.organs.checks import NOT_OPEN
from gongkai.web.organs.models import Organ
from gongkai.web.uploads import limit

from .apply_beside import beside
from .apply_forms import ProofForm
from .apply_papers import blank_paper, receipt_paper
from .apply_receipt import receipt_again, receipt_of
from .apply_sheet import Sheet, sheet_of
from .errors import unavailable
from .organ_page import organ_of, page_of
from .unshared import METHODS, unshared
from .views import public

_A_DAY = 24 * 3600
_ENDINGS = ("docx", "pdf")


@unshared
@require_http_methods(METHODS)
def form(request: HttpRequest, slug: str) -> HttpResponse:
    """The five steps; which one, the button says that was pressed. Nothing of it ever stands in an address."""
    organ = organ_of(slug)
    if not is_open(organ):
        page = page_of(organ, on=clock.today())
        return render(request, "portal/apply_closed.html", {"organ": organ, "page": page})
    if request.method != "POST":
        return _filled(request, sheet_of(request, organ))
    step = _STEPS.get(request.POST.get("do", ""), _checked)
    return step(request, organ)


@public
@require_safe
def blank(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """The form on paper."""
    organ = organ_of(slug)
    if ending not in _ENDINGS or not organ.is_active:
        raise Http404("No such form")
    try:
        data = render_paper(blank_paper(organ), ending)
    except Problem as problem:
        return unavailable(request, problem, title="现在不能生成空白申请表")
    name, plain = f"政府信息公开申请表（{organ.short_name}）.{ending}", f"{slug}-apply.{ending}"
    return handed_out(data, media_type=MEDIA_TYPES[ending], name=name, plain=plain, is_public=True)


def is_open(organ: Organ) -> bool:
    """Whether an organ takes applications over the internet, as its guide says."""
    return organ.is_active and organ.online_channel not in {"", NOT_OPEN}


def _filled(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Steps one to three on one page; what is wrong stands beside the fields and at the top."""
    faulty = list(sheet.faulty()) if sheet.is_bound else []
    context = {"organ": sheet.organ, "sheet": sheet, "faulty": faulty, "once": _once(request)}
    return render(request, "portal/apply_form.html", context, status=422 if faulty else 200)


def _one_more(request: HttpRequest, organ: Organ) -> HttpResponse:
    return _filled(request, sheet_of(request, organ, is_judged=False, more=1))


def _one_less(request: HttpRequest, organ: Organ) -> HttpResponse:
    return _filled(request, sheet_of(request, organ, is_judged=False, more=-1))


def _once_more(request: HttpRequest, organ: Organ) -> HttpResponse:
    return _filled(request, sheet_of(request, organ, is_judged=False))


def _checked(request: HttpRequest, organ: Organ) -> HttpResponse:
    """Step four: everything is read over, papers are chosen, and what is public already is shown."""
    sheet = sheet_of(request, organ)
    return _read_over(request, sheet) if sheet.is_sound() else _filled(request, sheet)


def _read_over(
    request: HttpRequest, sheet: Sheet, proof: ProofForm | None = None, refusal: str = ""
) -> HttpResponse:
    context = {
        "organ": sheet.organ,
        "sheet": sheet,
        "proof": proof or ProofForm(),
        "refusal": refusal,
        "beside": beside(sheet.what.cleaned_data),
        "once": _once(request),
        "limit": limit(),
        "most": portal_limits().files,
    }
    is_wrong = refusal or (proof and proof.errors)
    return render(request, "portal/apply_check.html", context, status=422 if is_wrong else 200)


def _handed_in(request: HttpRequest, organ: Organ) -> HttpResponse:
    """Step five: taken in, once however often the button is pressed or the page is loaded; the receipt is the answer."""
    sheet, proof = sheet_of(request, organ), ProofForm(request.POST, request.FILES)
    if not sheet.is_sound():
        return _filled(request, sheet)
    if not proof.is_valid():
        return _read_over(request, sheet, proof)
    if not sheet.is_sound(proof.papers):
        return _read_over(
            request, sheet, proof, "".join(told for field in sheet.faulty() for told in field.errors)
        )
    return _taken_in(request, sheet, proof)


def _taken_in(request: HttpRequest, sheet: Sheet, proof: ProofForm) -> HttpResponse:
    once = f"apply-{_once(request)}"
    if not cache.add(once, "", _A_DAY):
        return _again(request, sheet.organ, unseal(cache.get(once) or ""))
    sender = place_of(client_address(request))
    try:
        taken = apply(sheet.applied(proof.papers), by=PUBLIC, at=clock.now(), sender=sender)
    except Problem as problem:
        cache.delete(once)
        return _read_over(request, sheet, proof, str(problem))
    receipt = receipt_of(taken)
    # Telephones load a page anew that lay behind another one. On a terminal that may be somebody else.
    token = "" if sheet.is_kiosk else receipt.token
    cache.set(once, seal({"receipt": taken.application.receipt, "token": token}), _A_DAY)
    return render(request, "portal/apply_receipt.html", {"organ": sheet.organ, "receipt": receipt})


def _again(request: HttpRequest, organ: Organ, taken: Mapping[str, str]) -> HttpResponse:
    """What was sent already: its receipt once more for an hour, and then only its number."""
    try:
        receipt = receipt_again(taken.get("token", ""))
    except Refused:
        told = {"organ": organ, "receipt": taken.get("receipt", "")}
        return render(request, "portal/apply_twice.html", told, status=409)
    context = {"organ": organ, "receipt": receipt, "is_again": True}
    return render(request, "portal/apply_receipt.html", context)


def _once(request: HttpRequest) -> str:
    """What one application carries along, so that it is taken in once."""
    return request.POST.get("once", "")[:32] or get_random_string(20)


def _saved(request: HttpRequest, organ: Organ) -> HttpResponse:
    """The receipt as a file. Raises Refused for a page that is old."""
    receipt = receipt_again(request.POST.get("token", ""))
    try:
        data = render_paper(receipt_paper(receipt), "pdf")
    except Problem as problem:
        return unavailable(request, problem, title="现在不能生成回执文件")
    number = receipt.application.receipt
    name = f"政府信息公开申请回执（{number}）.pdf"
    return handed_out(data, media_type=MEDIA_TYPES["pdf"], name=name, plain=f"{number}.pdf")


_STEPS: dict[str, Callable[[HttpRequest, Organ], HttpResponse]] = {
    "add": _one_more,
    "remove": _one_less,
    "edit": _once_more,
    "check": _checked,
    "send": _handed_in,
    "save": _saved,
}
