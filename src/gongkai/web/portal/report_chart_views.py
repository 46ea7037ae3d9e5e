"""Pages of charts, and each chart as a file under an address that stays."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.kernel.problems import Problem
from gongkai.web.foundations.handing import handed_out

from .errors import unavailable
from .organ_page import organ_of
from .report_chart_files import MEDIA_TYPES, drawn
from .report_chart_pages import page_of, parts_of
from .report_charts import Ground, chart
from .report_years import asked_year
from .views import public


@public
@require_safe
def own(request: HttpRequest, slug: str) -> HttpResponse:
    """The charts of one organ."""
    page = page_of(Ground(organ_of(slug), is_tree=False, asked=asked_year(request.GET)))
    return render(request, "portal/report_charts.html", {"page": page, "organ": page.ground.organ})


@public
@require_safe
def below(request: HttpRequest, slug: str) -> HttpResponse:
    """The charts of an organ and all below it, added up."""
    page = page_of(Ground(organ_of(slug), is_tree=True, asked=asked_year(request.GET)))
    return render(request, "portal/report_charts.html", {"page": page, "organ": page.ground.organ})


@public
@require_safe
def parts(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Of which reports a year's sums are made."""
    page = parts_of(organ_of(slug), year)
    return render(request, "portal/report_chart_parts.html", {"page": page, "organ": page.organ})


@require_safe
def own_file(request: HttpRequest, slug: str, name: str, ending: str) -> HttpResponse:
    """A chart of one organ as a file."""
    return _file(request, Ground(organ_of(slug), is_tree=False, asked=asked_year(request.GET)), name, ending)


@require_safe
def below_file(request: HttpRequest, slug: str, name: str, ending: str) -> HttpResponse:
    """A chart of a tree as a file."""
    return _file(request, Ground(organ_of(slug), is_tree=True, asked=asked_year(request.GET)), name, ending)


def _file(request: HttpRequest, ground: Ground, name: str, ending: str) -> HttpResponse:
    if ending not in MEDIA_TYPES:
        raise Http404("No such kind of file")
    made = chart(ground, name)
    try:
        content = drawn(made, ending)
    except Problem as problem:
        return unavailable(request, problem, title="现在不能生成这张图")
    plain = f"{ground.organ.slug}-{name}.{ending}"
    name = f"{made.title.replace('：', '-')}.{ending}"
    return handed_out(content, media_type=MEDIA_TYPES[ending], name=name, plain=plain, is_public=True)
