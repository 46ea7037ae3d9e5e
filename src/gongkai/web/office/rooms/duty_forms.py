"""What is filled in to give somebody a duty, to pass it on, or to end it."""

from datetime import datetime

from django import forms
from django.utils.timezone import localdate

from gongkai.lawbook.duties import duties
from gongkai.web.foundations import clock
from gongkai.web.foundations.models import User
from gongkai.web.office.acts import ActForm, PersonField
from gongkai.web.organs.models import Organ, Section
from gongkai.web.people import actions
from gongkai.web.people import selectors as people
from gongkai.web.people.models import Appointment

BASIS = "例如：任命文件的名称和文号。"


class _Given(ActForm):
    """Somebody is to hold a duty from a day on."""

    duty = forms.ChoiceField(label="职责")
    person = PersonField(label="人员")
    since_on = forms.DateField(label="开始日期")
    last_on = forms.DateField(label="最后一天", required=False, help_text="没有定期限的不填。")
    basis = forms.CharField(label="依据", max_length=200, required=False, help_text=BASIS)

    def prepare(self) -> None:
        """People whom the viewer sees and who are here, those of the organ first; mostly from today."""
        self.fields["person"].queryset = people.able(self.row, viewer=self.viewer)
        self.fields["since_on"].initial = clock.today()

    @property
    def given(self) -> dict:
        """All but the person and the duty."""
        return {
            "organ": self.row,
            **{name: self.cleaned_data[name] for name in ("since_on", "last_on", "basis")},
        }


class Appoint(_Given):
    """任命."""

    section = forms.ModelChoiceField(Section.objects.none(), label="内设机构", required=False)
    field_order = ("duty", "person", "section", "since_on", "last_on", "basis")

    def prepare(self) -> None:
        """Any duty, in any section that is open."""
        super().prepare()
        self.fields["duty"].choices = [(duty.code, f"{duty.name}：{duty.does}") for duty in duties().values()]
        self.fields["section"].queryset = self.row.sections.filter(until_on=None)

    def carry_out(self, *, at: datetime) -> Organ:
        """Appoint."""
        said = self.cleaned_data
        actions.appoint(
            said["person"], said["duty"], section=said["section"], **self.given, by=self.viewer, at=at
        )
        return self.row


class StandIn(_Given):
    """指定代理人."""

    def prepare(self) -> None:
        """Only duties that nobody holds and that the law data lets somebody stand in for."""
        super().prepare()
        vacant = [duty for duty in people.vacancies(self.row, clock.today()) if duty.stand_in]
        self.fields["duty"].choices = [(duty.code, duty.name) for duty in vacant]

    def carry_out(self, *, at: datetime) -> Organ:
        """Let somebody stand in."""
        actions.stand_in(
            self.cleaned_data["person"], self.cleaned_data["duty"], **self.given, by=self.viewer, at=at
        )
        return self.row


class _OfHeld(ActForm):
    """Something about a duty that somebody holds in the organ now."""

    appointment = forms.ModelChoiceField(Appointment.objects.none(), label="任职")

    def prepare(self) -> None:
        """Those in force."""
        held = people.history(self.row, viewer=self.viewer).in_force(clock.today())
        self.fields["appointment"].queryset = held


class HandOver(_OfHeld):
    """移交."""

    to = PersonField(label="接任的人")
    last_on = forms.DateField(label="原任的最后一天")
    basis = forms.CharField(label="依据", max_length=200, required=False, help_text=BASIS)

    def prepare(self) -> None:
        """To anybody whom the viewer sees."""
        super().prepare()
        self.fields["to"].queryset = people.able(self.row, viewer=self.viewer)
        self.fields["last_on"].initial = clock.today()

    def carry_out(self, *, at: datetime) -> Organ:
        """Hand it over."""
        said = self.cleaned_data
        actions.hand_over(
            said["appointment"],
            said["to"],
            last_on=said["last_on"],
            basis=said["basis"],
            by=self.viewer,
            at=at,
        )
        return self.row


class End(_OfHeld):
    """终止任职."""

    on = forms.DateField(label="自何日起不再担任")

    def prepare(self) -> None:
        """Mostly at once."""
        super().prepare()
        self.fields["on"].initial = clock.today()

    def carry_out(self, *, at: datetime) -> Organ:
        """End it."""
        actions.end(self.cleaned_data["appointment"], on=self.cleaned_data["on"], by=self.viewer, at=at)
        return self.row


class Delegate(ActForm):
    """委托: one's own duty, for a time."""

    appointment = forms.ModelChoiceField(Appointment.objects.none(), label="我的职责")
    to = PersonField(label="委托给")
    since_on = forms.DateField(label="开始日期")
    last_on = forms.DateField(label="最后一天")
    basis = forms.CharField(label="原因", max_length=200, required=False, help_text="例如：外出学习。")

    def prepare(self) -> None:
        """Own duties that may be delegated, to colleagues of the same organ."""
        self.fields["appointment"].queryset = people.delegable(self.row, clock.today())
        self.fields["to"].queryset = people.able(self.row.organ, viewer=self.viewer).exclude(pk=self.row.pk)
        self.fields["since_on"].initial = clock.today()

    def carry_out(self, *, at: datetime) -> User:
        """Delegate it."""
        said = self.cleaned_data
        actions.delegate(
            said["appointment"],
            said["to"],
            since_on=said["since_on"],
            last_on=said["last_on"],
            basis=said["basis"],
            by=self.viewer,
            at=at,
        )
        return self.row


class TakeBack(ActForm):
    """收回委托: what one has left to a colleague."""

    appointment = forms.ModelChoiceField(Appointment.objects.none(), label="委托")

    def prepare(self) -> None:
        """Own delegations in force, or to come."""
        self.fields["appointment"].queryset = people.delegated_by(self.row, clock.today())

    def carry_out(self, *, at: datetime) -> User:
        """It ends at once."""
        actions.end(self.cleaned_data["appointment"], on=localdate(at), by=self.viewer, at=at)
        return self.row
