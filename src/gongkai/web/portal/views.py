"""Public pages: each view asks a selector or an action and fills a template."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.kernel.duties import PUBLIC
from gongkai.web.disclosure import selectors as disclosure
from gongkai.web.foundations import clock
from gongkai.web.organs import selectors as organs
from gongkai.web.organs.models import Organ
from gongkai.web.reports import selectors as reports
from gongkai.web.reports.downloads import source_ending

from . import words
from .forms import CheckForm
from .item_columns import columns_of
from .organs import page_of as organ_page
from .organs import tiles
from .pages import page_of
from .shown import published, uploaded, with_pictures

# Anyone may keep a copy, but asks each time whether it is still the same: a corrected report shows at once.
MOST_NEW, MOST_FOUND = 10, 30

public = cache_control(public=True, no_cache=True)


def asked_words(request: HttpRequest) -> str:
    """What somebody looks for."""
    return request.GET.get("q", "").replace("\0", "").strip()[:50]  # PostgreSQL knows no NUL


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Organs by level, the newest items and reports, and the door to checking a file."""
    query = asked_words(request)
    found = sorted(organs.named(query), key=lambda organ: not organ.is_active)
    shown = found[: organs.MOST_SHOWN]
    groups = [("", shown)] if query and shown else organs.by_level(shown)
    context = {
        "query": query,
        "groups": [(heading, tiles(members, query)) for heading, members in groups],
        "newest": () if query else reports.newest(6),
        "hidden": len(found) - len(shown),
    }
    return render(request, "portal/home.html", context | _items(query))


def _items(query: str) -> dict[str, object]:
    """What is public and named like that, or what came last; and how much more there is of what was looked for."""
    items = disclosure.with_title(disclosure.newest(), query)
    if not query:
        return {"items": items[:MOST_NEW]}
    return {"items": items[:MOST_FOUND], "more_items": items.count() - MOST_FOUND}


@public
@require_safe
def organ(request: HttpRequest, slug: str) -> HttpResponse:
    """An organ: how to reach it, what became of it, what it has made public, and its reports by year."""
    known = Organ.objects.visible_to(PUBLIC).select_related("parent", "authority")
    found = get_object_or_404(known, slug=slug)
    context = {"organ": found, "page": organ_page(found, on=clock.today()), "reports": reports.of(found)}
    return render(request, "portal/organ.html", context | {"columns": columns_of(found)})


@public
@require_safe
def report(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """A report: its tables, its text and what was found."""
    found = reports.published(slug, year)
    page = page_of(found.data, published(found))
    context = {"report": found, "page": page, "years": reports.years(found.organ)}
    files = {"downloads": words.DOWNLOADS, "source_ending": source_ending(found)}
    return render(request, "portal/report.html", context | files)


@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The door for one's own file: read, checked, shown, forgotten."""
    if request.method != "POST":
        return render(request, "portal/check.html", {"form": CheckForm()})
    form = CheckForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "portal/check.html", {"form": form}, status=422)
    context = {
        "page": page_of(form.report, uploaded(form.source, form.report["findings"])),
        "source": form.report["source"],
        "note": form.note,
        "form": CheckForm(),
    }
    return with_pictures(render(request, "portal/checked.html", context))
