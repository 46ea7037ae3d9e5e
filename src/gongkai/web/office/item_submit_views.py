"""Drafts sent into the chain one after the other from one page: each is an act of its own, and each has its answer.

Nothing is sent that was not ticked twice: once in the list, once on the page that tells what will be sent.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Problem
from gongkai.web.disclosure import actions
from gongkai.web.disclosure.importing import batches, drafts_of
from gongkai.web.disclosure.models import Item
from gongkai.web.foundations import clock

from .lists import HOME
from .rows import Rows, link, rows

A_PAGE = 50
# For how long somebody may still be at work on what he saved.
STILL_AT_WORK = timedelta(hours=1)
BREADCRUMBS = [HOME, {"url": "/office/items/", "label": "信息"}, {"url": "", "label": "批量送审"}]


@dataclass(frozen=True, slots=True)
class Choice:
    """One draft to choose, and why it is better looked at before it is sent; the mark names the draft as it is shown."""

    item: Item
    mark: str
    caution: str


@require_http_methods(["GET", "HEAD", "POST"])
def submit_items(request: HttpRequest) -> HttpResponse:
    """Drafts to choose from, fifty a page; what will be sent; after sending it, what became of each."""
    chosen = _chosen(request)
    if chosen and "confirmed" not in request.POST:
        context = {"choices": chosen, "breadcrumbs_items": BREADCRUMBS}
        return render(request, "office/item_submit_confirm.html", context)
    told = _submitted(request, chosen) if request.method == "POST" else None
    return render(request, "office/item_submit_many.html", _listed(request) | {"told": told})


def _listed(request: HttpRequest) -> dict[str, Any]:
    """The drafts of one page, of one batch or of all."""
    begun = _moment(request.GET.get("begun", ""))
    drafts = drafts_of(request.viewer, begun_at=begun).select_related("drafter", "latest__drafted_by")
    page = Paginator(drafts, A_PAGE).get_page(request.GET.get("p"))
    return {
        "page": page,
        "choices": list(_choices(page, request.viewer)),
        "is_all": "all" in request.GET,
        "begun": begun.isoformat() if begun else "",
        "batches": [(one.at.isoformat(), one) for one in batches(request.viewer)],
        "breadcrumbs_items": BREADCRUMBS,
    }


def _chosen(request: HttpRequest) -> list[Choice]:
    """The drafts that were ticked, as they stand now."""
    marks = [mark.partition("-")[0] for mark in request.POST.getlist("item")]
    numbers = [int(number) for number in marks if number.isdecimal() and len(number) < 19]
    items = Item.objects.changeable_by(request.viewer).filter(pk__in=numbers[:A_PAGE]).order_by("pk")
    return list(_choices(items.select_related("organ", "drafter", "latest__drafted_by"), request.viewer))


def _choices(items: Iterable[Item], viewer: Viewer) -> Iterator[Choice]:
    for item in items:
        yield Choice(item, f"{item.pk}-{item.latest_id}", _caution(item, viewer))


def _caution(item: Item, viewer: Viewer) -> str:
    """Why it is not ticked for the viewer; empty when nothing speaks against sending it."""
    latest, since = item.latest, clock.now() - STILL_AT_WORK
    if latest.drafted_by_id != viewer.person and latest.drafted_at > since:
        return f"{latest.drafted_by or '系统'}在一小时内修改过"
    return "" if item.drafter_id == viewer.person else "不是您起草的"


def _submitted(request: HttpRequest, chosen: list[Choice]) -> Rows:
    """Each in an act of its own; one that is refused does not stop the rest."""
    seen = set(request.POST.getlist("item"))
    return rows(("名称", "结果", "说明"), [_answer(one, request, is_seen=one.mark in seen) for one in chosen])


def _answer(choice: Choice, request: HttpRequest, *, is_seen: bool) -> tuple[Any, str, str]:
    where = link(reverse("items:sheet", args=[choice.item.pk]), choice.item.title)
    if not is_seen:
        return where, "没有送审", "您确认以后，内容又有修改。请看过现在的内容再送审。"
    try:
        actions.submit(choice.item, by=request.viewer, at=clock.now())
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
