"""Pages of one organ: what it makes public, how to apply to it, where its information lies to be read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.web.disclosure.chapters import chapters
from gongkai.web.disclosure.guide import published_guide
from gongkai.web.foundations import clock
from gongkai.web.harvest.selectors import kept_under

from . import linked_data, organ_tree
from .organ_columns import columns_of
from .organ_page import organ_of, page_of, reports_of
from .places import places_of
from .views import public


@public
@require_safe
def organ(request: HttpRequest, slug: str) -> HttpResponse:
    """An organ: how to reach it, what became of it, its columns, and its reports by year."""
    found, today = organ_of(slug), clock.today()
    context = {"organ": found, "page": page_of(found, on=today)}
    context |= {"reports": reports_of(found), "columns": columns_of(found, on=today)}
    context["collected"] = kept_under(found.pk)
    return render(request, "portal/organ.html", context | {"linked": linked_data.of_organ(found)})


@public
@require_safe
def apply(request: HttpRequest, slug: str) -> HttpResponse:
    """依申请公开: the ways in that are open today, what to write, how long it takes, what it costs, and who hears complaints."""
    found, today = organ_of(slug), clock.today()
    context = {"organ": found, "page": page_of(found, on=today), "guide": published_guide(found)}
    if found.is_active:
        context["chapters"] = chapters(found, today)
        # Whoever comes by the main columns has not said yet whose information he wants.
        context["tree"] = None if found.parent_id else organ_tree.tree("apply", chosen=found)
    return render(request, "portal/apply.html", context)


@public
@require_safe
def places(request: HttpRequest, slug: str) -> HttpResponse:
    """查阅点, notice boards, screens and loudspeakers of an organ and of those below it."""
    found = organ_of(slug)
    return render(request, "portal/places.html", {"organ": found, "places": places_of(found)})
