"""行政规范性文件: where each stands, what is due, and one button for each step that leads on from there."""

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from gongkai.kernel.duties import Viewer
from gongkai.kernel.lifecycle import Move
from gongkai.kernel.normative import Phase
from gongkai.lawbook.normative import normative_law
from gongkai.web.disclosure.models.item import INSIDERS
from gongkai.web.documents import selectors
from gongkai.web.documents.actions.normative import KEEPERS
from gongkai.web.documents.models import NormativeDocument
from gongkai.web.foundations import clock
from gongkai.web.ledger.selectors import history
from gongkai.web.office.acts import Act
from gongkai.web.office.lists import Listing
from gongkai.web.office.room import Room
from gongkai.web.office.rows import Rows, day, link, rows
from gongkai.web.organs.models import Organ

from .normative_forms import ChangeParticulars, step_form

_FINAL = ("repeal", "abandon")
_HINTS = {
    "take_over": "启用本系统以前已经公布、现在有效的文件，补登记后计入现行有效件数。",
    "register": "编号以后即为印发，公开期限自签发之日起算；未经登记的不得公布。",
    "sign": "签发前，合法性审核须已通过，工作机构须已对公开属性提出意见。",
    "repeal": "废止后不再计入现行有效件数；公开页面保留，并标明已经废止。",
    "abandon": "台账中的文件一并作废。",
    "file": "公布之日起十五日内报送。已经超过的，仍应补报。",
    "extend": "从新的施行日期起，仍受最长有效期的限制。",
}


class NormativeFilter(WagtailFilterSet):
    """Which documents to show."""

    state = django_filters.ChoiceFilter(
        label="环节",
        choices=lambda: [(code, state.name) for code, state in normative_law().lifecycle.states.items()],
    )
    phase = django_filters.ChoiceFilter(
        label="效力",
        choices=[(Phase.BEFORE, "尚未公布"), (Phase.IN_FORCE, "现行有效"), (Phase.OVER, "不再有效")],
        method="of_phase",
    )
    organ = django_filters.ModelChoiceFilter(
        label="机关", field_name="document__organ", queryset=lambda _request: Organ.objects.all()
    )
    valid_until_on = django_filters.DateFromToRangeFilter(label="有效期至")

    class Meta:
        model = NormativeDocument
        fields: ClassVar = ["organ", "phase", "state", "is_trial", "is_major", "valid_until_on"]

    def of_phase(self, documents: QuerySet, _name: str, phase: str) -> QuerySet:
        """Those of one phase."""
        return documents.in_phase(Phase(phase))


class NormativeListing(Listing):
    """Normative documents, the latest begun first."""

    list_display: ClassVar = [
        TitleColumn(
            "title",
            label="标题",
            accessor="document.title",
            get_url=lambda one: reverse("normative:sheet", args=[one.pk]),
            sort_key="document__title",
        ),
        Column("doc_no", label="文号", accessor="document.doc_no", sort_key="document__doc_no"),
        Column("organ", label="机关", accessor="document.organ.short_name", sort_key="document__organ__path"),
        Column("state_name", label="环节", accessor="get_state_display", sort_key="state"),
        Column("published_on", label="公布日期", sort_key="published_on"),
        Column("valid_until_on", label="有效期至", sort_key="valid_until_on"),
        Column("filed_on", label="备案日期", sort_key="filed_on"),
    ]
    default_ordering = "-pk"
    search_fields: ClassVar = [
        "document__title",
        "document__doc_no",
        "document__organ__name",
        "filing_receipt",
    ]
    filterset_class = NormativeFilter
    list_export: ClassVar = [
        "document.title",
        "document.doc_no",
        "document.organ",
        "get_state_display",
        "is_trial",
        "is_major",
        "document.formed_on",
        "effective_on",
        "valid_until_on",
        "published_on",
        "filing_due_on",
        "filed_on",
        "filed_with",
        "filing_receipt",
        "cleanup_due_on",
        "ended_on",
    ]
    export_headings: ClassVar = {
        "document.title": "标题",
        "document.doc_no": "文号",
        "document.organ": "机关",
        "document.formed_on": "成文日期",
        "get_state_display": "环节",
    }
    export_filename = "行政规范性文件"

    def get_base_queryset(self) -> QuerySet:
        """With what every line names."""
        return super().get_base_queryset().select_related("document__organ")


