"""月度登记: a year of an organ as a grid, entered, confirmed where it changes something, compared, handed out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from gongkai.engine.render.formats import MEDIA_TYPES
from gongkai.kernel.problems import NotYourDuty, Refused
from gongkai.web.decisions import actions
from gongkai.web.decisions.actions import standing
from gongkai.web.decisions.importing import workbook
from gongkai.web.foundations import clock
from gongkai.web.foundations.handing import handed_out
from gongkai.web.organs.models import Organ

from .lists import HOME
from .rooms.decision_forms import Choice, YearForm
from .rooms.decision_year import TITLE, confirmation, shown


@require_safe
def year(request: HttpRequest) -> HttpResponse:
    """行政行为: the year as it stands."""
    choice = Choice(request.GET, viewer=request.viewer, today=clock.today())
    if not choice.is_valid():
        return render(request, "office/decisions_year.html", _frame(choice))
    return _page(request, choice, _form(None, **choice.cleaned_data))


@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Enter what was filled in; what would change something is shown first."""
    choice = _chosen(request)
    form = _form(request.POST, **choice.cleaned_data)
    if not form.is_valid():
        return _page(request, choice, form)
    entries = form.entries(zeros=request.POST.get("zeros", ""))
    is_change, is_confirmed = any(one.was is not None for one in entries), "confirmed" in request.POST
    if is_confirmed or not is_change:
        form.must_say(entries)
    if is_change and (form.errors or not is_confirmed):
        context = _frame(choice) | confirmation(form, entries)
        return render(request, "office/decisions_confirm.html", context)
    return _page(request, choice, form) if form.errors else _entered(request, choice, form, entries)


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The year as a workbook, which can be taken in again."""
    organ, number = _chosen(request).cleaned_data.values()
    data = workbook(organ, number, standing(organ))
    name = f"{organ.short_name}{number}年{TITLE}.xlsx"
    return handed_out(data, media_type=MEDIA_TYPES["xlsx"], name=name)


def address(organ: Organ, number: int) -> str:
    """The grid of a year."""
    return f"{reverse('decisions:year')}?{urlencode({'organ': organ.pk, 'year': number})}"


def _entered(request: HttpRequest, choice: Choice, form: YearForm, entries: list[Any]) -> HttpResponse:
    try:
        done = actions.enter(form.organ, entries, by=request.viewer, at=clock.now())
    except NotYourDuty:
        raise
    except Refused as refused:
        form.add_error(None, str(refused))
        return _page(request, choice, form)
    told = f"已登记 {len(done)} 项。" if done else "没有改动，没有登记。"
    messages.success(request, told)
    return redirect(address(form.organ, form.year))


def _chosen(request: HttpRequest) -> Choice:
    """Which year of which organ was sent. Raises Refused."""
    sent = request.POST if request.method == "POST" else request.GET
    choice = Choice(sent, viewer=request.viewer, today=clock.today())
    if not choice.is_valid():
        raise Refused("没有这个机关或者年度。", "请回到“行政行为”页面，重新选择。")
    return choice


def _form(data: Any, *, organ: Organ, year: int) -> YearForm:
    return YearForm(data, organ=organ, year=year, stored=standing(organ), on=clock.today())


def _page(request: HttpRequest, choice: Choice, form: YearForm) -> HttpResponse:
    context = _frame(choice) | shown(form, viewer=request.viewer, on=clock.today())
    return render(request, "office/decisions_year.html", context)


def _frame(choice: Choice) -> dict[str, Any]:
    crumbs = [HOME, {"url": "", "label": TITLE}]
    return {"choice": choice, "title": TITLE, "breadcrumbs_items": crumbs}
