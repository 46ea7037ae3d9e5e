"""What is filled in for the acts on organs."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.timezone import localdate

from gongkai.web.foundations import clock
from gongkai.web.office.acts import ActForm, PersonField, RowForm
from gongkai.web.organs import actions
from gongkai.web.organs.actions import CONTACTS, PARTICULARS
from gongkai.web.organs.models import DocumentNumber, NumberFamily, Organ, RemedyBody, Section
from gongkai.web.people import selectors as people


def _own(form: forms.BaseForm) -> Any:
    """The organs that the viewer keeps in order."""
    return Organ.objects.changeable_by(form.viewer).active()


class _Dated(ActForm):
    """Something that happens on a day and rests on a document."""

    on = forms.DateField(label="自何日起")
    document = forms.CharField(label="依据文件", max_length=200, help_text="例如：机构改革方案的名称和文号。")

    def prepare(self) -> None:
        """Mostly it is today."""
        self.fields["on"].initial = clock.today()


class Found(RowForm):
    """A new organ."""

    class Meta:
        model = Organ
        fields = ("name", "short_name", "slug", "parent", "level", "kind", "code", "since_on", *CONTACTS)

    def prepare(self) -> None:
        """Below one of the viewer's organs."""
        self.fields["parent"].queryset = _own(self)
        self.fields["parent"].required = True

    def carry_out(self, *, at: datetime) -> Organ:
        """Enter it in the tree."""
        return actions.found(self.instance, by=self.viewer, at=at)


class ChangeContacts(RowForm):
    """How to reach an organ."""

    is_change = True

    class Meta:
        model = Organ
        fields = CONTACTS
        help_texts = {"fax": "没有开通的，写“未开通”。", "online_channel": "没有开通的，写“未开通”。"}

    def carry_out(self, *, at: datetime) -> Organ:
        """Write them."""
        return actions.change_contacts(self.instance, by=self.viewer, at=at, **self.cleaned_data)


class ChangeParticulars(RowForm):
    """What an organ is, and for whom it answers."""

    is_change = True

    class Meta:
        model = Organ
        fields = PARTICULARS

    def prepare(self) -> None:
        """Organs that exist."""
        for name in ("authority", "respondent"):
            self.fields[name].queryset = Organ.objects.active().exclude(pk=self.row.pk)

    def carry_out(self, *, at: datetime) -> Organ:
        """Write them."""
        return actions.change_particulars(self.instance, by=self.viewer, at=at, **self.cleaned_data)


class Rename(_Dated):
    """Another name from a day on."""

    name = forms.CharField(label="新的全称", max_length=100)
    short_name = forms.CharField(label="新的简称", max_length=40)
    field_order = ("name", "short_name", "on", "document")

    def prepare(self) -> None:
        """Begin with the names as they are."""
        super().prepare()
        self.initial = {"name": self.row.name, "short_name": self.row.short_name, **self.initial}

    def carry_out(self, *, at: datetime) -> Organ:
        """Rename it."""
        return actions.rename(self.row, by=self.viewer, at=at, **self.cleaned_data)


class Move(ActForm):
    """Another place in the tree."""

    parent = forms.ModelChoiceField(Organ.objects.none(), label="新的上级机关")

    def prepare(self) -> None:
        """One of the viewer's organs that is not below this one."""
        self.fields["parent"].queryset = _own(self).exclude(path__startswith=self.row.path)

    def carry_out(self, *, at: datetime) -> Organ:
        """Move it, and all below it."""
        return actions.move(self.row, self.cleaned_data["parent"], by=self.viewer, at=at)


class _Passing(_Dated):
    """Functions go to another organ."""

    successor = forms.ModelChoiceField(Organ.objects.none(), label="承接机关")
    field_order = ("successor", "functions", "on", "document")

    def prepare(self) -> None:
        """Any other organ that exists."""
        super().prepare()
        self.fields["successor"].queryset = Organ.objects.active().exclude(pk=self.row.pk)

    @property
    def when(self) -> dict[str, Any]:
        """The day and the document."""
        return {"on": self.cleaned_data["on"], "document": self.cleaned_data["document"]}


class Merge(_Passing):
    """The organ ends in another."""

    def carry_out(self, *, at: datetime) -> Organ:
        """Merge it."""
        return actions.merge(self.row, self.cleaned_data["successor"], by=self.viewer, at=at, **self.when)


class Dissolve(_Passing):
    """The organ ends; one other takes over what it did."""

    def carry_out(self, *, at: datetime) -> Organ:
        """Dissolve it."""
        passing = [actions.Passing(self.cleaned_data["successor"])]
        return actions.dissolve(self.row, passing, by=self.viewer, at=at, **self.when)


