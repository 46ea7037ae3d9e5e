"""What is filled in about places: the place itself, what is posted there, and what happens at an enquiry place."""

from datetime import datetime

from django import forms

from gongkai.web.channels import actions
from gongkai.web.channels.models import EquipmentCheck, EquipmentState, Material, PublicPlace, Question
from gongkai.web.channels.models.place import place_kinds
from gongkai.web.office.acts import ActForm, RowForm

from .channel_fields import ItemField, for_organ, today


class Add(RowForm):
    """A new place."""

    class Meta:
        model = PublicPlace
        fields = ("organ", "kind", "name", "village", "location", "keeper", "opened_on")

    def prepare(self) -> None:
        """For one of the viewer's organs."""
        for_organ(self)
        self.fields["kind"].choices = [("", "请选择"), *place_kinds()]
        today(self, "opened_on")

    def carry_out(self, *, at: datetime) -> PublicPlace:
        """Register it."""
        return actions.add_place(self.instance, by=self.viewer, at=at)


class Change(RowForm):
    """What is known of it has changed."""

    is_change = True

    class Meta:
        model = PublicPlace
        fields = ("name", "village", "location", "keeper")

    def carry_out(self, *, at: datetime) -> PublicPlace:
        """Change it."""
        return actions.change_place(self.instance, by=self.viewer, at=at)


class Close(ActForm):
    """It is not used any more."""

    on = forms.DateField(label="停用日期")

    def prepare(self) -> None:
        """Mostly today."""
        today(self, "on")

    def carry_out(self, *, at: datetime) -> PublicPlace:
        """Close it."""
        return actions.close_place(self.row, on=self.cleaned_data["on"], by=self.viewer, at=at)


class Plan(ActForm):
    """A public item is to hang, or to be read out, here."""

    done = "已安排。请在“张贴和播放”一栏打开它，打印张贴用的公告或者广播稿。"
    item = ItemField()

    def prepare(self) -> None:
        """Of the place's own organ."""
        self.fields["item"].organ = self.row.organ

    def carry_out(self, *, at: datetime) -> PublicPlace:
        """Plan it."""
        actions.plan(self.row, self.cleaned_data["item"], by=self.viewer, at=at)
        return self.row


class _AtPlace(RowForm):
    """A row about the place."""

    def begun(self, row: PublicPlace) -> object:
        """Here."""
        return self._meta.model(place=row)


class CheckEquipment(_AtPlace):
    """How a machine was found."""

    class Meta:
        model = EquipmentCheck
        fields = ("equipment", "state", "checked_on", "remark")

    def prepare(self) -> None:
        """Mostly today."""
        self.fields["state"].choices = [("", "请选择"), *EquipmentState.choices]
        today(self, "checked_on")

    def carry_out(self, *, at: datetime) -> PublicPlace:
        """Write it down."""
        actions.check_equipment(self.instance, by=self.viewer, at=at)
        return self.row


class PutMaterial(ActForm):
    """What lies there to be read."""

    title = forms.CharField(
        label="名称", max_length=100, help_text="已有同名资料的，记为更新。例如：政府信息公开指南。"
    )
    on = forms.DateField(label="更新日期")

    def prepare(self) -> None:
        """Mostly today."""
        today(self, "on")

    def carry_out(self, *, at: datetime) -> PublicPlace:
        """Write it down."""
        actions.put_material(self.row, **self.cleaned_data, by=self.viewer, at=at)
        return self.row


class RemoveMaterial(ActForm):
    """What does not lie there any more."""

    material = forms.ModelChoiceField(Material.objects.none(), label="资料")
    on = forms.DateField(label="撤出日期")

    def prepare(self) -> None:
        """One of those that lie here."""
        self.fields["material"].queryset = self.row.materials.filter(removed_on=None)
        today(self, "on")

    def carry_out(self, *, at: datetime) -> PublicPlace:
        """Write it down."""
        actions.remove_material(
            self.cleaned_data["material"], on=self.cleaned_data["on"], by=self.viewer, at=at
        )
        return self.row


class NoteQuestion(_AtPlace):
    """What somebody wanted to know."""

    class Meta:
        model = Question
        fields = ("asked_on", "topic", "answer")

    def prepare(self) -> None:
        """Mostly today."""
        today(self, "asked_on")

    def carry_out(self, *, at: datetime) -> PublicPlace:
        """Write it down."""
        actions.note_question(self.instance, by=self.viewer, at=at)
        return self.row
