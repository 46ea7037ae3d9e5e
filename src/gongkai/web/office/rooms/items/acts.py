"""What can be done with an item beside writing it: sent into the chain, published, taken down, looked at again."""

from datetime import datetime

from django import forms

from gongkai.web.catalogue.models import Row
from gongkai.web.channels import actions as channels
from gongkai.web.channels.models import PublicPlace
from gongkai.web.disclosure import actions, gate
from gongkai.web.disclosure.models import Item, Validity
from gongkai.web.disclosure.models.reassessment import Outcome
from gongkai.web.foundations import clock
from gongkai.web.office.acts import ActForm
from gongkai.web.office.into_chain import ChainForm
from gongkai.web.organs.models import Section

LINES = {"rows": 3}


class Submit(ChainForm):
    """Into the chain; each personal detail that has to stay needs its reason."""

    cosigning = forms.ModelMultipleChoiceField(
        Section.objects.none(),
        label="会签科室",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="涉及其他科室业务的，请它们的负责人会签。",
    )

    def prepare(self) -> None:
        """The chains that are enough for this kind, the sections, and a field for each mark."""
        self.offer(self.row.kind, self.row.organ)
        sections = Section.objects.filter(organ=self.row.organ, until_on=None)
        self.fields["cosigning"].queryset = sections
        if not sections.exists():
            del self.fields["cosigning"]
        self.screening = gate.screened(self.row.latest)
        self.hints = [mark for mark in self.screening.marks if mark.level == "info"]
        self.ask_about(self.screening)

    def carry_out(self, *, at: datetime) -> Item:
        """Submit it."""
        cosigning = [section.pk for section in self.cleaned_data.get("cosigning", ())]
        actions.submit(self.row, by=self.viewer, at=at, cosigning=cosigning, **self.chosen())
        return self.row


class Publish(ActForm):
    """Public from now on."""

    def carry_out(self, *, at: datetime) -> Item:
        """Publish it."""
        return actions.publish(self.row, by=self.viewer, at=at)


class Plan(ActForm):
    """To hang, or to be read out, at one of the organ's places."""

    place = forms.ModelChoiceField(PublicPlace.objects.none(), label="场所")

    def prepare(self) -> None:
        """Those that are in use."""
        self.fields["place"].queryset = PublicPlace.objects.filter(organ=self.row.organ_id, closed_on=None)

    def carry_out(self, *, at: datetime) -> Item:
        """Plan it."""
        planned = channels.plan(self.cleaned_data["place"], self.row, by=self.viewer, at=at)
        self.done = (
            f"已安排在“{planned.place}”张贴或者播放。请在“我的工作”的“等我张贴”中打开它，打印公告或者广播稿。"
        )
        return self.row


class Schedule(ActForm):
    """Public from a moment to come."""

    go_live_at = forms.DateTimeField(
        label="发布时间",
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
    )

    def carry_out(self, *, at: datetime) -> Item:
        """Set the moment."""
        go_live_at = self.cleaned_data["go_live_at"]
        return actions.schedule(self.row, go_live_at=go_live_at, by=self.viewer, at=at)


class Withdraw(ActForm):
    """Public no more."""

    reason = forms.CharField(
        label="原因", max_length=200, help_text="来访的人会在原来的网址看到信息已经撤回；原因只在内部留存。"
    )

    def carry_out(self, *, at: datetime) -> Item:
        """Withdraw it."""
        return actions.withdraw(self.row, reason=self.cleaned_data["reason"], by=self.viewer, at=at)


class Discard(ActForm):
    """A draft that comes to nothing."""

    reason = forms.CharField(label="原因", max_length=200)

    def carry_out(self, *, at: datetime) -> Item:
        """Discard it."""
        return actions.discard(self.row, reason=self.cleaned_data["reason"], by=self.viewer, at=at)


class Classify(ActForm):
    """Another row of the catalogue, another section."""

    row_of_catalogue = forms.ModelChoiceField(Row.objects.none(), label="目录事项", required=False)
    section = forms.ModelChoiceField(Section.objects.none(), label="责任科室", required=False)

    def prepare(self) -> None:
        """Those of the organ."""
        organ = self.row.organ
        self.fields["row_of_catalogue"].queryset = Row.objects.filter(organ=organ, status="active")
        self.fields["row_of_catalogue"].initial = self.row.row_id
        self.fields["section"].queryset = Section.objects.filter(organ=organ, until_on=None)
        self.fields["section"].initial = self.row.section_id

    def carry_out(self, *, at: datetime) -> Item:
        """Classify it."""
        row, section = self.cleaned_data["row_of_catalogue"], self.cleaned_data["section"]
        return actions.classify(self.row, row=row, section=section, by=self.viewer, at=at)


class MarkValidity(ActForm):
    """A document is amended, repealed or expired; it stays public, with the mark."""

    validity = forms.ChoiceField(label="有效性", choices=Validity.choices)
    on = forms.DateField(label="自何日起", initial=clock.today)
    by_item = forms.ModelChoiceField(
        Item.objects.none(), label="依据的文件", required=False, help_text="修改或者废止它的文件。"
    )

    def prepare(self) -> None:
        """Documents of the same organ."""
        others = Item.objects.live().filter(organ=self.row.organ_id).exclude(pk=self.row.pk)
        self.fields["by_item"].queryset = others.select_related("latest", "live_version")

    def carry_out(self, *, at: datetime) -> Item:
        """Mark it."""
        said = {name: self.cleaned_data[name] for name in ("on", "by_item")}
        return actions.change_validity(self.row, self.cleaned_data["validity"], by=self.viewer, at=at, **said)


class Reassess(ActForm):
    """Another look at what is not public (Art. 18)."""

    outcome = forms.ChoiceField(label="结果", choices=Outcome.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label="理由", widget=forms.Textarea(LINES))
    on = forms.DateField(label="评估日期", initial=clock.today)

    def carry_out(self, *, at: datetime) -> Item:
        """Write it down; what is to be released is a draft again."""
        said = {name: self.cleaned_data[name] for name in ("outcome", "reason", "on")}
        actions.reassess(self.row, by=self.viewer, at=at, **said)
        return self.row
