"""Drafts sent into the chain one after the other from one page: each is an act of its own, and each has its answer."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods

from gongkai.kernel.problems import Problem
from gongkai.web.disclosure import actions
from gongkai.web.disclosure.importing import batches, drafts_of
from gongkai.web.disclosure.models import Item

from .lists import HOME
from .rows import Rows, link, rows

A_PAGE = 50
BREADCRUMBS = [HOME, {"url": "/office/items/", "label": "信息"}, {"url": "", "label": "批量送审"}]


@require_http_methods(["GET", "HEAD", "POST"])
def submit_items(request: HttpRequest) -> HttpResponse:
    """Drafts to choose from, fifty a page; after sending them, what became of each."""
    begun = _moment(request.GET.get("begun", ""))
    told = _submitted(request) if request.method == "POST" else None
    page = Paginator(drafts_of(request.viewer, begun_at=begun), A_PAGE).get_page(request.GET.get("p"))
    context = {
        "told": told,
        "page": page,
        "begun": begun.isoformat() if begun else "",
        "batches": [(one.at.isoformat(), one) for one in batches(request.viewer)],
        "breadcrumbs_items": BREADCRUMBS,
    }
    return render(request, "office/item_submit_many.html", context)


def _submitted(request: HttpRequest) -> Rows:
    """Each in an act of its own; one that is refused does not stop the rest."""
    chosen = request.POST.getlist("shown" if "all" in request.POST else "item")
    numbers = [int(text) for text in chosen if text.isdecimal()][:A_PAGE]
    items = Item.objects.changeable_by(request.viewer).filter(pk__in=numbers).select_related("latest")
    return rows(("名称", "结果", "说明"), [_answer(item, request) for item in items.order_by("pk")])


def _answer(item: Item, request: HttpRequest) -> tuple[Any, str, str]:
    where = link(reverse("items:sheet", args=[item.pk]), item.title)
    try:
        actions.submit(item, by=request.viewer, at=timezone.now())
    except Problem as problem:
        return where, "没有送审", str(problem)
    return where, "已送审", ""


def _moment(text: str) -> datetime | None:
    """A moment as the address states it; none for what is no moment."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and timezone.is_aware(found) else None
