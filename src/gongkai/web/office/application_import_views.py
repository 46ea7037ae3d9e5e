"""An old register taken over: upload it, see what each row would do, look at what is doubtful, confirm just that."""

from base64 import b64decode, b64encode
from typing import Any

from django import forms
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from gongkai.engine.render.formats import MEDIA_TYPES
from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Problem, Refused
from gongkai.web.applications.importing import (
    IMPORTERS,
    CasePlan,
    PlannedCase,
    carry_out,
    plan,
    remarks,
    take_register,
    template,
)
from gongkai.web.foundations import clock
from gongkai.web.foundations.ground import on_ground
from gongkai.web.foundations.handing import handed_out
from gongkai.web.foundations.sealed import seal, unseal
from gongkai.web.organs.importing import Verdict
from gongkai.web.organs.models import Organ

from .lists import HOME
from .roster_views import RosterFileField
from .rows import rows

REGISTER = {"url": "/office/applications/", "label": "申请登记册"}
BREADCRUMBS = [HOME, REGISTER, {"url": "", "label": "转入已有台账"}]
WAITING = 3600  # seconds for which a register waits for its confirmation
SHOWN = 200
# More than these nobody looks at one by one on a page: they are looked at in the file.
MOST_TICKED = 50
_ORDER = ("不能转入", "待核对", "转入", "已有")


class RegisterForm(forms.Form):
    """The organ, and the register itself."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="机关", empty_label=None)
    file = RosterFileField(
        label="登记册", help_text="XLSX 或 CSV，有一行列名。可以用原来的登记册，也可以下载空白登记册填写。"
    )

    def __init__(self, *args: Any, viewer: Viewer) -> None:
        super().__init__(*args)
        ground = on_ground(viewer.ground(*IMPORTERS), prefix="")
        self.fields["organ"].queryset = Organ.objects.filter(ground).active()


def import_applications(request: HttpRequest) -> HttpResponse:
    """The form; and after an upload the dry run, which writes nothing."""
    form = RegisterForm(request.POST or None, request.FILES or None, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        organ, file = form.cleaned_data["organ"], form.cleaned_data["file"]
        kept = organ.pk, file.name, file.read()
        try:
            planned = _planned(request, kept)
        except Problem as problem:
            form.add_error("file", str(problem))
        else:
            _keep(request, planned.seal, kept)
            return render(request, "office/case_import_plan.html", _about(planned, organ))
    return render(request, "office/case_import.html", {"form": form, "breadcrumbs_items": BREADCRUMBS})


@require_POST
def carry_out_import(request: HttpRequest) -> HttpResponse:
    """Do what the plan with this seal says, if file and register are still the same."""
    sealed = request.POST.get("seal", "")
    kept = _kept(request, sealed)
    organ, planned = Organ.objects.get(pk=kept[0]), _planned(request, kept, checked=_ticked(request))
    if planned.needs_only_looking:
        messages.error(request, "还有没有核对的行，一行也没有转入。请核对后勾选，或者改正登记册后重新上传。")
        return render(request, "office/case_import_plan.html", _about(planned, organ))
    done = carry_out(planned, organ=organ, seal=sealed, by=request.viewer, at=clock.now())
    cache.delete(_key(request, sealed))
    messages.success(request, f"已转入 {done.count(Verdict.NEW)} 件，都标有“已有台账转入”。")
    return redirect("applications:index")


@require_POST
def remarked(request: HttpRequest) -> HttpResponse:
    """The register with a remark beside each row."""
    planned = _planned(request, _kept(request, request.POST.get("seal", "")))
    return handed_out(remarks(planned), media_type=MEDIA_TYPES["xlsx"], name="登记册（预演说明）.xlsx")


@require_safe
def empty_register(request: HttpRequest) -> HttpResponse:
    """An empty register to fill in."""
    return handed_out(template(), media_type=MEDIA_TYPES["xlsx"], name="登记册.xlsx")


_Kept = tuple[int, str, bytes]


def _planned(request: HttpRequest, kept: _Kept, *, checked: frozenset[int] = frozenset()) -> CasePlan:
    pk, name, data = kept
    told = {"organ": Organ.objects.get(pk=pk), "on": clock.today(), "by": request.viewer}
    return plan(take_register(data, name=name), **told, checked=checked)


def _keep(request: HttpRequest, sealed: str, kept: _Kept) -> None:
    """The file waits sealed: it says who applied, and where it waits is no database."""
    pk, name, data = kept
    token = seal({"organ": str(pk), "name": name, "data": b64encode(data).decode("ascii")})
    cache.set(_key(request, sealed), token, WAITING)


def _kept(request: HttpRequest, sealed: str) -> _Kept:
    """What was uploaded. Raises Refused when it waits no longer."""
    token = cache.get(_key(request, sealed))
    if token is None:
        raise Refused("预演已过一小时，登记册没有转入。", "请重新上传登记册。")
    told = unseal(token)
    return int(told["organ"]), told["name"], b64decode(told["data"])


def _key(request: HttpRequest, sealed: str) -> str:
    """Whoever confirms is whoever has seen the plan."""
    return f"application-import:{request.viewer.person}:{sealed}"


def _ticked(request: HttpRequest) -> frozenset[int]:
    return frozenset(int(line) for line in request.POST.getlist("checked") if line.isdecimal())


def _to_tick(planned: CasePlan) -> tuple[PlannedCase, ...]:
    """The rows to be looked at one by one, when nothing else stands in the way and they are not too many."""
    is_short = planned.needs_only_looking and len(planned.doubtful) <= MOST_TICKED
    return planned.doubtful if is_short else ()


def _about(planned: CasePlan, organ: Organ) -> dict[str, object]:
    """The plan as a page shows it: what stands in the way first, then what is to be looked at."""
    ticked = _to_tick(planned)
    others = [row for row in planned.rows if row not in ticked]
    ranked = sorted(others, key=lambda row: (_ORDER.index(row.result), not row.why, row.line))
    told = [(row.line, row.name or "（没有写明）", row.result, row.why) for row in ranked[:SHOWN]]
    return {
        "plan": planned,
        "organ": organ,
        "ticked": ticked,
        "rows": rows(("行", "所需信息", "结果", "说明"), told),
        "left": max(len(ranked) - SHOWN, 0),
        "has_remarks": any(row.why for row in planned.rows),
        "breadcrumbs_items": BREADCRUMBS,
    }
