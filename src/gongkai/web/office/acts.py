"""Acts as the office offers them: whose duty each is, what is filled in, and which action it is handed to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Model
from django.db.models.fields import BLANK_CHOICE_DASH

from gongkai.kernel.duties import Viewer
from gongkai.web.foundations.models import User


class _OfAct:
    """What every form of an act knows: the row that it is about, and who fills it in."""

    row: Model | None
    viewer: Viewer
    # What the button says, and what is said afterwards, when the act's title would say too little.
    button = ""
    done = ""
    # What the address of the form may fill in.
    begun_with: tuple[str, ...] = ()

    def __init__(self, *args: Any, row: Model | None, viewer: Viewer, **kwargs: Any) -> None:
        self.row, self.viewer = row, viewer
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.DateField):
                field.widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        self.prepare()
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and not isinstance(
                field, forms.ModelMultipleChoiceField
            ):
                _help_to_choose(field)
            elif isinstance(field, forms.ChoiceField) and _is_blank(field.choices):
                field.choices = [("", "请选择" if field.required else "（不填）"), *list(field.choices)[1:]]

    def prepare(self) -> None:
        """Fill choices and initial values from the row and the viewer."""

    def carry_out(self, *, at: datetime) -> Model | None:
        """Do it; what is shown afterwards, None for the list. Raises Problem."""
        raise NotImplementedError


class PersonField(forms.ModelChoiceField):
    """A colleague, told from others of the same name by his organ and sign-in name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(User.objects.none(), **kwargs)

    def label_from_instance(self, obj: User) -> str:
        """王小明（枕溪镇，wangxm）."""
        return f"{obj.name}（{obj.organ.short_name if obj.organ else '无机关'}，{obj.username}）"


def _help_to_choose(field: forms.ModelChoiceField) -> None:
    """Say what to do, and choose where there is no choice."""
    field.empty_label = "请选择" if field.required else "（不填）"
    if field.required and len(only := field.queryset[:2]) == 1:
        field.initial = only[0]


def _is_blank(choices: Any) -> bool:
    """Whether they begin with the dashes of the library."""
    return next(iter(choices), None) == BLANK_CHOICE_DASH[0]


class ActForm(_OfAct, forms.Form):
    """What a person fills in for one act; `carry_out` hands it to the action."""


class RowForm(_OfAct, forms.ModelForm):
    """The form of an act that writes one row: a new one, or with `is_change` the row that it is about."""

    is_change = False

    def __init__(self, *args: Any, row: Model | None, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, row=row, viewer=viewer, instance=self.begun(row), **kwargs)

    def begun(self, row: Model | None) -> Model:
        """The row as the form begins with it; never the sheet's own object, which a refused form must not change."""
        return self._meta.model.objects.get(pk=row.pk) if self.is_change else self._meta.model()


@dataclass(frozen=True, slots=True)
class Act:
    """One act as the office offers it: its address, its words, its form, and whose duty it is."""

    name: str
    title: str
    form: type[ActForm]
    duties: tuple[str, ...]
    hint: str = ""
    icon: str = "edit"
    is_new: bool = False
    # Cannot be taken back: it stands last, and looks it.
    is_final: bool = False
    is_offered: Callable[[Any, Viewer], bool] | None = None
    # A page of its own, where the act needs more than its fields.
    template: str = "office/act.html"
    # In which organ the duty is held, where that is not the row's own.
    path_of: Callable[[Any], str] | None = None

    def may(self, viewer: Viewer, organ_path: str | None) -> bool:
        """Whether somebody holds a duty for this act in the organ, or anywhere when there is no organ yet."""
        return viewer.holds(*self.duties, path=organ_path) is not None

    def suits(self, row: Model, viewer: Viewer) -> bool:
        """Whether the act makes sense for this row now: nobody renames an organ that is no more."""
        return self.is_offered is None or self.is_offered(row, viewer)
