"""What is filled in once somebody has decided: the result, an appeal, what is put right, and what the ruling orders."""

from datetime import datetime
from typing import Any

from django import forms

from gongkai.lawbook.challenges import challenge_results
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.web.foundations import clock
from gongkai.web.office.acts import ActForm
from gongkai.web.remedies import actions
from gongkai.web.remedies.actions import Ruled
from gongkai.web.remedies.labels import column_labels
from gongkai.web.remedies.models import Challenge, ChallengeKind, Instance, Ruling
from gongkai.web.uploads import UploadField, limit

from .applications.forms import read, with_ending
from .applications.moves import LINES

_SAID = ("instance", "result", "decided_on", "received_on", "gist", "orders_reply", "limit_on")
_COURTS = [(one.value, one.label) for one in Instance if one is not Instance.REVIEW]


class _Result(ActForm):
    """What a ruling says, and its sheet."""

    instance = forms.ChoiceField(label="审级", choices=_COURTS)
    result = forms.ChoiceField(label="结果")
    decided_on = forms.DateField(
        label="作出日期", help_text="年度报告按这一天计入：12月31日以前作出的，计入当年。"
    )
    received_on = forms.DateField(label="收到日期", help_text="责令重新答复的，期限从这一天的次日起算。")
    gist = forms.CharField(
        label="主文摘要",
        widget=forms.Textarea(LINES),
        max_length=500,
        required=False,
        help_text="一两句话写明决定或者判决的主文，不写申请人和其他个人的姓名、证件号码。",
    )
    orders_reply = forms.BooleanField(label="责令重新答复", required=False)
    limit_on = forms.DateField(
        label="限定的日期",
        required=False,
        help_text="责令在一定期限内重新答复的，写期限的最后一天；没有限定的不填，按答复期限计算。",
    )
    file = UploadField(label="决定书或者裁判文书", required=False)

    def shown_for(self, row: Challenge) -> None:
        """Only the results that such a case can have; a review has no instances."""
        self.fields["result"].choices = [("", "请选择"), *_results(row.kind)]
        self.fields[
            "file"
        ].help_text = f"扫描件或者照片，不超过{limit()}，随案入卷。可以以后在“更正结果”里补传。"
        if row.kind == ChallengeKind.REVIEW:
            del self.fields["instance"]
        else:
            self.fields[
                "result"
            ].help_text = "二审维持原判的，选与一审相同的结果；发回重审的，等重审以后的裁判再登记。"

    def clean_file(self) -> bytes | None:
        """By its bytes; what it calls itself does not count."""
        return read(self.cleaned_data["file"])

    def ruled(self) -> Ruled:
        """As the action takes it."""
        said: dict[str, Any] = {name: self.cleaned_data[name] for name in _SAID if name in self.cleaned_data}
        made = Instance(said.setdefault("instance", Instance.REVIEW.value))
        name = "行政复议决定书" if made is Instance.REVIEW else f"{made.label}裁判文书"
        upload = self.files.get("file")
        return Ruled(**said, paper=self.cleaned_data["file"], paper_name=with_ending(name, upload))


class Decide(_Result):
    """登记结果."""

    button = "登记结果"

    def prepare(self) -> None:
        """After an appeal mostly the second instance, and mostly the same result."""
        self.shown_for(self.row)
        self.fields["received_on"].initial = clock.today()
        if earlier := self.row.latest:
            self.fields["instance"].initial = Instance.SECOND
            self.fields["result"].initial = earlier.result

    def carry_out(self, *, at: datetime) -> Challenge:
        """Enter it."""
        actions.decide(self.row, self.ruled(), by=self.viewer, at=at)
        return self.row


class Appeal(ActForm):
    """登记上诉."""

    on = forms.DateField(label="上诉日期", help_text="递交上诉状的那一天；法院决定再审的，写决定的日期。")
    button = "登记上诉"

    def prepare(self) -> None:
        """Today."""
        self.fields["on"].initial = clock.today()

    def carry_out(self, *, at: datetime) -> Challenge:
        """Enter it."""
        actions.appeal(self.row, on=self.cleaned_data["on"], by=self.viewer, at=at)
        return self.row


class Amend(_Result):
    """更正结果: of the ruling that a link names, or of the last one."""

    appealed_on = forms.DateField(
        label="上诉日期", required=False, help_text="没有上诉的，不填；上诉登记有误的，删去。"
    )
    reason = forms.CharField(
        label="更正的原因", max_length=200, help_text="例如：结果看错；日期写错；补传文书。不写个人的姓名。"
    )
    ruling = forms.CharField(widget=forms.HiddenInput, required=False)
    begun_with = ("ruling",)
    button = "更正"

    def prepare(self) -> None:
        """As it stands."""
        self.shown_for(self.row)
        self.amended = self._asked()
        for name in (*_SAID, "appealed_on"):
            if name in self.fields:
                self.fields[name].initial = getattr(self.amended, name)
        self.initial["ruling"] = str(self.amended.pk)
        if self.row.kind == ChallengeKind.REVIEW:
            del self.fields["appealed_on"]

    def carry_out(self, *, at: datetime) -> Challenge:
        """Put it right."""
        said = {"appealed_on": self.cleaned_data.get("appealed_on"), "reason": self.cleaned_data["reason"]}
        actions.amend(self.amended, self.ruled(), **said, by=self.viewer, at=at)
        return self.row

    def _asked(self) -> Ruling:
        """The one that the address or the form names among those of this case; the last one otherwise."""
        asked = self.data.get("ruling") or self.initial.get("ruling")
        known = {str(one.pk): one for one in self.row.rulings.all() if not one.is_void}
        return known.get(str(asked), self.row.latest)


class Withdraw(ActForm):
    """撤销结果的登记."""

    reason = forms.CharField(
        label="原因", max_length=200, help_text="例如：登记到了另一件案件上。不写个人的姓名。"
    )
    button = "撤销"

    def carry_out(self, *, at: datetime) -> Challenge:
        """Take the last one back."""
        actions.withdraw(self.row.latest, **self.cleaned_data, by=self.viewer, at=at)
        return self.row


class Reopen(ActForm):
    """按决定重新办理."""

    reason = forms.CharField(label="理由", widget=forms.Textarea(LINES), max_length=2000)
    button = "重新办理"

    def prepare(self) -> None:
        """Who ordered what, and within which limit."""
        ruling = self.row.decided
        made = "行政复议决定" if self.row.kind == ChallengeKind.REVIEW else "判决"
        self.fields["reason"].initial = f"{self.row.body}{made}：{ruling.result_name}，责令重新答复。"
        self.confirm = case_lifecycle().moves["reopen_by_review"].confirm

    def carry_out(self, *, at: datetime) -> Challenge:
        """Open the application again."""
        actions.reopen(self.row.decided, reason=self.cleaned_data["reason"], by=self.viewer, at=at)
        return self.row


def _results(kind: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The results of reviews or of suits under the columns of table 4 in which they count."""
    return [
        (name, listed)
        for column, name in column_labels().items()
        if (
            listed := [
                (one.code, one.name)
                for one in challenge_results().values()
                if one.way == kind and one.column == column
            ]
        )
    ]
