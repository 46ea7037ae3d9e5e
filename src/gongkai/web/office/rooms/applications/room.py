"""申请登记册: every application with its limit, and the case of each with what may be done now."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from wagtail.admin.auth import require_admin_access
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from gongkai.kernel.duties import Viewer
from gongkai.lawbook.deadlines import clock_law
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.lawbook.outcomes import outcome_law
from gongkai.web.applications.importing import IMPORTERS
from gongkai.web.applications.models import Applicant, ApplicantKind, Application, Channel
from gongkai.web.applications.models.ground import INSIDERS
from gongkai.web.applications.selectors import LAPSES, WORKLISTS, at_work, has_lapsed
from gongkai.web.foundations import clock
from gongkai.web.foundations.ground import on_ground
from gongkai.web.office import application_letter_views, application_views, redaction_views
from gongkai.web.office.letter_views import LetterPage
from gongkai.web.office.lists import Listing
from gongkai.web.office.pages import Sheet
from gongkai.web.office.room import Room
from gongkai.web.office.rooms import redaction_forms
from gongkai.web.organs.models import Organ

from . import acts as application_acts
from . import sheet as application_sheet
from .due import Due, due_of, with_day
from .search import found


class ApplicationFilter(WagtailFilterSet):
    """Which applications to show."""

    state = django_filters.MultipleChoiceFilter(
        label="状态", choices=lambda: [(code, one.name) for code, one in case_lifecycle().states.items()]
    )
    due = django_filters.ChoiceFilter(
        label="期限",
        choices=[("late", "已超期"), ("soon", "快到期"), ("paused", "暂停计算")],
        method="by_limit",
    )
    waits = django_filters.ChoiceFilter(
        label="待办", choices=[(code, one.name) for code, one in WORKLISTS.items()], method="that_wait"
    )
    year = django_filters.ChoiceFilter(label="收到年份", choices=lambda: _years(), method="of_year")
    organ = django_filters.ModelChoiceFilter(
        label="受理机关",
        queryset=lambda request: Organ.objects.filter(on_ground(request.viewer.ground(*INSIDERS), prefix="")),
    )
    kind = django_filters.ChoiceFilter(label="申请人类别", choices=ApplicantKind.choices)
    channel = django_filters.ChoiceFilter(label="提交方式", choices=Channel.choices)
    outcome = django_filters.ChoiceFilter(
        label="处理结果",
        choices=lambda: [(code, one.name) for code, one in outcome_law().outcomes.items() if one.closes],
    )

    class Meta:
        model = Application
        fields: ClassVar = ["waits", "state", "due", "year", "organ", "kind", "channel", "outcome"]

    def of_year(self, applications: QuerySet, _name: str, year: str) -> QuerySet:
        """Received in a year."""
        return applications.filter(year=int(year))

    def that_wait(self, applications: QuerySet, _name: str, code: str) -> QuerySet:
        """The same ones that the first page counts."""
        return WORKLISTS[code].of(applications, self.request.viewer, clock.today())

    def by_limit(self, applications: QuerySet, _name: str, how: str) -> QuerySet:
        """By how pressing the limit is; what has a result is not pressing any more."""
        if how == "paused":
            return applications.filter(at_work(), is_paused=True)
        return WORKLISTS[how].of(applications, self.request.viewer, clock.today())


class ApplicationListing(Listing):
    """Applications, the latest first."""

    template_name = "office/case_list.html"
    list_display: ClassVar = [
        TitleColumn(
            "title",
            label="所需信息",
            accessor="title",
            get_url=lambda one: reverse("applications:sheet", args=[one.pk]),
            sort_key="title",
            width="24%",
        ),
        Column("shown_number", label="登记编号", accessor=str, sort_key="pk", classname="cell-day"),
        Column("organ_name", label="受理机关", sort_key="organ__path"),
        Column("applicant", label="申请人"),
        Column("state_name", label="状态", sort_key="state"),
        Column("received_on", label="收到日期", sort_key="received_on", classname="cell-day"),
        Column("due", label="答复期限", accessor="due_told", sort_key="due_on"),
        Column("handler_name", label="经办人", sort_key="handler__name"),
        Column("outcome_name", label="处理结果", sort_key="outcome"),
    ]
    default_ordering = "-pk"
    search_fields: ClassVar = ["title", "doc_no"]
    filterset_class = ApplicationFilter
    list_export: ClassVar = [
        *("number", "receipt", "organ", "title", "doc_no", "applicant", "kind_name", "get_channel_display"),
        *("state_name", "received_on", "due_on", "due_words", "section", "handler_name"),
        *("made_on", "concluded_on", "outcome_name", "extended_words", "submitted_on", "old_number"),
    ]
    export_headings: ClassVar = {
        "number": "登记编号",
        "receipt": "回执号",
        "organ": "受理机关",
        "applicant": "申请人",
        "kind_name": "申请人类别",
        "get_channel_display": "提交方式",
        "state_name": "状态",
        "due_words": "期限情况",
        "handler_name": "经办人",
        "outcome_name": "处理结果",
        "extended_words": "是否延期",
        "submitted_on": "申请日期",
    }
    export_filename = "依申请公开登记册"

    def get_base_queryset(self) -> QuerySet:
        """With what every line names, without what was written at length."""
        rows = super().get_base_queryset().select_related("organ", "section", "handler")
        return rows.defer("wanted", "organ__address")

    def ways(self) -> list[HeaderButton]:
        """Besides a single application, a whole register that was kept before."""
        whole = HeaderButton("转入已有台账", url=reverse("application-import"), icon_name="upload")
        return [*super().ways(), *([whole] if self.request.viewer.holds(*IMPORTERS) else [])]

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        """By what is wanted, by number or by receipt; never by who applied."""
        return found(queryset, self.search_query) if self.is_searching else queryset

    def prepared(self, rows: Iterable[Application]) -> Iterator[Application]:
        """With who applied, masked, looked up at once, and the limit in words."""
        applications, today = list(rows), clock.today()
        names = _names(applications)
        for application in applications:
            due = due_of(application, today)
            application.applicant = names.get(application.pk, "")
            application.kind_name = dict(ApplicantKind.choices).get(application.kind, "")
            application.state_name = case_lifecycle().states[application.state].name
            application.due_told, application.due_words = self._with_the_step(application, due), due.words
            application.organ_name = application.organ.short_name
            application.handler_name = application.handler.name if application.handler else ""
            application.outcome_name = outcome_name(application.outcome)
            application.extended_words = "是" if application.is_extended else ""
            application.submitted_on = localdate(application.submitted_at)
            yield application

    def _with_the_step(self, application: Application, due: Due) -> SafeString:
        """The limit and its day; beside one that the applicant let pass, the next step, for whoever may take it."""
        drawn = with_day(application, due)
        _limit, code = LAPSES.get(application.state, ("", ""))
        move = case_lifecycle().moves.get(code)
        if move is None or not has_lapsed(application, clock.today()):
            return drawn
        if not self.request.viewer.holds(*move.duties, path=application.organ.path):
            return drawn
        address = reverse(f"applications:{code.replace('_', '-')}", args=[application.pk])
        return format_html('{} <a href="{}">{}</a>', drawn, address, move.name)


def outcome_name(code: str) -> str:
    """予以公开，提供信息; empty where there is no result yet."""
    known = outcome_law().outcomes.get(code)
    return known.name if known else ""


def _names(applications: Iterable[Application]) -> dict[int, str]:
    """Who applied, masked: the first named, and how many more."""
    rows = Applicant.objects.filter(application__in=[one.pk for one in applications])
    named: dict[int, list[str]] = {}
    for application, name in rows.order_by("order").values_list("application_id", "masked_name"):
        named.setdefault(application, []).append(name)
    return {pk: _several(names) for pk, names in named.items()}


def _several(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]}等{len(names)}人"


def _years() -> list[tuple[int, str]]:
    first: date = clock_law().deadlines.earliest_on
    return [(year, f"{year}年") for year in range(clock.today().year, first.year - 1, -1)]


class CaseSheet(Sheet):
    """One case: the matter on the left, the clock and what may be done now on the right, the timeline below."""

    template_name = "office/case.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The likely step apart from the others, and what is done beside the steps under its headings."""
        context = super().get_context_data(**kwargs)
        by_name = {act.name: (act, address) for act, address in context["acts"]}
        primary = next((by_name.pop(name) for name in context["likely"] if name in by_name), None)
        beside = {
            heading: [by_name.pop(name) for name in names if name in by_name]
            for heading, names in application_acts.BESIDE.items()
        }
        return context | {"primary": primary, "acts": list(by_name.values()), "beside": beside}


