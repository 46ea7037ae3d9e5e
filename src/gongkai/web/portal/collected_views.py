"""Pages of what was collected from other instances: whose it is and where the original stands comes first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.web.harvest.selectors import public as collected_thing

from .collected import page_of
from .views import public


@public
@require_safe
def collected(request: HttpRequest, pk: int) -> HttpResponse:
    """Something that another instance has made public, as it said it there."""
    return render(request, "portal/collected.html", {"page": page_of(collected_thing(pk))})
