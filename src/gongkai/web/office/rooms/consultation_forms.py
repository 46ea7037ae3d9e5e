"""What is filled in about a draft before the public: the period, the opinions, what became of them."""

from datetime import datetime

from django import forms

from gongkai.web.documents import actions, selectors
from gongkai.web.documents.limits import consultation_days
from gongkai.web.documents.models import (
    Consultation,
    Document,
    DocumentStatus,
    Opinion,
    OpinionVerdict,
    Sender,
)
from gongkai.web.foundations import clock
from gongkai.web.office.acts import ActForm


class Open(ActForm):
    """公开征求意见."""

    document = forms.ModelChoiceField(Document.objects.none(), label="文件")
    is_major = forms.BooleanField(label="属于重大行政决策", required=False)
    since_on = forms.DateField(label="开始日期")
    until_on = forms.DateField(label="截止日期", help_text="最后一天，含当日。")
    channels = forms.CharField(
        label="提出意见的途径", max_length=300, help_text="电子邮箱、通信地址、电话等，会写在公告中。"
    )
    shortened_because = forms.CharField(
        label="缩短期限的理由",
        max_length=200,
        required=False,
        help_text="期限不缩短的不填；填写的会写在公告中。",
    )

    def prepare(self) -> None:
        """A draft of an organ whose register the viewer keeps; with the days that the law data ask for."""
        drafts = Document.objects.changeable_by(self.viewer).filter(status=DocumentStatus.DRAFTING)
        self.fields["document"].queryset = drafts
        self.fields["since_on"].initial = clock.today()
        major, usual = consultation_days(is_major=True), consultation_days(is_major=False)
        self.fields["is_major"].help_text = f"公开征求意见一般不少于{major}日；其他文件不少于{usual}日。"

    def carry_out(self, *, at: datetime) -> Consultation:
        """Open it."""
        return actions.open_consultation(Consultation(**self.cleaned_data), by=self.viewer, at=at)


class Publish(ActForm):
    """起草公告: the item under which the draft is published."""

    button = "起草"
    done = "已经起草为信息，在本页“征求意见稿”处打开，补写正文和附件后送审。"

    def carry_out(self, *, at: datetime) -> Consultation:
        """Draft it."""
        actions.publish_draft(self.row, by=self.viewer, at=at)
        return self.row


class Receive(ActForm):
    """登记意见."""

    sender = forms.ChoiceField(label="提出者", choices=Sender.choices)
    received_on = forms.DateField(label="收到日期")
    text = forms.CharField(
        label="意见内容",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="只写意见本身，不写提出者的姓名和联系方式。",
    )

    def prepare(self) -> None:
        """Mostly today."""
        self.fields["received_on"].initial = clock.today()

    def carry_out(self, *, at: datetime) -> Consultation:
        """Take it in."""
        actions.receive(self.row, **self.cleaned_data, by=self.viewer, at=at)
        return self.row


class OpinionField(forms.ModelChoiceField):
    """One opinion, by its number and first words."""

    def label_from_instance(self, obj: Opinion) -> str:
        """第3条：建议…（采纳）."""
        said = f"（{obj.get_verdict_display()}）" if obj.verdict else ""
        return f"第{obj.number}条：{obj.text[:40]}{said}"


class Answer(ActForm):
    """处理意见."""

    opinion = OpinionField(Opinion.objects.none(), label="意见")
    verdict = forms.ChoiceField(label="处理", choices=OpinionVerdict.choices)
    reason = forms.CharField(
        label="理由",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="部分采纳和未采纳的，须写明理由。",
    )

    def prepare(self) -> None:
        """Those without an answer first."""
        self.fields["opinion"].queryset = self.row.opinions.order_by("verdict", "number")

    def carry_out(self, *, at: datetime) -> Consultation:
        """Answer it."""
        said = self.cleaned_data
        actions.answer(said["opinion"], said["verdict"], reason=said["reason"], by=self.viewer, at=at)
        return self.row


class Close(ActForm):
    """结束征求意见."""

    elsewhere = forms.CharField(
        label="公布征求意见稿的其他渠道",
        max_length=100,
        required=False,
        help_text="征求意见稿在本系统公布的不填。没有在本系统公布的，写明在哪里公布，例如：县人民政府门户网站。",
    )
    proof = forms.CharField(
        label="网址或者公布的情况",
        max_length=300,
        required=False,
        help_text="填写了其他渠道的，须写网址，或者何时、何地、怎样公布。",
    )

    def carry_out(self, *, at: datetime) -> Consultation:
        """End it."""
        return actions.close(self.row, **self.cleaned_data, by=self.viewer, at=at)


class Summarise(ActForm):
    """反馈采纳情况."""

    summary = forms.CharField(
        label="采纳情况",
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="收到多少条、采纳了哪些、没有采纳的理由。作为信息送审后公布。",
    )
    button = "起草"
    done = "已经起草为信息，在本页“采纳情况”处打开，核对后送审。"

    def prepare(self) -> None:
        """The counts, and the reasons for what was not adopted."""
        told = [selectors.answers(self.row).sentence()]
        told += [
            f"第{one.number}条，{one.get_verdict_display()}：{one.reason}"
            for one in self.row.opinions.exclude(reason="")
        ]
        self.fields["summary"].initial = "\n".join(told)

    def carry_out(self, *, at: datetime) -> Consultation:
        """Draft it."""
        actions.summarise(self.row, self.cleaned_data["summary"], by=self.viewer, at=at)
        return self.row
