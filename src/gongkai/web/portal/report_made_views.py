"""Why a figure of a report is what it is, and each edition of a report under an address that stays."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.engine.render.formats import MEDIA_TYPES
from gongkai.kernel.problems import Problem
from gongkai.web.foundations.handing import handed_out
from gongkai.web.reports import downloads, sources
from gongkai.web.reports.selectors import published

from . import words
from .errors import unavailable
from .pages import page_of
from .report_made import version_of
from .report_why import why_of
from .views import public


@public
@require_safe
def why(request: HttpRequest, slug: str, year: int, cell: str) -> HttpResponse:
    """为什么是这个数."""
    page = why_of(published(slug, year), cell)
    return render(request, "portal/report_why.html", {"page": page, "report": page.report})


@public
@require_safe
def edition(request: HttpRequest, slug: str, year: int, number: int) -> HttpResponse:
    """One edition as it was published, also when another has followed."""
    report = published(slug, year)
    found, lines = version_of(report, number)
    line = next(one for one in lines if one.number == number)
    context = {"report": report, "line": line, "current": lines[0], "downloads": words.DOWNLOADS}
    return render(
        request, "portal/report_edition.html", context | {"page": page_of(downloads.version_data(found))}
    )


@require_safe
def edition_file(request: HttpRequest, slug: str, year: int, number: int, ending: str) -> HttpResponse:
    """An edition in the official form, as a file of one kind."""
    if ending not in words.DOWNLOADS:
        raise Http404("No such kind of file")
    report = published(slug, year)
    found, _ = version_of(report, number)
    try:
        content = downloads.version_file(found, ending)
    except Problem as problem:
        return unavailable(request, problem, title=f"现在不能生成{words.DOWNLOADS[ending]}文件")
    name = downloads.name_of(report, ending, remark=f"（第{number}版）")
    plain, kind = f"{slug}-{year}-{number}.{ending}", MEDIA_TYPES[ending]
    return handed_out(content, media_type=kind, name=name, plain=plain, is_public=True)


@require_safe
def edition_source(request: HttpRequest, slug: str, year: int, number: int) -> HttpResponse:
    """The file of an edition that came as one."""
    found = version_of(published(slug, year), number)[0].source
    kept = sources.taken_out(found) if found else None
    if kept is None:
        raise Http404("The source is missing")
    ending = downloads.source_ending(found)
    name = downloads.name_of(found, ending, remark=f"（第{number}版原文件）")
    plain = f"{slug}-{year}-{number}.{ending}"
    return handed_out(kept.data, media_type=kept.media_type, name=name, plain=plain, is_public=True)
