"""What is filled in to take a report out for good, or one file that was public before it: one proposes, another decides."""

from datetime import datetime

from django import forms
from django.db.models import Q
from django.urls import reverse

from gongkai.kernel.duties import Viewer
from gongkai.web.ledger import expunge
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.sentences import told_of
from gongkai.web.office.acts import Act, ActForm
from gongkai.web.reports.former import files_before
from gongkai.web.reports.models import FormerReport, Report

CARRY_OUT, DECLINE = "carry_out", "decline"
_WHOLE = "whole"
_REPORT, _FORMER = Report._meta.label_lower, FormerReport._meta.label_lower


class Propose(ActForm):
    """What has to go, and why."""

    what = forms.ChoiceField(label="清除什么", widget=forms.RadioSelect)
    reason = forms.ChoiceField(label="理由", choices=expunge.Reason.choices)
    article = forms.CharField(label="法律依据", max_length=100, help_text="例如：个人信息保护法第四十七条。")

    def prepare(self) -> None:
        """Where there were files before, one is asked whether it is one of these alone."""
        former = [
            (one.row.pk, _only(one.number, one.source.source_name))
            for one in files_before(self.row.organ_id, self.row.year)
        ]
        self.fields["what"].choices = [(_WHOLE, "这一年度的报告，连同各个版本"), *former]
        if not former:
            del self.fields["what"]

    def carry_out(self, *, at: datetime) -> Report:
        """Propose it."""
        said = self.cleaned_data
        reason, what = expunge.Reason(said["reason"]), said.get("what", _WHOLE)
        row = self.row if what == _WHOLE else FormerReport.objects.visible_to(self.viewer).get(pk=what)
        expunge.propose_expunge(row, reason=reason, article=said["article"], by=self.viewer, at=at)
        return self.row


class Decide(ActForm):
    """What another has proposed is carried out or declined."""

    decision = forms.ChoiceField(
        label="决定",
        choices=[(CARRY_OUT, "清除，不能恢复"), (DECLINE, "不清除，驳回提议")],
        widget=forms.RadioSelect,
    )

    def prepare(self) -> None:
        """Begin with what was proposed, and by whom."""
        proposal = proposal_of(self.row)
        told = told_of(proposal)
        if proposal.subject_type == _FORMER:
            former = FormerReport.objects.visible_to(self.viewer).get(pk=proposal.subject_id)
            told = f"{told}（{_only(former.number, former.source_name)}）"
        self.fields["decision"].help_text = told

    def carry_out(self, *, at: datetime) -> Report | None:
        """Decide it; when it is carried out there is nothing left to show."""
        proposal = proposal_of(self.row)
        if self.cleaned_data["decision"] == DECLINE:
            self.done = "已驳回清除的提议，内容没有变动。"
            expunge.decline_expunge(proposal, by=self.viewer, at=at)
            return self.row
        expunge.carry_out_expunge(proposal, by=self.viewer, at=at)
        self.done = "已清除。台账中只留下清除的时间、依据和哈希。"
        return self.row if proposal.subject_type == _FORMER else None


def _only(number: int, name: str) -> str:
    return f"只清除第{number}版的原文件“{name}”和从中读取的内容"


def proposal_of(row: Report) -> Event | None:
    """What is proposed for a report, or for a file that was public before it, and not decided yet."""
    former = FormerReport.objects.filter(organ=row.organ_id, year=row.year)
    of_year = Q(subject_type=_REPORT, subject_id=row.pk) | Q(
        subject_type=_FORMER, subject_id__in=former.values("pk")
    )
    return expunge.proposals().filter(of_year).first()


def decided_at(proposal: Event) -> str:
    """Where a proposal is decided: at the report of the year; empty where there is none."""
    rows = Report.objects.filter(pk=proposal.subject_id)
    if proposal.subject_type != _REPORT:
        former = FormerReport.objects.filter(pk=proposal.subject_id).values("organ", "year").first()
        rows = Report.objects.filter(**former) if former else rows.none()
    found = rows.values_list("pk", flat=True).first()
    return reverse("annual-reports:decide-expunge", args=[found]) if found else ""


def _may_be_proposed(row: Report, _viewer: Viewer) -> bool:
    return proposal_of(row) is None


def _is_proposed(row: Report, viewer: Viewer) -> bool:
    """Somebody has proposed it, and it was somebody else."""
    proposal = proposal_of(row)
    return proposal is not None and proposal.person_id != viewer.person


ACTS = (
    Act(
        "propose-expunge",
        "提出清除",
        Propose,
        expunge.PROPOSERS,
        "清除会把内容、原文件、下载和缓存全部删去，不能恢复；台账中只留下清除的时间、依据和哈希。须由另一人决定。",
        icon="bin",
        is_final=True,
        is_offered=_may_be_proposed,
    ),
    Act(
        "decide-expunge",
        "决定是否清除",
        Decide,
        expunge.EXECUTORS,
        icon="bin",
        is_final=True,
        is_offered=_is_proposed,
    ),
)
