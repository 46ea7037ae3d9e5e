"""What is filled in for the acts on the catalogue."""

from datetime import datetime

from django import forms

from gongkai.web.catalogue import actions
from gongkai.web.catalogue.models import KEEPERS, Row, channel_choices
from gongkai.web.foundations import clock
from gongkai.web.foundations.ground import on_ground
from gongkai.web.office.acts import ActForm, PersonField, RowForm
from gongkai.web.organs.models import Kind, Organ, Section
from gongkai.web.people import selectors as people

FILLED_IN = (
    "level1",
    "name",
    "content",
    "basis",
    "is_statutory",
    "article",
    "field",
    "limit",
    "cycle",
    "channels",
    "audience",
    "method",
)


def _kept(form: forms.BaseForm) -> "forms.models.QuerySet[Organ]":
    """The organs whose catalogue the viewer keeps."""
    return Organ.objects.filter(on_ground(form.viewer.ground(*KEEPERS), prefix="")).active()


class AdoptStarter(ActForm):
    """The law's rows for an organ."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="机关")

    def prepare(self) -> None:
        """An organ whose catalogue the viewer keeps; institutions have none in the law."""
        self.fields["organ"].queryset = _kept(self).exclude(kind=Kind.INSTITUTION)

    def carry_out(self, *, at: datetime) -> None:
        """Take over what is missing."""
        organ = self.cleaned_data["organ"]
        added = actions.adopt_starter(organ, by=self.viewer, at=at)
        self.done = (
            f"已为“{organ.name}”列入{added}项公开事项，请逐项指定责任科室和责任人。"
            if added
            else f"“{organ.name}”的目录中已有基础目录的全部事项，没有改动。"
        )


class _Filled(RowForm):
    """What a row says."""

    channels = forms.MultipleChoiceField(
        label="公开渠道和载体", choices=channel_choices, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("organ", *FILLED_IN)

    class Meta:
        model = Row
        fields = FILLED_IN
        widgets = {"content": forms.Textarea(attrs={"rows": 4})}


class AddRow(_Filled):
    """A row of the organ's own."""

    class Meta(_Filled.Meta):
        fields = ("organ", *FILLED_IN)

    def prepare(self) -> None:
        """In a catalogue that the viewer keeps."""
        self.fields["organ"].queryset = organs = _kept(self)
        # The form begins with an empty row; what stands there would hide what the fields begin with.
        self.initial["channels"] = ["website"]
        if len(only := organs[:2]) == 1:
            self.initial["organ"] = only[0].pk

    def carry_out(self, *, at: datetime) -> Row:
        """Add it."""
        return actions.add_row(self.instance, by=self.viewer, at=at)


class ChangeRow(_Filled):
    """A row as it is to be from now on; what the law says of its own rows is not asked."""

    is_change = True

    def prepare(self) -> None:
        """Only what may change."""
        if not self.row.is_own:
            for name in actions.OF_LAW:
                del self.fields[name]

    def carry_out(self, *, at: datetime) -> Row:
        """Write it."""
        return actions.change_row(self.instance, by=self.viewer, at=at)


class Assign(ActForm):
    """Who answers for a row."""

    section = forms.ModelChoiceField(Section.objects.none(), label="责任科室", required=False)
    person = PersonField(label="责任人", required=False)

    def prepare(self) -> None:
        """The organ's own sections and people."""
        self.fields["section"].queryset = self.row.organ.sections.filter(until_on=None)
        self.fields["person"].queryset = people.colleagues(self.row.organ)
        self.initial = {"section": self.row.section_id, "person": self.row.person_id}

    def carry_out(self, *, at: datetime) -> Row:
        """Write it."""
        return actions.assign(self.row, by=self.viewer, at=at, **self.cleaned_data)


class EndRow(ActForm):
    """A duty ends."""

    on = forms.DateField(label="自何日起")

    def prepare(self) -> None:
        """Mostly today."""
        self.fields["on"].initial = clock.today()

    def carry_out(self, *, at: datetime) -> Row:
        """End it."""
        return actions.end_row(self.row, on=self.cleaned_data["on"], by=self.viewer, at=at)