class PassFunctions(_Passing):
    """The organ goes on, some of its functions go elsewhere."""

    functions = forms.CharField(label="移交的职能", max_length=200)

    def carry_out(self, *, at: datetime) -> Organ:
        """Pass them on."""
        passing = actions.Passing(self.cleaned_data["successor"], self.cleaned_data["functions"])
        actions.pass_functions(self.row, passing, by=self.viewer, at=at, **self.when)
        return self.row


class AddSection(RowForm):
    """A new section."""

    class Meta:
        model = Section
        fields = ("name", "head", "is_disclosure_office", "order", "since_on")

    def prepare(self) -> None:
        """Its head is one of the organ's people."""
        self.fields["head"].queryset = people.colleagues(self.row)

    def begun(self, row: Organ) -> Section:
        """In this organ."""
        return Section(organ=row)

    def carry_out(self, *, at: datetime) -> Organ:
        """Add it."""
        actions.add_section(self.instance, by=self.viewer, at=at)
        return self.row


class HeadSection(ActForm):
    """Another head of a section."""

    section = forms.ModelChoiceField(Section.objects.none(), label="内设机构")
    head = PersonField(label="负责人", required=False)

    def prepare(self) -> None:
        """One that is open, and one of the organ's people."""
        self.fields["section"].queryset = self.row.sections.filter(until_on=None)
        self.fields["head"].queryset = people.colleagues(self.row)

    def carry_out(self, *, at: datetime) -> Organ:
        """Write it."""
        section = self.cleaned_data["section"]
        section.head = self.cleaned_data["head"]
        actions.change_section(section, by=self.viewer, at=at)
        return self.row


class CloseSection(ActForm):
    """A section ends."""

    section = forms.ModelChoiceField(Section.objects.none(), label="内设机构")
    on = forms.DateField(label="自何日起")

    def prepare(self) -> None:
        """One that is open."""
        self.fields["section"].queryset = self.row.sections.filter(until_on=None)
        self.fields["on"].initial = clock.today()

    def carry_out(self, *, at: datetime) -> Organ:
        """Close it."""
        actions.close_section(self.cleaned_data["section"], on=self.cleaned_data["on"], by=self.viewer, at=at)
        return self.row


class SettleRemedy(RowForm):
    """Where replies send people who do not agree."""

    class Meta:
        model = RemedyBody
        fields = ("remedy", "body", "name", "address", "since_on")

    def prepare(self) -> None:
        """Any organ that exists, or a body outside, in words."""
        self.fields["body"].queryset = Organ.objects.active()

    def begun(self, row: Organ) -> RemedyBody:
        """For this organ, mostly from today."""
        return RemedyBody(organ=row, since_on=clock.today())

    def carry_out(self, *, at: datetime) -> Organ:
        """Settle it."""
        actions.settle_remedy(self.instance, by=self.viewer, at=at)
        return self.row


class OpenNumbers(RowForm):
    """A new family of document numbers."""

    class Meta:
        model = NumberFamily
        fields = ("name", "pattern", "first_year", "first")

    def begun(self, row: Organ) -> NumberFamily:
        """For this organ, from this year."""
        return NumberFamily(organ=row, first_year=clock.today().year)

    def carry_out(self, *, at: datetime) -> Organ:
        """Open it."""
        actions.open_family(self.instance, by=self.viewer, at=at)
        return self.row


class CloseNumbers(ActForm):
    """A family gives no more numbers."""

    family = forms.ModelChoiceField(NumberFamily.objects.none(), label="文号")

    def prepare(self) -> None:
        """One that is open."""
        self.fields["family"].queryset = self.row.number_families.filter(is_open=True)

    def carry_out(self, *, at: datetime) -> Organ:
        """Close it."""
        actions.close_family(self.cleaned_data["family"], by=self.viewer, at=at)
        return self.row


class VoidNumber(ActForm):
    """A number whose paper came to nothing."""

    number = forms.ModelChoiceField(DocumentNumber.objects.none(), label="文号")
    reason = forms.CharField(label="作废的原因", max_length=200)

    def prepare(self) -> None:
        """One of the organ's numbers that still counts, the latest first."""
        numbers = DocumentNumber.objects.visible_to(self.viewer).filter(
            family__organ=self.row, voided_on=None
        )
        self.fields["number"].queryset = numbers.order_by("-year", "-n")

    def carry_out(self, *, at: datetime) -> Organ:
        """Void it, today."""
        number, reason = self.cleaned_data["number"], self.cleaned_data["reason"]
        actions.void_number(number, reason=reason, on=localdate(at), by=self.viewer, at=at)
        return self.row