def _leads_on(code: str) -> Callable[[NormativeDocument, Viewer], bool]:
    def offered(normative: NormativeDocument, _viewer: Viewer) -> bool:
        moves = {move.code for move in selectors.open_to(normative)}
        return normative.document.organ.is_active and code in moves

    return offered


def _is_before(normative: NormativeDocument, _viewer: Viewer) -> bool:
    return normative.phase is Phase.BEFORE and not normative.valid_until_on


def _act(move: Move) -> Act:
    return Act(
        move.code.replace("_", "-"),
        move.name,
        step_form(move),
        move.duties,
        _HINTS.get(move.code, ""),
        is_final=move.code in _FINAL,
        is_offered=_leads_on(move.code),
    )


class Normative(Room):
    """行政规范性文件."""

    model = NormativeDocument
    icon = "clipboard-list"
    menu_label = "规范性文件"
    menu_order = 32
    menu_duties = INSIDERS
    listing = NormativeListing
    acts = (
        *(_act(move) for move in normative_law().lifecycle.moves.values() if move.duties),
        Act("particulars", "修改基本情况", ChangeParticulars, KEEPERS, is_offered=_is_before),
    )

    def visible_to(self, viewer: Viewer) -> QuerySet:
        """With the steps, from which it is told what leads on."""
        return (
            super()
            .visible_to(viewer)
            .select_related("document__organ", "document__item")
            .prefetch_related("steps__person")
        )

    def organ_path(self, row: NormativeDocument) -> str:
        """The organ whose document it is."""
        return row.document.organ.path

    def about(self, row: NormativeDocument, viewer: Viewer) -> dict[str, Any]:
        """Where it stands, what is due, and every step so far."""
        return {
            "lead": "".join(_due(row)) or _next(row),
            "facts": list(_facts(row)),
            "tables": [("办过的步骤", _steps(row), "还没有办过步骤，从“记录征求意见”开始。")],
            "sentences": history(row),
        }


def _due(row: NormativeDocument) -> Iterator[str]:
    """What is due of it, as sentences."""
    for alert in selectors.alerts_of(row, clock.today()):
        yield f"{'已经逾期：' if alert.is_late else ''}{alert.sentence}"


def _next(row: NormativeDocument) -> str:
    """Which steps lead on."""
    if row.phase is not Phase.BEFORE:
        return ""
    if row.state == "registered":
        return "已经统一登记，可以按程序公布：在发文台账中起草为公开的信息，批准后发布，公布即自动记入。"
    names = [
        move.name
        for move in selectors.open_to(row)
        if move.duties and move.code not in (*_FINAL, "take_over")
    ]
    return f"现在是“{row.get_state_display()}”环节，接下来可以：{'、'.join(names)}。"


def _facts(row: NormativeDocument) -> Iterator[tuple[str, Any]]:
    document = row.document
    yield "机关", document.organ
    yield "文件", link(reverse("register:sheet", args=[document.pk]), document.doc_no or document.title)
    yield "环节", row.get_state_display()
    kinds = [
        ("暂行或者试行", row.is_trial),
        ("重大行政决策", row.is_major),
        ("联合制定，不由本机关牵头", not row.is_lead),
    ]
    yield "种类", "、".join(name for name, is_so in kinds if is_so) or "一般"
    yield "施行日期", day(row.effective_on)
    yield "有效期至", day(row.valid_until_on)
    yield "公布日期", day(row.published_on)
    filed = (
        f"{day(row.filed_on)}报送{row.filed_with}{row.filing_receipt and f'（回执：{row.filing_receipt}）'}"
    )
    yield "备案", filed if row.filed_on else row.filing_due_on and f"应在{day(row.filing_due_on)}前报送"
    yield "下次清理", day(row.cleanup_due_on)
    if row.ended_on:
        yield "停止执行", f"{day(row.ended_on)}{row.get_state_display()}"
    if row.changed_by:
        yield "修改或者废止它的文件", row.changed_by


def _steps(row: NormativeDocument) -> Rows:
    return rows(
        ("日期", "步骤", "办理人", "依据", "理由"),
        (
            (day(one.on), one.get_move_display(), one.person or "系统", one.reference, one.reason)
            for one in sorted(row.steps.all(), key=lambda step: step.number)
        ),
    )
