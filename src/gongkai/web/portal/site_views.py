"""Pages of the place as a whole: its annual reports, what it asks the public, and what is said about the site itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.kernel.duties import PUBLIC
from gongkai.web.foundations import clock
from gongkai.web.organs.models import Organ

from . import asking, organ_tree
from .report_years import asked_year, report_years
from .views import public


@public
@require_safe
def annual_reports(request: HttpRequest) -> HttpResponse:
    """看年报: every organ's reports by year."""
    found = report_years(asked_year(request.GET))
    return render(request, "portal/annual_reports.html", {"found": found})


@public
@require_safe
def consultations(request: HttpRequest) -> HttpResponse:
    """征求意见: drafts to which opinions can be sent, and what became of those before."""
    context = {"asked": asking.open_now(clock.today()), "answered": asking.answered()}
    return render(request, "portal/consultations.html", context)


@public
@require_safe
def complaints(request: HttpRequest) -> HttpResponse:
    """投诉举报和复议: which ways there are, and the page of each organ that names the bodies."""
    return render(request, "portal/complaints.html", {"tree": organ_tree.tree("apply", place="#remedies")})


@public
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """数据与接口: how programs get the same as people."""
    return render(request, "portal/data.html", {"organs": Organ.objects.visible_to(PUBLIC).active()[:1]})


@public
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """无障碍说明: what works, what does not yet, and whom to tell."""
    return render(request, "portal/accessibility.html")
