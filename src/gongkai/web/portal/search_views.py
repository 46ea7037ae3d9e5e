"""Searching what is public, and what helps browsers to do so: suggestions and the description of our search."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from gongkai.kernel.problems import Problem

from . import alert_sources, search_feed
from .search_asked import asked
from .search_pages import page_of, suggested
from .views import public


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What was found, twenty results a page; without words the newest."""
    try:
        return _found(request)
    except Problem as problem:
        return _cannot_search(request, problem)


@public
def _found(request: HttpRequest) -> HttpResponse:
    page = page_of(asked(request.GET))
    if page.is_beyond:
        return redirect(page.last_address)
    ways = {"feed": search_feed.address_of(page.asked), "alert": alert_sources.offered_for(page.asked)}
    return render(request, "portal/search.html", {"page": page} | ways)


def _cannot_search(request: HttpRequest, problem: Problem) -> HttpResponse:
    """503: the search does not answer; the columns of the organs do."""
    context = {"words": asked(request.GET).query.words, "problem": problem}
    response = render(request, "portal/search_unavailable.html", context, status=503)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Retry-After"] = "60"
    return response


@public
@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """What somebody who types may mean, in the form that browsers ask for: the words, then organs and titles."""
    words = asked(request.GET).query.words
    answer = [words, suggested(words)]
    return JsonResponse(answer, safe=False, content_type="application/x-suggestions+json")


@public
@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """How a browser adds this search to its own."""
    root = request.build_absolute_uri("/").removesuffix("/")
    return render(
        request,
        "portal/search_description.xml",
        {"root": root},
        content_type="application/opensearchdescription+xml; charset=utf-8",
    )