class Applications(Room):
    """申请登记册."""

    model = Application
    icon = "mail"
    menu_label = "申请登记册"
    menu_order = 22
    menu_duties = INSIDERS
    listing = ApplicationListing
    sheet = CaseSheet
    acts = application_acts.ACTS

    def get_urlpatterns(self) -> list:
        """Besides list, sheets and acts, the papers of the file."""
        return [
            *super().get_urlpatterns(),
            path(
                "<int:pk>/preview-reply/",
                require_admin_access(application_views.preview),
                name="preview-reply",
            ),
            path("<int:pk>/letter/", LetterPage.as_view(room=self), name="letter"),
            path(
                "<int:pk>/papers/<int:number>/", require_admin_access(application_views.paper), name="paper"
            ),
            path(
                "<int:pk>/redactions/<int:number>/",
                require_admin_access(redaction_views.redaction),
                name="redaction",
            ),
            path(
                "<int:pk>/redactions/<int:number>/pages/<int:page>/",
                require_admin_access(redaction_views.picture),
                name="redaction-page",
            ),
            path(
                "<int:pk>/letters/<int:number>/",
                require_admin_access(application_letter_views.letter),
                name="letter-copy",
            ),
        ]

    def _act_path(self, act: Any) -> Any:
        """What is shown a single time is shown where it was asked for."""
        is_once = act.name in application_acts.SHOWN_ONCE
        view = application_views.OnceView if is_once else application_views.CaseActView
        where = f"{act.name}/" if act.is_new else f"<int:pk>/{act.name}/"
        return path(where, view.as_view(room=self, act=act), name=act.name)

    def address_of(self, row: Any) -> str:
        """The case; of a file that is redacted, the page on which it is marked."""
        return redaction_forms.shown_at(row) or super().address_of(row)

    def title_of(self, row: Application) -> str:
        """〔2026〕12号 2025年耕地地力保护补贴发放明细."""
        return f"{row} {row.title}"

    def organ_path(self, row: Application) -> str:
        """The organ that was asked."""
        return row.organ.path

    def visible_to(self, viewer: Viewer) -> QuerySet:
        """Those of the organs in whose cases the viewer has a part."""
        return super().visible_to(viewer).select_related("organ")

    def about(self, row: Application, viewer: Viewer) -> dict[str, Any]:
        """The matter, its clock, what may be done and what not, and everything that happened."""
        return application_sheet.about(row, viewer, today=clock.today())
