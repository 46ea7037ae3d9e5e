"""Public pages: each view asks a selector or an action and fills a template."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.web.foundations import clock
from gongkai.web.foundations.sharing import public
from gongkai.web.reports import selectors as reports
from gongkai.web.reports.downloads import source_ending
from gongkai.web.reports.former import versions

from . import home_page, linked_data, words
from .comparing import compared
from .forms import CheckForm
from .pages import page_of
from .report_made import lines_of, made_of, ways
from .shown import published, uploaded, with_pictures


def asked_words(request: HttpRequest) -> str:
    """What somebody looks for."""
    return request.GET.get("q", "").replace("\0", "").strip()[:50]  # PostgreSQL knows no NUL


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search first, four doors, what is new, and the organs by level; words that were looked for here are looked for there."""
    if query := asked_words(request):
        return redirect(f"{reverse('portal:search')}?{urlencode({'q': query})}")
    return render(request, "portal/home.html", {"page": home_page.page_on(clock.today())})


@public
@require_safe
def report(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """A report: its tables, its text and what was found."""
    found = reports.published(slug, year)
    known = versions(found)
    made, editions = made_of(found, known), lines_of(found, known)
    given = [one.cell for one in made.given] if made else ()
    page = page_of(found.data, published(found), ways=ways(found) if made else None, given=given)
    context = {"report": found, "page": page, "years": reports.years(found.organ), "made": made}
    context |= {"compared": compared(found), "linked": linked_data.of_report(found, page.title)}
    files = {"downloads": words.DOWNLOADS, "source_ending": source_ending(found)}
    files |= {"published": editions[0].published, "editions": editions}
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
