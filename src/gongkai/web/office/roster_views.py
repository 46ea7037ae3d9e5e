"""A list of organs taken in: upload, see what each row would do, confirm just that."""

from typing import Any

from django import forms
from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from gongkai.engine.render.formats import MEDIA_TYPES
from gongkai.kernel.problems import Problem, Refused
from gongkai.web.foundations import clock
from gongkai.web.foundations.handing import handed_out
from gongkai.web.organs.importing import Plan, PlannedRow, Verdict, carry_out, plan, take_roster, template
from gongkai.web.uploads import ReportFileField, limit

from .lists import HOME

# Seconds for which a list waits for its confirmation.
WAITING = 3600
SHOWN = 500
BREADCRUMBS = [HOME, {"url": "/office/organs/", "label": "机关"}, {"url": "", "label": "按名册登记"}]


class RosterFileField(ReportFileField):
    """A list; of one that is too large it says what to do with lists."""

    def clean(self, data: UploadedFile | None, initial: Any = None) -> Any:
        """Refuse a file over the limit."""
        try:
            return super().clean(data, initial)
        except forms.ValidationError as error:
            if error.code != "too_big":
                raise
            told = f"文件超过 {limit()}。请去掉名册中的图片和其他工作表，或者分几次登记。"
            raise forms.ValidationError(told, code=error.code) from error


class RosterForm(forms.Form):
    """The list itself."""

    file = RosterFileField(label="机关名册", help_text="XLSX 或 CSV，第一行是列名。可以先下载空白名册填写。")


def import_organs(request: HttpRequest) -> HttpResponse:
    """The form; and after an upload the dry run, which writes nothing."""
    form = RosterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            data = file.read()
            planned = _planned(request, data, file.name)
        except Problem as problem:
            form.add_error("file", str(problem))
        else:
            cache.set(_key(request, planned.seal), (data, file.name), WAITING)
            return render(request, "office/import_plan.html", _about(planned))
    return render(request, "office/import.html", {"form": form, "breadcrumbs_items": BREADCRUMBS})


@require_POST
def carry_out_import(request: HttpRequest) -> HttpResponse:
    """Do what the plan with this seal says, if file and organs are still the same."""
    seal = request.POST.get("seal", "")
    kept = cache.get(_key(request, seal))
    if kept is None:
        raise Refused("预演已过一小时，名册没有登记。", "请重新上传名册。")
    done = carry_out(_planned(request, *kept), seal=seal, by=request.viewer, at=clock.now())
    messages.success(request, f"名册已全部登记。{done.summary()}")
    return redirect("organs:index")


@require_safe
def empty_roster(request: HttpRequest) -> HttpResponse:
    """An empty list to fill in."""
    return handed_out(template(), media_type=MEDIA_TYPES["xlsx"], name="机关名册.xlsx")


def _planned(request: HttpRequest, data: bytes, name: str) -> Plan:
    return plan(take_roster(data, name=name), by=request.viewer)


def _key(request: HttpRequest, seal: str) -> str:
    """Whoever confirms is whoever has seen the plan."""
    return f"organ-import:{request.viewer.person}:{seal}"


def _about(planned: Plan) -> dict[str, object]:
    """The plan as a page shows it: what stands in the way first, then what becomes of organs that stand already."""
    order = (Verdict.REFUSED, Verdict.CHANGED, Verdict.NEW, Verdict.UNCHANGED)
    ranked = sorted(planned.rows, key=lambda row: (order.index(row.verdict), row.line))
    rows = [(row, _why(row)) for row in ranked[:SHOWN]]
    left = max(len(ranked) - SHOWN, 0)
    return {"plan": planned, "rows": rows, "left": left, "breadcrumbs_items": BREADCRUMBS}


def _why(row: PlannedRow) -> str:
    """What is wrong with a row, or what it changes."""
    if row.faults:
        return "".join(map(str, row.faults))
    return "".join(f"{one.heading}由“{one.before}”改为“{one.after}”。" for one in row.changes)
