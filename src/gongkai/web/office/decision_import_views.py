"""A list of months taken in: upload, see what each row would do, confirm just that."""

from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from gongkai.engine.render.formats import MEDIA_TYPES
from gongkai.kernel.problems import Problem, Refused
from gongkai.web.decisions.importing import PlannedMonth, carry_out, plan, take_list, workbook
from gongkai.web.decisions.values import told
from gongkai.web.foundations import clock
from gongkai.web.foundations.handing import handed_out
from gongkai.web.organs.importing import Plan, Verdict
from gongkai.web.organs.models import Organ

from .decision_views import address
from .lists import HOME
from .rooms.decision_forms import Choice, ListForm
from .rooms.decision_year import TITLE
from .rows import rows

WAITING = 3600  # seconds for which a list waits for its confirmation
_ORDER = (Verdict.REFUSED, Verdict.CHANGED, Verdict.NEW, Verdict.UNCHANGED)


def import_months(request: HttpRequest) -> HttpResponse:
    """The form; and after an upload the dry run, which writes nothing."""
    form = ListForm(request.POST or None, request.FILES or None, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        organ, file = form.cleaned_data["organ"], form.cleaned_data["file"]
        kept = organ.pk, file.read(), file.name
        try:
            planned = _planned(request, *kept)
        except Problem as problem:
            form.add_error("file", str(problem))
        else:
            cache.set(_key(request, planned.seal), kept, WAITING)
            return render(request, "office/decisions_plan.html", _about(planned, organ))
    return render(request, "office/decisions_import.html", {"form": form, "breadcrumbs_items": _crumbs()})


@require_POST
def carry_out_import(request: HttpRequest) -> HttpResponse:
    """Do what the plan with this seal says, if file and counts are still the same."""
    seal = request.POST.get("seal", "")
    kept = cache.get(_key(request, seal))
    if kept is None:
        raise Refused("预演已过一小时，清单没有登记。", "请重新上传清单。")
    organ, planned = Organ.objects.get(pk=kept[0]), _planned(request, *kept)
    done = carry_out(planned, organ=organ, seal=seal, by=request.viewer, at=clock.now())
    cache.delete(_key(request, seal))
    messages.success(request, f"清单已全部登记。{done.summary()}")
    last = max(entry.month for row in done.rows for entry in row.entries)
    return redirect(address(organ, last.year))


@require_safe
def empty_list(request: HttpRequest) -> HttpResponse:
    """A year without counts, to fill in."""
    choice = Choice(request.GET, viewer=request.viewer, today=clock.today())
    if not choice.is_valid():
        raise Refused("没有这个机关或者年度。", "请回到“行政行为”页面，重新选择。")
    data = workbook(choice.cleaned_data["organ"], choice.cleaned_data["year"], {})
    return handed_out(data, media_type=MEDIA_TYPES["xlsx"], name=f"{TITLE}清单.xlsx")


def _planned(request: HttpRequest, pk: int, data: bytes, name: str) -> Plan:
    organ = Organ.objects.get(pk=pk)
    return plan(take_list(data, name=name), organ=organ, on=clock.today(), by=request.viewer)


def _key(request: HttpRequest, seal: str) -> str:
    """Whoever confirms is whoever has seen the plan."""
    return f"decision-import:{request.viewer.person}:{seal}"


def _about(planned: Plan, organ: Organ) -> dict[str, object]:
    """The plan as a page shows it: what stands in the way first, then what would change."""
    ranked = sorted(planned.rows, key=lambda row: (_ORDER.index(row.verdict), row.line))
    listed = [(row.line, row.name or "（没有月份）", row.verdict.label, _why(row)) for row in ranked]
    table = rows(("行", "月份", "结果", "说明"), listed)
    return {"plan": planned, "organ": organ, "rows": table, "breadcrumbs_items": _crumbs()}


def _why(row: PlannedMonth) -> str:
    """What is wrong with a row, or what it would enter and change."""
    if row.faults:
        return "".join(map(str, row.faults))
    changed = [f"{one.heading}由“{one.before}”改为“{one.after}”。" for one in row.changes]
    new = [
        f"{one.known_kind.name}{told(one.value, one.known_kind)}" for one in row.entries if one.was is None
    ]
    return "".join([*changed, "，".join(new)])


def _crumbs() -> list[dict[str, Any]]:
    return [HOME, {"url": reverse("decisions:year"), "label": TITLE}, {"url": "", "label": "导入"}]
