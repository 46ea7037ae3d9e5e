"""What belongs to a report besides its page: files to take away, and the pages of its source."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.kernel.problems import Problem
from gongkai.web.foundations.handing import handed_out
from gongkai.web.reports import downloads, pictures, sources
from gongkai.web.reports.models import Report
from gongkai.web.reports.selectors import published

from . import words
from .errors import unavailable
from .pages import page_of
from .shown import one_published
from .views import public

# A picture's address holds the hash of its source, so it never changes. A week and not a year: a report that had to be
# withdrawn shall not live on in the caches of others for long.
UNCHANGING = "public, max-age=604800, immutable"


@public
@require_safe
def report_page(request: HttpRequest, slug: str, year: int, number: int) -> HttpResponse:
    """One page of the source with the marks of all its findings, and these beside it."""
    found = published(slug, year)
    original, count = one_published(found, number)
    if original is None:
        raise Http404("No such page")
    page = page_of(found.data, [original])
    marked = list(dict.fromkeys(spot.card for spot in page.spots[number]))
    context = {"report": found, "page": page, "original": original, "spots": page.spots[number]}
    return render(request, "portal/original.html", context | {"cards": marked, "count": count})


@require_safe
def page_picture(request: HttpRequest, slug: str, year: int, number: int, mark: str) -> HttpResponse:
    """The picture of one page of the source."""
    found = published(slug, year)
    if mark != pictures.mark(found) or not 0 < number <= len(pictures.sizes(found)):
        raise Http404("No such picture")
    try:
        content = pictures.picture(found, number)
    except Problem as problem:
        return unavailable(request, problem, title="这一页画不出来")
    return HttpResponse(content, content_type="image/png", headers={"Cache-Control": UNCHANGING})


@require_safe
def download(request: HttpRequest, slug: str, year: int, ending: str) -> HttpResponse:
    """The report in the official form, as a file of one kind."""
    if ending not in words.DOWNLOADS:
        raise Http404("No such kind of file")
    found = published(slug, year)
    try:
        content = downloads.written(found, ending)
    except Problem as problem:
        return unavailable(request, problem, title=f"现在不能生成{words.DOWNLOADS[ending]}文件")
    return _handed_out(found, content, downloads.MEDIA_TYPES[ending], ending=ending)


@require_safe
def source(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """The source as it came."""
    found = published(slug, year)
    kept = sources.taken_out(found)
    if kept is None:
        raise Http404("The source is missing")
    ending = downloads.source_ending(found)
    return _handed_out(found, kept.data, kept.media_type, ending=ending, remark="（原文件）")


def _handed_out(
    report: Report, data: bytes, media_type: str, *, ending: str, remark: str = ""
) -> HttpResponse:
    """A file of a report, under the report's title."""
    name = downloads.name_of(report, ending, remark=remark)
    plain = f"{report.organ.slug}-{report.year}.{ending}"
    return handed_out(data, media_type=media_type, name=name, plain=plain, is_public=True)
