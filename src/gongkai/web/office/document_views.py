"""The register beside its single documents: lists taken in from other systems, and the month's reconciliation."""

from datetime import date
from typing import Any

from django import forms
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from gongkai.engine.render.formats import MEDIA_TYPES, render_paper
from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Problem, Refused
from gongkai.web.disclosure.models.item import INSIDERS
from gongkai.web.documents.importing import carry_out, plan, take_list, template
from gongkai.web.documents.models.document import KEEPERS
from gongkai.web.documents.paper import cells, paper_of
from gongkai.web.documents.reconciling import FindingKind, Findings, found
from gongkai.web.foundations import clock
from gongkai.web.foundations.ground import on_ground
from gongkai.web.foundations.handing import handed_out
from gongkai.web.organs.importing import Plan, Verdict
from gongkai.web.organs.models import Organ

from .lists import HOME
from .roster_views import RosterFileField
from .rows import rows

REGISTER = {"url": "/office/register/", "label": "发文台账"}
WAITING = 3600  # seconds for which a list waits for its confirmation
SHOWN = 500


class ListForm(forms.Form):
    """The organ, and the list itself."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="机关", empty_label=None)
    file = RosterFileField(
        label="发文清单", help_text="XLSX 或 CSV，第一行是列名：从原系统导出，或者下载空白清单填写。"
    )

    def __init__(self, *args: Any, viewer: Viewer) -> None:
        super().__init__(*args)
        self.fields["organ"].queryset = _organs(viewer, *KEEPERS).active()


class MonthForm(forms.Form):
    """Which organ, and which month; this one when nobody says."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="机关", empty_label=None)
    month = forms.DateField(
        label="月份",
        input_formats=["%Y-%m", "%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
    )

    def __init__(self, data: Any, *, viewer: Viewer, today: date) -> None:
        organs = _organs(viewer, *INSIDERS)
        first = organs.first()
        begun = {"organ": first and first.pk, "month": f"{today:%Y-%m}"}
        super().__init__({**begun, **{name: data[name] for name in begun if data.get(name)}})
        self.fields["organ"].queryset = organs


def import_documents(request: HttpRequest) -> HttpResponse:
    """The form; and after an upload the dry run, which writes nothing."""
    form = ListForm(request.POST or None, request.FILES or None, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        organ, name = form.cleaned_data["organ"], form.cleaned_data["file"].name
        data = form.cleaned_data["file"].read()
        try:
            planned = _planned(request, organ, data, name)
        except Problem as problem:
            form.add_error("file", str(problem))
        else:
            cache.set(_key(request, planned.seal), (organ.pk, data, name), WAITING)
            return render(request, "office/register_plan.html", _about(planned, organ))
    context = {"form": form, "breadcrumbs_items": _crumbs("导入")}
    return render(request, "office/register_import.html", context)


@require_POST
def carry_out_import(request: HttpRequest) -> HttpResponse:
    """Do what the plan with this seal says, if file and register are still the same."""
    seal = request.POST.get("seal", "")
    kept = cache.get(_key(request, seal))
    if kept is None:
        raise Refused("预演已过一小时，清单没有登记。", "请重新上传清单。")
    organ, data, name = Organ.objects.get(pk=kept[0]), *kept[1:]
    planned = _planned(request, organ, data, name)
    done = carry_out(planned, organ=organ, seal=seal, by=request.viewer, at=clock.now())
    messages.success(request, f"清单已全部登记。{done.summary()}")
    return redirect("register:index")


@require_safe
def empty_list(request: HttpRequest) -> HttpResponse:
    """An empty list to fill in."""
    return _workbook(template(), "发文清单")


@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """按月对账: what does not fit, as a page or as a workbook."""
    form = MonthForm(request.GET, viewer=request.viewer, today=clock.today())
    context = {"form": form, "breadcrumbs_items": _crumbs("按月对账")}
    if not form.is_valid():
        return render(request, "office/register_month.html", context)
    organ = form.cleaned_data["organ"]
    findings = found(organ, form.cleaned_data["month"], on=clock.today())
    if request.GET.get("export") == "xlsx":
        paper = paper_of(findings, organ=organ.name)
        return _workbook(render_paper(paper, "xlsx"), paper.title)
    may = request.viewer.holds(*KEEPERS, path=organ.path)
    return render(request, "office/register_month.html", context | _shown(findings, organ) | {"may": may})


def _shown(findings: Findings, organ: Organ) -> dict[str, Any]:
    """The sentence, and a table for each kind."""
    heads = ("文号", "标题", "成文日期", "期限", "说明")
    tables = [
        (kind.label, rows(heads, map(cells, listed))) for kind in FindingKind if (listed := findings.of(kind))
    ]
    kept = organ.reconciliations.filter(month_on=findings.month_on).select_related("person")
    return {"findings": findings, "organ": organ, "tables": tables, "kept": kept}


def _organs(viewer: Viewer, *duties: str) -> Any:
    return Organ.objects.filter(on_ground(viewer.ground(*duties), prefix=""))


def _planned(request: HttpRequest, organ: Organ, data: bytes, name: str) -> Plan:
    return plan(take_list(data, name=name), organ=organ, on=clock.today(), by=request.viewer)


def _key(request: HttpRequest, seal: str) -> str:
    """Whoever confirms is whoever has seen the plan."""
    return f"document-import:{request.viewer.person}:{seal}"


def _about(planned: Plan, organ: Organ) -> dict[str, object]:
    """The plan as a page shows it: what stands in the way first."""
    order = (Verdict.REFUSED, Verdict.CHANGED, Verdict.NEW, Verdict.UNCHANGED)
    ranked = sorted(planned.rows, key=lambda row: (order.index(row.verdict), row.line))
    listed = [(row.line, row.name or "（没有标题）", row.verdict.label, _why(row)) for row in ranked[:SHOWN]]
    table = rows(("行", "标题", "结果", "说明"), listed)
    left = max(len(ranked) - SHOWN, 0)
    return {
        "plan": planned,
        "organ": organ,
        "rows": table,
        "left": left,
        "breadcrumbs_items": _crumbs("导入"),
    }


def _why(row: Any) -> str:
    """What is wrong with a row, what it changes, what to know about it."""
    if row.faults:
        return "".join(map(str, row.faults))
    told = [f"{one.heading}由“{one.before}”改为“{one.after}”。" for one in row.changes]
    return "".join([*told, *row.notes])


def _workbook(data: bytes, name: str) -> HttpResponse:
    return handed_out(data, media_type=MEDIA_TYPES["xlsx"], name=f"{name}.xlsx")


def _crumbs(title: str) -> list[dict[str, str]]:
    return [HOME, REGISTER, {"url": "", "label": title}]
