"""Pages of one organ: what it makes public, how to apply to it, where its information lies to be read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from gongkai.kernel.duties import PUBLIC
from gongkai.web.disclosure.chapters import chapters
from gongkai.web.disclosure.guide import published_guide
from gongkai.web.foundations import clock
from gongkai.web.organs.models import Organ
from gongkai.web.reports import selectors as reports

from . import front, linked_data
from .organs import page_of
from .places import places_of
from .shelves import columns_of
from .views import public

_COUNTED = ("organ", "year", "errors", "warnings", "notices")  # what the list says of a report


def _found(slug: str) -> Organ:
    """An organ that exists or has existed. Raises Http404."""
    known = Organ.objects.visible_to(PUBLIC).select_related("parent", "authority")
    return get_object_or_404(known, slug=slug)


@public
@require_safe
def organ(request: HttpRequest, slug: str) -> HttpResponse:
    """An organ: how to reach it, what became of it, its columns, and its reports by year."""
    found, today = _found(slug), clock.today()
    made = list(reports.of(found).only(*_COUNTED))
    columns = columns_of(found, on=today)
    page = page_of(found, on=today)
    context = {"organ": found, "page": page, "reports": made, "columns": columns}
    return render(request, "portal/organ.html", context | {"linked": linked_data.of_organ(found)})


@public
@require_safe
def apply(request: HttpRequest, slug: str) -> HttpResponse:
    """依申请公开: the ways in that are open today, what to write, how long it takes, what it costs, and who hears complaints."""
    found, today = _found(slug), clock.today()
    context = {"organ": found, "page": page_of(found, on=today), "guide": published_guide(found)}
    if found.is_active:
        context["chapters"] = chapters(found, today)
        # Whoever comes by the main columns has not said yet whose information he wants.
        context["tree"] = None if found.parent_id else front.tree()
    return render(request, "portal/apply.html", context)


@public
@require_safe
def places(request: HttpRequest, slug: str) -> HttpResponse:
    """查阅点, notice boards, screens and loudspeakers of an organ and of those below it."""
    found = _found(slug)
    return render(request, "portal/places.html", {"organ": found, "places": places_of(found)})
