"""What the forms about channels share: the organ that somebody keeps, and an item found by its number or name."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from gongkai.kernel.duties import Viewer
from gongkai.web.channels.models import KEEPERS
from gongkai.web.disclosure.models import Item
from gongkai.web.foundations import clock
from gongkai.web.foundations.ground import on_ground
from gongkai.web.organs.models import Organ

MOST_NAMED = 5
MOST_OFFERED = 500


def organs_of(viewer: Viewer, *duties: str) -> QuerySet[Organ]:
    """The organs for which somebody may do this."""
    return Organ.objects.filter(on_ground(viewer.ground(*(duties or KEEPERS)), prefix="")).active()


def for_organ(form: Any, *duties: str) -> None:
    """Ask for one of the organs for which the viewer may do this; where there is only one, it is chosen."""
    organs = organs_of(form.viewer, *duties)
    form.fields["organ"].queryset = organs
    if len(only := organs[:2]) == 1:
        form.initial["organ"] = only[0].pk


def today(form: forms.BaseForm, *names: str) -> None:
    """Let these days begin with today, and none of them be later."""
    for name in names:
        form.initial[name] = form.initial.get(name) or clock.today()
        form.fields[name].widget.attrs["max"] = f"{clock.today():%Y-%m-%d}"


class Offered(forms.TextInput):
    """A field with a list of what may be chosen: typing a few letters narrows it."""

    template_name = "office/offered.html"
    organ: Organ | None = None

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """With the public items of the organ, the latest first."""
        context = super().get_context(name, value, attrs)
        items = Item.objects.live().filter(organ=self.organ).select_related("live_version")
        listed = items.defer("live_version__body").order_by("-published_on", "-pk")[:MOST_OFFERED]
        context["widget"]["attrs"]["list"] = f"{name}-offered"
        return context | {
            "listed": f"{name}-offered",
            "offered": [(one.index_no, one.title) for one in listed],
        }


class ItemField(forms.CharField):
    """A public item of an organ, by its index number or by words of its title."""

    widget = Offered

    def __init__(self, **kwargs: Any) -> None:
        said = {
            "label": "信息",
            "help_text": "从列出的信息中选择，或者填写索引号、名称中的几个字。只能选择本机关已经公开的信息。",
        }
        super().__init__(max_length=200, **(said | kwargs))

    @property
    def organ(self) -> Organ | None:
        """Whose items may be chosen."""
        return self.widget.organ

    @organ.setter
    def organ(self, organ: Organ) -> None:
        self.widget.organ = organ

    def clean(self, value: Any) -> Item:
        """The one item that fits. Raises ValidationError, naming those that fit when there are several."""
        words = super().clean(value).strip()
        items = Item.objects.live().filter(organ=self.organ).select_related("live_version")
        exact = items.filter(index_no=words).first()
        if exact:
            return exact
        found = list(
            items.filter(Q(live_version__title__icontains=words)).order_by("-published_on")[: MOST_NAMED + 1]
        )
        if not found:
            raise forms.ValidationError("本机关没有这样的已公开信息。请核对索引号或者名称。")
        if len(found) > 1:
            raise forms.ValidationError(f"有几条信息都符合，请填写索引号：{_named(found)}。")
        return found[0]


def _named(items: list[Item]) -> str:
    listed = "；".join(f"{item.index_no} {item.title}" for item in items[:MOST_NAMED])
    return f"{listed}；……" if len(items) > MOST_NAMED else listed
