"""What is filled in to take something out for good: one proposes, another decides."""

from datetime import datetime

from django import forms
from django.db.models import Model

from gongkai.kernel.duties import Viewer
from gongkai.web.ledger import expunge
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.sentences import told_of
from gongkai.web.office.acts import Act, ActForm

CARRY_OUT, DECLINE = "carry_out", "decline"


class Propose(ActForm):
    """Why something has to go."""

    reason = forms.ChoiceField(label="理由", choices=expunge.Reason.choices)
    article = forms.CharField(label="法律依据", max_length=100, help_text="例如：个人信息保护法第四十七条。")

    def carry_out(self, *, at: datetime) -> Model:
        """Propose it."""
        said = self.cleaned_data
        reason = expunge.Reason(said["reason"])
        expunge.propose_expunge(self.row, reason=reason, article=said["article"], by=self.viewer, at=at)
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
        self.fields["decision"].help_text = told_of(proposal_of(self.row))

    def carry_out(self, *, at: datetime) -> Model | None:
        """Decide it; when it is carried out there is nothing left to show."""
        proposal = proposal_of(self.row)
        if self.cleaned_data["decision"] == DECLINE:
            self.done = "已驳回清除的提议，内容没有变动。"
            expunge.decline_expunge(proposal, by=self.viewer, at=at)
            return self.row
        expunge.carry_out_expunge(proposal, by=self.viewer, at=at)
        self.done = "已清除。台账中只留下清除的时间、依据和哈希。"
        return None


def proposal_of(row: Model) -> Event | None:
    """What is proposed for a row and not decided yet."""
    label = row._meta.label_lower
    return expunge.proposals().filter(subject_type=label, subject_id=row.pk).first()


def _may_be_proposed(row: Model, _viewer: Viewer) -> bool:
    return proposal_of(row) is None


def _is_proposed(row: Model, viewer: Viewer) -> bool:
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
