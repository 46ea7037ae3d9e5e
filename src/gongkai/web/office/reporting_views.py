"""Pages of reports beside the room's own: the board, the tables of any period, files of drafts and editions, previews."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.engine.render import formats
from gongkai.web.foundations import clock
from gongkai.web.foundations.handing import handed_out
from gongkai.web.reports import downloads
from gongkai.web.reports.compiling.state import Standing
from gongkai.web.reports.former import made_here
from gongkai.web.reports.models import Compilation, Edition

from .lists import HOME
from .rooms.reporting import behind
from .rooms.reporting import board as progress
from .rooms.reporting import statistics as counting
from .rooms.reporting.previewing import previewed

_CHOOSE = "请在统计表页面选择机关和期间。"


def _crumbs(title: str) -> list[dict[str, str]]:
    here = {"url": reverse("compilations:index"), "label": "年度报告编制"}
    return [HOME, here, {"url": "", "label": title}]


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """编制进度."""
    form = progress.Choice(request.GET, today=clock.today())
    context = {"form": form, "breadcrumbs_items": _crumbs(progress.TITLE), "title": progress.TITLE}
    if form.is_valid():
        context |= progress.shown(form, request.viewer, clock.today())
    return render(request, "office/reporting/board.html", context)


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """统计表."""
    form = counting.Choice(request.GET, viewer=request.viewer, today=clock.today())
    context = {"form": form, "breadcrumbs_items": _crumbs(counting.TITLE), "title": counting.TITLE}
    if form.is_valid():
        context |= counting.shown(form)
    return render(request, "office/reporting/statistics.html", context)


@require_safe
def statistics_file(request: HttpRequest, ending: str) -> HttpResponse:
    """统计表 as a file."""
    form = counting.Choice(request.GET, viewer=request.viewer, today=clock.today())
    if ending not in counting.ENDINGS or not form.is_valid():
        return HttpResponseBadRequest(_CHOOSE, content_type="text/plain; charset=utf-8")
    organ, period = form.cleaned_data["organ"], form.period
    data = formats.render_paper(counting.paper(organ, period), ending)
    name = f"{counting.title_of(organ, period)}.{ending}"
    return handed_out(data, media_type=formats.MEDIA_TYPES[ending], name=name)


@require_safe
def statistics_cell(request: HttpRequest, cell: str) -> HttpResponse:
    """What stands behind a figure of a period."""
    form = counting.Choice(request.GET, viewer=request.viewer, today=clock.today())
    if not form.is_valid():
        return HttpResponseBadRequest(_CHOOSE, content_type="text/plain; charset=utf-8")
    organ, period = form.cleaned_data["organ"], form.period
    try:
        found = behind.of_period(organ, period, cell, viewer=request.viewer, asked=form.asked)
    except KeyError as error:
        raise Http404(f"no cell {cell} in {period.year}") from error
    context = {"breadcrumbs_items": _crumbs("数字的来历")} | found
    return render(request, "office/reporting/cell.html", context)


@never_cache
@require_safe
def draft_file(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """The report as it stands now, to be read on paper; nothing of it is kept."""
    row = get_object_or_404(Compilation.objects.visible_to(request.viewer), pk=pk)
    if ending not in ("pdf", "docx"):
        raise Http404(f"no draft as {ending}")
    data = formats.render(Standing(row).data, ending, is_draft=True)
    return handed_out(data, media_type=formats.MEDIA_TYPES[ending], name=f"{row}（草稿）.{ending}")


@require_safe
def edition_file(request: HttpRequest, pk: int, number: int, ending: str) -> HttpResponse:
    """One edition as a file, as it was sent in."""
    editions = Edition.objects.visible_to(request.viewer).select_related("compilation__organ")
    edition = get_object_or_404(editions, compilation=pk, number=number)
    if ending not in formats.MEDIA_TYPES:
        raise Http404(f"no edition as {ending}")
    data = downloads.version_file(made_here(edition), ending)
    name = f"{edition.compilation}（第{number}版）.{ending}"
    return handed_out(data, media_type=formats.MEDIA_TYPES[ending], name=name)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """A passage as it would be read, with what is wrong with it; nothing is kept."""
    rows = Compilation.objects.changeable_by(request.viewer).select_related("organ")
    row = get_object_or_404(rows, pk=pk)
    context = previewed(row, request.POST)
    crumbs = [HOME, {"url": reverse("compilations:sheet", args=[pk]), "label": str(row)}]
    return render(request, "office/reporting/preview.html", context | {"breadcrumbs_items": crumbs})
