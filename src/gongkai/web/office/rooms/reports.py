"""Annual reports: take one in, put a new file in its place, withdraw one. What was read is never edited by hand."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from gongkai.engine import intake
from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Problem
from gongkai.web.foundations.ground import on_ground
from gongkai.web.ledger.selectors import history
from gongkai.web.office.acts import Act, ActForm
from gongkai.web.office.lists import Listing
from gongkai.web.office.room import Room
from gongkai.web.office.rows import day, link
from gongkai.web.organs.models import Organ
from gongkai.web.reports import actions
from gongkai.web.reports.models import PUBLISHERS, Report
from gongkai.web.uploads import ReportFileField

from . import expunge_forms


class TakeIn(ActForm):
    """A published report; the engine reads the rest from the file."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="机关")
    file = ReportFileField(
        label="年度报告文件",
        help_text="pdf、docx、xlsx、html 或 txt。同一机关同一年度已有报告的，以这一份代替。",
    )
    note = forms.CharField(
        label="更正说明",
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text="机关更正了已经公开的报告、这是更正后的一份，写明更正什么：原来的一份保留为以前的版本，仍可查看。"
        "原件有不应公开的内容的，收入以后还须提出清除以前的版本。只是收错了文件的不填，换下的文件不再保留。",
    )
    # Asked only when the file names another organ: until then there is nothing to tick.
    keep_anyway = forms.BooleanField(label="仍然保存", required=False, widget=forms.HiddenInput)

    def prepare(self) -> None:
        """One of the organs for which the viewer publishes."""
        if "organ" in self.fields:
            self.fields["organ"].queryset = Organ.objects.filter(
                on_ground(self.viewer.ground(*PUBLISHERS), prefix="")
            ).active()

    def clean(self) -> dict[str, Any]:
        """Read the file now, so that a problem is told beside it."""
        cleaned = super().clean()
        organ = self.organ_of(cleaned)
        if organ and cleaned.get("file"):
            try:
                source = intake.take_bytes(cleaned["file"].read(), name=cleaned["file"].name)
                self.examined = actions.prepare(organ, source)
            except Problem as problem:
                self.add_error("file", str(problem))
            else:
                self.must_fit(organ, cleaned)
        return cleaned

    def organ_of(self, cleaned: dict[str, Any]) -> Organ | None:
        """Whose report it is."""
        return cleaned.get("organ")

    def must_fit(self, organ: Organ, cleaned: dict[str, Any]) -> None:
        """A file that names another organ is kept only when somebody says so."""
        named = self.examined.report.organ
        if not named or organ.is_called(named):
            return
        self.fields["keep_anyway"].widget = forms.CheckboxInput()
        if not cleaned.get("keep_anyway"):
            message = f"文件写的机关是“{named}”，所选的机关是“{organ.name}”。请核对；确实要存在这个机关名下的，请勾选“仍然保存”并重新选择文件。"
            self.add_error("file", message)

    def carry_out(self, *, at: datetime) -> Report:
        """Keep the source and what is read from it."""
        return actions.keep(self.examined, note=self.cleaned_data["note"], by=self.viewer, at=at)


class Replace(TakeIn):
    """Another file for a report that we have."""

    organ = None

    def organ_of(self, cleaned: dict[str, Any]) -> Organ:
        """The same organ."""
        return self.row.organ

    def must_fit(self, organ: Organ, cleaned: dict[str, Any]) -> None:
        """And the same year."""
        super().must_fit(organ, cleaned)
        if self.examined.year != self.row.year:
            message = f"这个文件是 {self.examined.year} 年度的报告，这里要换的是 {self.row.year} 年度的。其他年度请用“收入年度报告”。"
            self.add_error("file", message)


class Withdraw(ActForm):
    """A report is published no more."""

    reason = forms.CharField(label="原因", max_length=200, help_text="例如：与正式发布的版本不一致。")

    def carry_out(self, *, at: datetime) -> Report:
        """Withdraw it."""
        return actions.withdraw(self.row, reason=self.cleaned_data["reason"], by=self.viewer, at=at)


class ReportFilter(WagtailFilterSet):
    """Which reports to show."""

    class Meta:
        model = Report
        fields: ClassVar = ["year", "organ"]


class ReportListing(Listing):
    """Reports, the newest year first."""

    list_display: ClassVar = [
        "title",
        Column("organ", label="机关", sort_key="organ__path"),
        Column("year", label="年度", sort_key="year"),
        Column("errors", label="错误", sort_key="errors"),
        Column("warnings", label="需核对", sort_key="warnings"),
        Column("notices", label="提示", sort_key="notices"),
        Column("status_name", label="状态", accessor="get_status_display", sort_key="status"),
    ]
    default_ordering = "-year"
    search_fields: ClassVar = ["title", "organ__name"]
    filterset_class = ReportFilter
    list_export: ClassVar = [
        "title",
        "organ",
        "year",
        "errors",
        "warnings",
        "notices",
        "get_status_display",
        "sha256",
    ]
    export_headings: ClassVar = {"organ": "机关", "get_status_display": "状态"}
    export_filename = "年度报告"

    def get_base_queryset(self) -> QuerySet:
        """With their organs, without all that was read from them."""
        return super().get_base_queryset().select_related("organ").defer("data")


def _can_be_replaced(report: Report, _viewer: Viewer) -> bool:
    return report.is_published and report.organ.is_active


def _is_published(report: Report, _viewer: Viewer) -> bool:
    return report.is_published


class Reports(Room):
    """年度报告."""

    model = Report
    icon = "doc-full"
    menu_label = "年度报告"
    menu_order = 100
    listing = ReportListing
    acts = (
        Act(
            "take-in",
            "收入年度报告",
            TakeIn,
            PUBLISHERS,
            "系统读出文件中的三张表和正文，核对后公开。",
            icon="plus",
            is_new=True,
        ),
        Act("replace", "更换文件", Replace, PUBLISHERS, is_offered=_can_be_replaced),
        Act(
            "withdraw",
            "撤回",
            Withdraw,
            PUBLISHERS,
            "撤回后，公开页面、原文件和下载都不再提供。",
            is_final=True,
            is_offered=_is_published,
        ),
        *expunge_forms.ACTS,
    )

    def organ_path(self, row: Report) -> str:
        """The organ whose report it is."""
        return row.organ.path

    def about(self, row: Report, viewer: Viewer) -> dict[str, Any]:
        """What was read and found."""
        shown = reverse("portal:report", args=[row.organ.slug, row.year])
        facts = [
            ("机关", row.organ),
            ("年度", row.year),
            ("状态", row.get_status_display()),
            *([("撤回", f"{day(row.withdrawn_on)}，{row.withdrawn_because}")] if row.withdrawn_on else []),
            ("错误", row.errors),
            ("需核对", row.warnings),
            ("提示", row.notices),
            ("原文件", row.source_name),
            ("SHA-256", row.sha256),
            ("公开页面", link(shown, "在公开网站上查看") if row.is_published else "没有"),
        ]
        told = history(row) if viewer.has_part_in(row.organ.path) else None
        proposal = expunge_forms.proposal_of(row)
        lead = "有人提出清除，待另一人决定。" if proposal else ""
        return {"facts": facts, "lead": lead, "sentences": told}
