"""Old items taken in from a list and a zip of files: upload both, see what each row would do, confirm just that."""

from typing import Any

from django import forms
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from gongkai.engine.render.formats import MEDIA_TYPES
from gongkai.kernel.problems import Problem, Refused
from gongkai.web.disclosure.importing import ItemPlan, PlannedItem, carry_out, plan, take_list, template
from gongkai.web.foundations import clock
from gongkai.web.foundations.handing import handed_out
from gongkai.web.organs.importing import Verdict
from gongkai.web.uploads import UploadField

from .lists import HOME
from .rows import rows

ITEMS = {"url": "/office/items/", "label": "信息"}
BREADCRUMBS = [HOME, ITEMS, {"url": "", "label": "批量导入"}]
WAITING = 3600  # seconds for which a plan waits for its confirmation
SHOWN = 500


class _ImportField(UploadField):
    advice = "请分成几次导入，每次一份清单和一个压缩包。"


class ImportForm(forms.Form):
    """The list, and the files that it names."""

    file = _ImportField(label="信息清单", help_text="XLSX 或 CSV，第一行是列名。可以先下载空白清单填写。")
    packed = _ImportField(
        label="文件压缩包", required=False, help_text="清单中写了文件名的，把这些文件压缩成一个 zip 上传。"
    )


def import_items(request: HttpRequest) -> HttpResponse:
    """The form; and after an upload the dry run, which writes nothing."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = _sent(**form.cleaned_data)
        try:
            planned = _planned(request, *sent)
        except Problem as problem:
            form.add_error(None, str(problem))
        else:
            cache.set(_key(request, planned.seal), sent, WAITING)
            return render(request, "office/item_import_plan.html", _about(planned))
    return render(request, "office/item_import.html", {"form": form, "breadcrumbs_items": BREADCRUMBS})


@require_POST
def carry_out_import(request: HttpRequest) -> HttpResponse:
    """Do what the plan with this seal says, if what the organs have is still the same."""
    seal, at = request.POST.get("seal", ""), clock.now()
    kept = cache.get(_key(request, seal))
    if kept is None:
        raise Refused("预演已过一小时，信息没有导入。", "请重新上传清单和压缩包。")
    done = carry_out(_planned(request, *kept), kept[-1], seal=seal, by=request.viewer, at=at)
    cache.delete(_key(request, seal))
    count = done.count(Verdict.NEW)
    messages.success(request, f"已导入 {count} 条，都是草稿。核对、补填以后送审；批准并发布以前不公开。")
    return redirect(f"{reverse('items-submit')}?{urlencode({'begun': at.isoformat()})}")


@require_safe
def empty_list(request: HttpRequest) -> HttpResponse:
    """An empty list to fill in."""
    return handed_out(template(), media_type=MEDIA_TYPES["xlsx"], name="信息清单.xlsx")


def _sent(*, file: Any, packed: Any) -> tuple[bytes, str, bytes | None]:
    """The files as they came: these wait for the confirmation, and are judged anew then."""
    return file.read(), file.name, packed.read() if packed else None


def _planned(request: HttpRequest, data: bytes, name: str, packed: bytes | None) -> ItemPlan:
    return plan(take_list(data, name=name), packed, on=clock.today(), by=request.viewer)


def _key(request: HttpRequest, seal: str) -> str:
    """Whoever confirms is whoever has seen the plan."""
    return f"item-import:{request.viewer.person}:{seal}"


def _about(planned: ItemPlan) -> dict[str, object]:
    """The plan as a page shows it: what stands in the way first, then what has to be looked at."""
    order = (Verdict.REFUSED, Verdict.NEW, Verdict.UNCHANGED)
    ranked = sorted(planned.rows, key=lambda row: (order.index(row.verdict), not row.notes, row.line))
    told = [(row.line, row.name or "（没有名称）", _result(row), _why(row)) for row in ranked[:SHOWN]]
    return {
        "plan": planned,
        "rows": rows(("行", "名称", "结果", "说明"), told),
        "left": max(len(ranked) - SHOWN, 0),
        "unused": planned.unused[:20],
        "breadcrumbs_items": BREADCRUMBS,
    }


def _result(row: PlannedItem) -> str:
    return {Verdict.NEW: "起草", Verdict.UNCHANGED: "已有"}.get(row.verdict, "不能导入")


def _why(row: PlannedItem) -> str:
    return "".join([*map(str, row.faults), *row.notes])
