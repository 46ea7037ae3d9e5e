"""What programs that look for pages are told: where everything public is listed, and where they need not look."""

from types import SimpleNamespace
from urllib.parse import urlsplit

from django.conf import settings
from django.core.paginator import EmptyPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from .addresses import at_home
from .sitemaps import SITEMAPS
from .views import public

_XML = "application/xml"


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """The office, what one person alone may read, and the search are nothing to keep."""
    context = {"sitemap": at_home(reverse("portal:sitemap-index"))}
    return render(request, "portal/robots.txt", context, content_type="text/plain; charset=utf-8")


@public
@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The pages of the sitemap."""
    pages = [
        {"location": at_home(reverse("portal:sitemap", args=[name, page]))}
        for name, kind in SITEMAPS.items()
        for page in kind().paginator.page_range
    ]
    return render(request, "sitemap_index.xml", {"sitemaps": pages}, content_type=_XML)


@public
@require_safe
def sitemap(request: HttpRequest, name: str, page: int) -> HttpResponse:
    """One page of it, at most five thousand addresses."""
    if name not in SITEMAPS:
        raise Http404("No such sitemap")
    home = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    try:
        found = SITEMAPS[name]().get_urls(page, SimpleNamespace(domain=home.netloc), home.scheme)
    except EmptyPage as nothing:
        raise Http404("No such page") from nothing
    return render(request, "sitemap.xml", {"urlset": found}, content_type=_XML)
