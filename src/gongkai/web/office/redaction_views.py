"""The page on which a file is redacted, and the pictures of its sheets."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.engine.redaction import shown_page
from gongkai.kernel.problems import Problem
from gongkai.web.applications.models import Redaction
from gongkai.web.foundations import clock, files
from gongkai.web.foundations.handing import handed_out

from .redaction_changes import carry_out
from .redaction_page import page_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def redaction(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One sheet with its marks; a button changes them and shows the sheet again."""
    row = get_object_or_404(_of(request, pk), pk=number)
    said = request.POST if request.method == "POST" else request.GET
    page, refused = _page(said.get("page", "")), ""
    if request.method == "POST":
        try:
            shown = carry_out(row, request.POST, by=request.viewer, at=clock.now())
            address = reverse("applications:redaction", args=[pk, shown.pk])
            return redirect(f"{address}?page={page}")
        except Problem as problem:
            row, refused = get_object_or_404(_of(request, pk), pk=number), str(problem)
    return render(request, "office/redaction.html", page_of(row, page) | {"refused": refused})


@require_safe
def picture(request: HttpRequest, pk: int, number: int, page: int) -> HttpResponse:
    """A sheet as people see it, for those who handle the case; nobody on the way keeps a copy."""
    row = get_object_or_404(_of(request, pk), pk=number)
    if row.source.kept is None or not 1 <= page <= len(row.sizes):
        raise Http404(f"redaction {number} has no page {page}")
    drawn = shown_page(files.read(row.source.kept), page)
    return handed_out(drawn, media_type="image/png", name=f"第{page}页.png")


def _of(request: HttpRequest, pk: int) -> QuerySet[Redaction]:
    """The files of a case that the viewer handles."""
    mine = Redaction.objects.changeable_by(request.viewer).filter(application=pk)
    return mine.select_related("application__organ", "source__kept", "result__reply")


def _page(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < len("100000") else 1
