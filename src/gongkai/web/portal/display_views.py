"""How pages are shown: larger, in higher contrast, or on a terminal in a hall."""

from dataclasses import replace
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from .display import Display, kept, of

form = require_http_methods(["GET", "HEAD", "POST"])


@csrf_exempt  # the buttons stand on pages that anybody may keep; whoever pressed them, only the looks change
@never_cache
@form
def display(request: HttpRequest) -> HttpResponse:
    """The three buttons and what they do; after one was pressed, the page where it was pressed."""
    if request.method != "POST":
        return render(request, "portal/display.html")
    shown = of(request).changed(request.POST.get("show", ""))
    return kept(redirect(_back(request)), shown, is_secure=request.is_secure())


def _back(request: HttpRequest) -> str:
    """The page of this site that the browser says it comes from, else the start."""
    try:
        came = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # half an address of an IPv6 host, and the like
        return reverse("portal:home")
    back = f"{came.path}?{came.query}" if came.query else came.path
    is_here = came.netloc == request.get_host() and url_has_allowed_host_and_scheme(back, None)
    return back if is_here else reverse("portal:home")


@csrf_protect
@never_cache
@form
def kiosk(request: HttpRequest) -> HttpResponse:
    """For whoever sets up the terminal: from now on this browser shows the pages for a hall."""
    if request.method != "POST":
        return render(request, "portal/kiosk.html")
    shown = Display(is_kiosk=True, has_printer=request.POST.get("printer") == "yes")
    return kept(redirect("portal:home"), shown, is_secure=request.is_secure())


@csrf_protect
@never_cache
@form
def kiosk_leave(request: HttpRequest) -> HttpResponse:
    """Ends it; only the page where it is set up leads here."""
    if request.method != "POST":
        return render(request, "portal/kiosk_leave.html")
    shown = replace(of(request), is_kiosk=False, has_printer=False)
    return kept(redirect("portal:home"), shown, is_secure=request.is_secure())
