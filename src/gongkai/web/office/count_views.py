"""How many items were published in a period: by category, channel, new or changed, statutory or other."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.web.foundations import clock

from .counting import Period, tables
from .lists import HOME


def counts(request: HttpRequest) -> HttpResponse:
    """主动公开统计."""
    form = Period(request.GET, viewer=request.viewer, today=clock.today())
    crumbs = [HOME, {"url": "", "label": "主动公开统计"}]
    context = {"form": form, "breadcrumbs_items": crumbs} | (
        tables(**form.cleaned_data) if form.is_valid() else {}
    )
    return render(request, "office/counts.html", context)
