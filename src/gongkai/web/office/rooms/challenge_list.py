"""The list of reviews and suits: filtered by how they stand, with how many ended how on top."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

import django_filters
from django.db.models import Max, Min, QuerySet
from django.urls import reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from gongkai.kernel.challenges import ChallengeRow
from gongkai.lawbook.challenges import challenge_results
from gongkai.web.applications.models.ground import INSIDERS
from gongkai.web.foundations import clock
from gongkai.web.foundations.ground import on_ground
from gongkai.web.office.lists import Listing
from gongkai.web.organs.models import Organ
from gongkai.web.remedies import selectors
from gongkai.web.remedies.labels import column_labels, row_labels
from gongkai.web.remedies.models import Challenge, ChallengeKind

from .challenge_sheet import answer_of, result_of

_WAITING = {"late": selectors.late, "answer": selectors.to_answer}


class ChallengeFilter(WagtailFilterSet):
    """Which to show."""

    waits = django_filters.ChoiceFilter(
        label="等我", choices=[("late", "已经逾期"), ("answer", "等我答复")], method="that_wait"
    )
    stage = django_filters.ChoiceFilter(
        label="类型", choices=lambda: [*row_labels().items()], method="of_stage"
    )
    column = django_filters.ChoiceFilter(
        label="审理情况", choices=lambda: [*column_labels().items(), ("void", "作废")], method="that_stand"
    )
    result = django_filters.ChoiceFilter(
        label="结果",
        choices=lambda: [(one.code, one.name) for one in challenge_results().values()],
        method="that_ended",
    )
    year = django_filters.ChoiceFilter(label="收到年份", choices=lambda: _years(), method="of_year")
    organ = django_filters.ModelChoiceFilter(
        label="机关",
        field_name="application__organ",
        queryset=lambda request: Organ.objects.filter(on_ground(request.viewer.ground(*INSIDERS), prefix="")),
    )

    class Meta:
        model = Challenge
        fields: ClassVar = ["waits", "stage", "column", "result", "year", "organ"]

    def that_wait(self, found: QuerySet, _name: str, how: str) -> QuerySet:
        """The same ones that the first page tells the viewer of."""
        waiting = _WAITING[how](self.request.viewer, clock.today())
        return found.filter(pk__in=waiting.order_by().values("pk"))

    def of_stage(self, found: QuerySet, _name: str, row: str) -> QuerySet:
        """Those of one line of table 4."""
        if row == ChallengeRow.REVIEW:
            return found.filter(kind=ChallengeKind.REVIEW)
        return found.filter(kind=ChallengeKind.SUIT, review__isnull=row == ChallengeRow.SUIT_DIRECT)

    def that_stand(self, found: QuerySet, _name: str, column: str) -> QuerySet:
        """Those that stand in one column of table 4 today, or in none because they were entered by mistake."""
        if column == "void":
            return found.filter(is_void=True)
        standing = Challenge.objects.as_of(clock.today()).filter(in_column=column)
        return found.filter(pk__in=standing.order_by().values("pk"))

    def that_ended(self, found: QuerySet, _name: str, result: str) -> QuerySet:
        """Those of which this result counts today."""
        standing = Challenge.objects.as_of(clock.today()).filter(standing__result=result)
        return found.filter(pk__in=standing.order_by().values("pk"))

    def of_year(self, found: QuerySet, _name: str, year: str) -> QuerySet:
        """Received in a year."""
        return found.filter(received_on__range=(date(int(year), 1, 1), date(int(year), 12, 31)))


def _years() -> list[tuple[str, str]]:
    """The years in which anything came, the latest first."""
    ends = Challenge.objects.order_by().aggregate(first=Min("received_on"), last=Max("received_on"))
    if ends["first"] is None:
        return []
    return [(str(year), f"{year}年") for year in range(ends["last"].year, ends["first"].year - 1, -1)]


class ChallengeListing(Listing):
    """Reviews and suits, the latest first."""

    results_template_name = "office/challenge_list_results.html"
    list_display: ClassVar = [
        TitleColumn(
            "case_no",
            label="案号",
            accessor="case_no",
            get_url=lambda one: reverse("challenges:sheet", args=[one.pk]),
            sort_key="case_no",
        ),
        Column("stage", label="类型", sort_key="kind"),
        Column("body", label="复议机关或者法院", sort_key="body"),
        Column("application", label="申请", accessor="application", sort_key="application__pk"),
        Column("organ", label="机关", accessor="application.organ.short_name"),
        Column("received_on", label="收到日期", sort_key="received_on"),
        Column("due_on", label="答复期限", sort_key="due_on"),
        Column("answer", label="答复"),
        Column("result", label="结果"),
    ]
    default_ordering = "-received_on"
    search_fields: ClassVar = ["case_no", "body"]
    filterset_class = ChallengeFilter
    list_export: ClassVar = [
        *("case_no", "stage", "procedure_name", "body", "application", "organ_name", "received_on"),
        *("due_on", "answered_on", "answer", "review_no", "result_name", "column_name", "decided_on"),
        *("decision_received_on", "instance_name", "gist", "ordered", "limit_on", "appealed_on"),
    ]
    export_headings: ClassVar = {
        "stage": "类型",
        "procedure_name": "程序",
        "organ_name": "机关",
        "answer": "答复",
        "review_no": "先行的复议",
        "result_name": "结果",
        "column_name": "表四的列",
        "decided_on": "作出日期",
        "decision_received_on": "收到结果的日期",
        "instance_name": "审级",
        "gist": "主文摘要",
        "ordered": "责令重新答复",
        "limit_on": "限定的日期",
        "appealed_on": "上诉日期",
    }
    export_filename = "复议诉讼"

    def get_base_queryset(self) -> QuerySet:
        """With what every line names."""
        found = super().get_base_queryset().select_related("application__organ", "owner", "review")
        return found.prefetch_related("rulings")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With how many of all that the filters leave ended how."""
        context = super().get_context_data(*args, **kwargs)
        return context | {"summed": _summed(self.object_list)}

    def prepared(self, found: Any) -> Iterator[Challenge]:
        """With where each stands, in words."""
        for one in found:
            one.stage, one.organ_name = row_labels()[one.row], one.application.organ.short_name
            one.answer, one.result = answer_of(one), result_of(one)
            _with_ruling(one)
            yield one


def _summed(found: QuerySet) -> list[tuple[str, int]]:
    """共 12 件, 结果维持 5 件 and so on."""
    standing = selectors.summed(found, clock.today())
    counted = [(column_labels()[code], number) for code, number in standing.items()]
    return [("共", sum(standing.values())), *counted]


def _with_ruling(row: Challenge) -> None:
    """What its last ruling says, for the spreadsheet; its column as table 4 counts it today."""
    ruling, known = row.latest, row.decided and row.decided.known
    row.procedure_name = row.get_procedure_display() if row.kind == ChallengeKind.REVIEW else ""
    row.review_no = row.review.case_no if row.review else ""
    ended = "other" if row.ended_on else "pending"
    row.column_name = "" if row.is_void else column_labels()[known.column if known else ended]
    row.result_name = "作废" if row.is_void else ruling.result_name if ruling else ""
    row.instance_name = ruling.get_instance_display() if ruling else ""
    row.decided_on, row.decision_received_on, row.limit_on, row.appealed_on = (
        (ruling.decided_on, ruling.received_on, ruling.limit_on, ruling.appealed_on)
        if ruling
        else (None,) * 4
    )
    row.gist = ruling.gist if ruling else ""
    row.ordered = "是" if ruling and ruling.orders_reply else ""
