"""From the authority's comments to publication: asked, given, justified, sent in, published, corrected."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.web.foundations import clock
from gongkai.web.office.into_chain import ChainForm
from gongkai.web.office.rows import day
from gongkai.web.reports.actions import justifying, pre_reviewing, publishing, signing
from gongkai.web.reports.arrangements import pre_reviewer_of
from gongkai.web.reports.compiling import Standing
from gongkai.web.reports.compiling.comparing import Changes, changes
from gongkai.web.reports.compiling.going_on import is_returned, said_last
from gongkai.web.reports.models import Compilation, Justification, PreReviewVerdict

from .work_form import LINES, REASON, WorkForm, one_of


class Justify(WorkForm):
    """说明理由: why the report may be signed although a rule finds an error."""

    fingerprint = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(label="理由", widget=forms.Textarea(LINES), max_length=500, help_text=REASON)
    begun_with = ("fingerprint",)
    button = "保存理由"

    @property
    def heading(self) -> str:
        """The error, in its own words."""
        asked = self.asked("fingerprint")
        found = next((one for one in self.work.findings if one.fingerprint == asked), None)
        return found.message if found else "这个错误已经不在了，不需要说明理由。"

    def carry_out(self, *, at: datetime) -> Compilation:
        """Keep the reason."""
        said = self.cleaned_data
        justifying.justify(self.row, said["fingerprint"], reason=said["reason"], by=self.viewer, at=at)
        self.done = "理由已保存，随报告公开。数字一有变化，须重新说明。"
        return self.row


class WithdrawJustification(WorkForm):
    """撤销理由."""

    fingerprint = forms.CharField(widget=forms.HiddenInput)
    begun_with = ("fingerprint",)
    button = "撤销理由"

    @property
    def heading(self) -> str:
        """The reason that is taken back."""
        found = self._rows().filter(fingerprint=self.asked("fingerprint")).first()
        return f"{found.reason}（{day(found.at)}）" if found else "没有这条理由"

    def _rows(self) -> QuerySet[Justification]:
        return self.row.justifications.filter(is_withdrawn=False)

    def carry_out(self, *, at: datetime) -> Compilation:
        """The error stands again."""
        row = one_of(self._rows(), "没有这条理由。", fingerprint=self.cleaned_data["fingerprint"])
        justifying.withdraw_justification(row, by=self.viewer, at=at)
        self.done = "理由已撤销。"
        return self.row


class _Compared(WorkForm):
    """What is asked of somebody who should see what the report changes of what everybody can read."""

    @cached_property
    def standing(self) -> Standing:
        """The report as it stands now, put together once."""
        return Standing(self.row)

    @cached_property
    def changes(self) -> Changes | None:
        """What it changes; None where nothing was public."""
        return changes(self.row, self.standing.data, number=self.standing.number)


class _Sent(_Compared):
    """What sends a report on: it says so where the report is the one that was there before."""

    @property
    def unchanged(self) -> str:
        """That nothing was changed, since the authority sent it back or since it was public; empty where something was."""
        said, found = said_last(self.standing), self.changes
        if said and is_returned(said) and said.content_hash == self.standing.content_hash:
            return "退回以后没有改动：再报的与退回的一字不差。"
        if found and not found.cells and not found.text:
            return f"没有改动：数字和正文都与{found.since}一样。"
        return ""


class Ask(_Sent):
    """报主管部门审阅."""

    is_step = True
    button = "报主管部门审阅"

    @property
    def told(self) -> str:
        """To whom it goes."""
        authority = pre_reviewer_of(self.row.organ, self.row.year, clock.today())
        return f"报给：{authority}。" if authority else "这份报告不用报审，请直接送审。"

    def carry_out(self, *, at: datetime) -> Compilation:
        """Send it."""
        asked = pre_reviewing.ask(self.row, by=self.viewer, at=at)
        self.done = f"已报{asked.authority}审阅。反馈以后，会出现在“我的工作”。"
        return self.row


class TakeBack(WorkForm):
    """取回: it is changed before the authority has said anything."""

    is_step = True
    button = "取回"

    def carry_out(self, *, at: datetime) -> Compilation:
        """Take it back."""
        pre_reviewing.take_back(self.row, by=self.viewer, at=at)
        self.done = "已取回，可以继续修改。"
        return self.row


class Give(_Compared):
    """反馈意见: what the authority says before publication."""

    is_step = True
    verdict = forms.ChoiceField(label="结论", choices=PreReviewVerdict.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label="意见",
        widget=forms.Textarea({"rows": 6}),
        max_length=5000,
        required=False,
        help_text="指出在哪一格、哪一段，请对方怎样改。没有意见的不用写。",
    )
    button = "反馈意见"

    def clean(self) -> dict[str, Any]:
        """Remarks have words."""
        said = super().clean()
        if said.get("verdict") not in (None, PreReviewVerdict.AGREED) and not said.get("text", "").strip():
            self.add_error("text", "请写明意见，对方才知道怎样改。")
        return said

    def carry_out(self, *, at: datetime) -> Compilation:
        """Say it."""
        said = self.cleaned_data
        pre_reviewing.give(self.row, said["verdict"], text=said["text"], by=self.viewer, at=at)
        self.done = f"已向{self.row.organ}反馈意见。"
        return self.row


class SendIn(ChainForm, _Sent):
    """送审: this very wording goes into the chain."""

    is_step = True

    def prepare(self) -> None:
        """The chains for reports, and a field for each personal detail in the prose."""
        self.offer(signing.KIND, self.row.organ)
        self.ask_about(signing.screened(self.row))

    def carry_out(self, *, at: datetime) -> Compilation:
        """Send it in."""
        signing.send_in(self.row, **self.chosen(), by=self.viewer, at=at)
        self.done = "已送审。批准以后公布的就是这一版，一字不改。"
        return self.row


class Publish(WorkForm):
    """公布."""

    is_step = True
    button = "公布"

    def carry_out(self, *, at: datetime) -> Compilation:
        """Everybody may read it from now on."""
        edition = publishing.publish(self.row, by=self.viewer, at=at)
        self.done = f"已公布第{edition.number}版。公开页面提供网页、PDF、Word、Excel 和 JSON。"
        return self.row


class Explain(_Compared):
    """写更正说明: of a report that takes the place of one that is public."""

    note = forms.CharField(
        label="更正说明",
        widget=forms.Textarea(LINES),
        max_length=300,
        help_text="印在新版本的前面，任何人都能看到。写明与原来公开的报告有什么不同、为什么，例如：原报告漏计一件申请，按台账重新编制。"
        "原来的文件仍然公开，有不应公开的内容的，公布以后请在“年度报告”中提出清除那一版。",
    )
    button = "保存更正说明"

    def prepare(self) -> None:
        """What was written before."""
        self.fields["note"].initial = self.row.correction_note

    def carry_out(self, *, at: datetime) -> Compilation:
        """It is part of what is sent in."""
        publishing.explain(self.row, note=self.cleaned_data["note"], by=self.viewer, at=at)
        self.done = "更正说明已保存，随新版本公开。"
        return self.row


class Correct(WorkForm):
    """更正: a published report is changed under a visible note."""

    is_step = True
    note = forms.CharField(
        label="更正说明",
        widget=forms.Textarea(LINES),
        max_length=300,
        help_text="印在新版本的前面，任何人都能看到。写明更正什么、为什么，例如：表三漏计一件申请，现予更正。",
    )
    button = "开始更正"

    def carry_out(self, *, at: datetime) -> Compilation:
        """The published edition stays until the next one takes its place."""
        publishing.correct(self.row, note=self.cleaned_data["note"], by=self.viewer, at=at)
        self.done = "已开始更正。新版本公布以前，公开网站上仍是原来的版本；原来的版本以后也保留。"
        return self.row
