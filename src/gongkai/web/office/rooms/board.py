"""The board of an organ's duties to publish: late, due, published, not applying; and the calendar that phones take over."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html

from gongkai.kernel.duties import Viewer
from gongkai.kernel.workdays import workdays_between
from gongkai.lawbook.calendars import calendar
from gongkai.web.catalogue.board import BoardLine, State
from gongkai.web.catalogue.calendar import ical
from gongkai.web.catalogue.selectors import rows_of, unassigned
from gongkai.web.disclosure.selectors import standing
from gongkai.web.foundations import clock
from gongkai.web.foundations.ground import on_ground
from gongkai.web.foundations.handing import handed_out
from gongkai.web.office.lists import HOME
from gongkai.web.office.rows import Rows, day, link, rows
from gongkai.web.organs.models import Organ

TITLE = "公开情况"
# Never a colour alone: a shape, and the word behind it.
_SHAPES = {State.LATE: "▲", State.DUE: "○", State.PUBLISHED: "●", State.NOT_INVOLVED: "—"}


class Choice(forms.Form):
    """Whose board, and which states; the viewer's first organ when nobody says."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="机关", empty_label=None)
    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "全部"), *((state.value, state.label) for state in State)]
    )

    def __init__(self, data: Any, *, viewer: Viewer) -> None:
        organs = _organs(viewer)
        first = organs.first()
        super().__init__({"organ": data.get("organ") or (first and first.pk), "state": data.get("state", "")})
        self.fields["organ"].queryset = organs


def show_board(request: HttpRequest) -> HttpResponse:
    """公开情况: each duty of an organ and how it stands today."""
    form = Choice(request.GET, viewer=request.viewer)
    crumbs = [HOME, {"url": reverse("catalogue:index"), "label": "目录"}, {"url": "", "label": TITLE}]
    context = {"form": form, "breadcrumbs_items": crumbs, "title": TITLE}
    if form.is_valid():
        context |= _found(form.cleaned_data["organ"], form.cleaned_data["state"], request.viewer)
    return render(request, "office/board.html", context)


def show_calendar(request: HttpRequest) -> HttpResponse:
    """公开日历: the due days of an organ as a calendar file."""
    form = Choice(request.GET, viewer=request.viewer)
    if not form.is_valid():
        return HttpResponseBadRequest("请在公开情况页选择机关。", content_type="text/plain; charset=utf-8")
    organ = form.cleaned_data["organ"]
    name = f"{organ.short_name}公开日历"
    lines = _lines(organ, clock.today(), request.viewer)
    text = ical(lines, name=name, host=request.get_host(), at=clock.now())
    return handed_out(text, media_type="text/calendar; charset=utf-8", name=f"{name}.ics")


def _organs(viewer: Viewer) -> QuerySet[Organ]:
    """Where the viewer holds a duty: how an organ keeps up with its duties is told inside it and above it."""
    return Organ.objects.filter(on_ground(viewer.ground(), prefix="")).active()


def _lines(organ: Organ, on: date, viewer: Viewer) -> list[BoardLine]:
    """The duties of an organ, the late ones first, each state in the order of the catalogue."""
    lines = standing(rows_of(organ, viewer=viewer).active(), on)
    order = list(State)
    return sorted(lines, key=lambda line: order.index(line.state))


def _found(organ: Organ, state: str, viewer: Viewer) -> dict[str, Any]:
    """The sentence, the table, and where the calendar is."""
    on = clock.today()
    lines = _lines(organ, on, viewer)
    counts = Counter(line.state for line in lines)
    told = "，".join(f"{one.label}{counts[one]}项" for one in State)
    nobodys = unassigned(organ).count()
    open_ends = f"有{nobodys}项还没有指定责任科室和责任人。" if nobodys else ""
    return {
        "lead": f"{organ}：共{len(lines)}项，{told}。{open_ends}"
        if lines
        else f"{organ}的目录中还没有公开事项。",
        "lines": _table([line for line in lines if state in ("", line.state)], on),
        "calendar": f"{reverse('catalogue:calendar')}?organ={organ.pk}",
    }


def _table(lines: list[BoardLine], on: date) -> Rows:
    heads = ("状态", "公开事项", "一级事项", "更新周期", "最近公开", "应于何日前公开", "责任科室", "责任人")
    return rows(heads, (_cells(line, on) for line in lines))


def _cells(line: BoardLine, on: date) -> Iterator[Any]:
    row = line.row
    words = '<span class="board-state board-{}"><span aria-hidden="true">{}</span> {}</span>'
    yield format_html(words, line.state.value, _SHAPES[line.state], line.state.label)
    yield link(reverse("catalogue:sheet", args=[row.pk]), row.name)
    yield row.level1
    yield row.get_cycle_display()
    yield day(line.last_on)
    yield _due(line.due_on, on) if line.due_on else ""
    yield row.section
    yield row.person


def _due(due_on: date, on: date) -> str:
    """The day, and how many working days there are until it or have gone by since."""
    days = workdays_between(on, due_on, calendar=calendar())
    if due_on < on:
        return f"{day(due_on)}（已过{-days}个工作日）"
    return f"{day(due_on)}（还有{days}个工作日）" if due_on > on else f"{day(due_on)}（今天）"
