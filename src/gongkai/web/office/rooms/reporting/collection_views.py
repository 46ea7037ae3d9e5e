"""Pages of the collection beside the room's own: who has handed in, the sums with their parts, what differs, files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai.web.foundations import clock
from gongkai.web.foundations.handing import handed_out
from gongkai.web.office import spreadsheet
from gongkai.web.office.lists import HOME
from gongkai.web.reports import sources
from gongkai.web.reports.models import Filing

from . import collection_pages as pages


def _crumbs(title: str) -> list[dict[str, str]]:
    here = {"url": reverse("filings:index"), "label": "年度报告报送"}
    return [HOME, here, {"url": "", "label": title}]


def _page(request: HttpRequest, name: str) -> HttpResponse:
    """One of the pages about an organ's members in a year, or the form that asks which."""
    page = pages.PAGES[name]
    form = pages.Choice(request.GET, viewer=request.viewer, today=clock.today())
    context = {"form": form, "title": page.title, "breadcrumbs_items": _crumbs(page.title)}
    if form.is_valid():
        context |= page.shown(form.cleaned_data["organ"], form.cleaned_data["year"])
    return render(request, page.template, context)


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """报送情况."""
    return _page(request, "board")


@require_safe
def sums(request: HttpRequest) -> HttpResponse:
    """汇总."""
    return _page(request, "sums")


@require_safe
def differences(request: HttpRequest) -> HttpResponse:
    """与公布的报告核对."""
    return _page(request, "differences")


@require_safe
def board_file(request: HttpRequest, ending: str) -> HttpResponse:
    """报送情况 as a file."""
    form = pages.Choice(request.GET, viewer=request.viewer, today=clock.today())
    if ending not in spreadsheet.MEDIA_TYPES or not form.is_valid():
        raise Http404(f"no such list, or none as {ending}")
    organ, year = form.cleaned_data["organ"], form.cleaned_data["year"]
    name = f"{organ.short_name}{year}年度报告报送情况.{ending}"
    return handed_out(pages.file(organ, year, ending), media_type=spreadsheet.MEDIA_TYPES[ending], name=name)


@require_safe
def sums_cell(request: HttpRequest, cell: str) -> HttpResponse:
    """The members behind a figure, each with its own."""
    form = pages.Choice(request.GET, viewer=request.viewer, today=clock.today())
    is_asked = form.is_valid()
    found = pages.parts(form.cleaned_data["organ"], form.cleaned_data["year"], cell) if is_asked else None
    if found is None:
        raise Http404(f"no such sum, or no cell {cell} in it")
    context = {"breadcrumbs_items": _crumbs("数字的来历")} | found
    return render(request, "office/reporting/cell.html", context)


@require_safe
def source_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file that was taken in for an organ, as it came."""
    row = get_object_or_404(Filing.objects.visible_to(request.viewer).exclude(source=""), pk=pk)
    source = sources.taken_out(row)
    if source is None:
        raise Http404(f"filing {pk} has lost its file")
    return handed_out(source.data, media_type=row.media_type, name=row.source_name)
